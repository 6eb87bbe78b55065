using System.Collections.Concurrent;

namespace TaskBoard.Turns;

/// <summary>The claims that living objects of this process hold: asking for the next task does not give these out a second time.</summary>
internal sealed class LivingClaims
{
    private readonly ConcurrentDictionary<ClaimHandle, int> _held = new();

    /// <summary>The claims held now.</summary>
    public ICollection<ClaimHandle> Held => _held.Keys;

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
