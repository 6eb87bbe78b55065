using System.Collections.Concurrent;

namespace TaskBoard.Turns;

/// <summary>
/// The claims that living objects of this process hold, and those that were decided for objects that are still to be made: asking for the next
/// task does not give these out a second time. Safe for use by many threads.
/// </summary>
internal sealed class LivingClaims
{
    // Made with the first claim: a command that makes none does not wait for it to be compiled.
    private ConcurrentDictionary<ClaimHandle, int>? _held;

    private ConcurrentDictionary<ClaimHandle, int> Held => LazyInitializer.EnsureInitialized(ref _held, static () => new());

    /// <summary>Whether a claim is held now.</summary>
    public bool Holds(ClaimHandle handle) => Volatile.Read(ref _held) is { } held && held.TryGetValue(handle, out var count) && count > 0;

    /// <summary>Notes a claim.</summary>
    public void Add(ClaimHandle handle) => Held.AddOrUpdate(handle, 1, static (_, count) => count + 1);

    /// <summary>Forgets a claim.</summary>
    public void Remove(ClaimHandle handle)
    {
        if (Held.AddOrUpdate(handle, 0, static (_, count) => count - 1) <= 0)
        {
            Held.TryRemove(new(handle, 0));
        }
    }
}
