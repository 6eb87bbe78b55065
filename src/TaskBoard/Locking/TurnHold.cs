using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>A turn with a <c>tasks.lock</c> of our own, or under our parent's.</summary>
/// <param name="disk">Where it is.</param>
/// <param name="paths">Where it is.</param>
/// <param name="file">The lock file, open: keeps its number from being given to another file, and, where it is ours, holds the proof of life.</param>
/// <param name="stamp">Its identity.</param>
/// <param name="isParents">Whether it is our parent's, and so not ours to delete.</param>
/// <param name="nonce">The nonce in its record.</param>
/// <param name="commitLock">The held <c>commit.lock</c>; null: it was let go.</param>
internal sealed class TurnHold(
    IDisk disk, BoardPaths paths, IDiskFile file, FileStamp stamp, bool isParents, string nonce, IDisposable? commitLock) : HeldTurn
{
    private readonly HeldFile _held = new(file);
    private bool _disposed;
    private bool _wasLost;
    private bool _staysBehind;

    /// <inheritdoc/>
    public override string Nonce => nonce;

    /// <inheritdoc/>
    public override bool WasLost => _wasLost;

    /// <inheritdoc/>
    public override bool IsOurs() => disk.Stat(paths.Lock) is { } named && named.SameFile(stamp);

    /// <inheritdoc/>
    public override void LeaveBehind() => _staysBehind = true;

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            _wasLost = !IsOurs();
            if (!_wasLost && !isParents && !_staysBehind)
            {
                disk.Delete(paths.Lock);
            }
        }
        catch (DiskException)
        {
            // The turn is over and must not fail for this. Closing frees the proof of life, so the next one to come breaks the lock.
        }
        finally
        {
            // Only after the name is gone: whoever sees the name must see it held.
            try
            {
                _held.Dispose();
            }
            finally
            {
                commitLock?.Dispose();
            }
        }
    }
}
