using System.Collections.Concurrent;

namespace TaskBoard.Turns;

/// <summary>
/// The claims that living objects of this process hold, and those that were decided for objects that are still to be made: asking for the next
/// task does not give these out a second time. Safe for use by many threads.
/// </summary>
internal sealed class LivingClaims
{
    private readonly ConcurrentDictionary<ClaimHandle, int> _held = new();

    /// <summary>Whether a claim is held now.</summary>
    public bool Holds(ClaimHandle handle) => _held.TryGetValue(handle, out var count) && count > 0;

    /// <summary>Notes a claim.</summary>
    public void Add(ClaimHandle handle) => _held.AddOrUpdate(handle, 1, static (_, count) => count + 1);

    /// <summary>Forgets a claim.</summary>
    public void Remove(ClaimHandle handle)
    {
        if (_held.AddOrUpdate(handle, 0, static (_, count) => count - 1) <= 0)
        {
            _held.TryRemove(new(handle, 0));
        }
    }
}
