using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>A locked file. Disposing frees the lock, then closes the file.</summary>
/// <remarks>
/// Closing alone would do, if no other thread of this process were just starting a program: until that has replaced itself, it shares our
/// handles, and a lock that is only closed here stays held.
/// </remarks>
internal sealed class HeldFile(IDiskFile file) : IDisposable
{
    private bool _disposed;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            file.Unlock();
        }
        catch (DiskException)
        {
            // Closing frees it.
        }
        finally
        {
            file.Dispose();
        }
    }
}
