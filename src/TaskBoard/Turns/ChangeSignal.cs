using System.IO.Abstractions;
using TaskBoard.Files;

namespace TaskBoard.Turns;

/// <summary>
/// Wakes a watcher when <c>tasks.json</c> may have changed: told by the operating system, or by a change of this process. The system may have no
/// watch left to give (inotify counts them per user); whoever waits looks by itself now and then anyway.
/// </summary>
internal sealed class ChangeSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly IFileSystemWatcher? _watcher;
    private readonly ChangeAnnouncer _announcer;

    public ChangeSignal(IFileSystem fileSystem, BoardPaths paths, ChangeAnnouncer announcer)
    {
        _announcer = announcer;
        _watcher = TryWatch(fileSystem, paths);
        _announcer.Add(Raise);
    }

    /// <summary>Waits for a signal, at most so long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _signal.WaitAsync(longest, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _announcer.Remove(Raise);
        _watcher?.Dispose();
    }

    private IFileSystemWatcher? TryWatch(IFileSystem fileSystem, BoardPaths paths)
    {
        IFileSystemWatcher? watcher = null;
        try
        {
            if (!fileSystem.Directory.Exists(paths.Directory))
            {
                return null;
            }

            watcher = fileSystem.FileSystemWatcher.CreateNew(paths.Directory, Path.GetFileName(paths.Board));
            watcher.Changed += (_, _) => Raise();
            watcher.Created += (_, _) => Raise();
            watcher.Renamed += (_, _) => Raise();
            watcher.Deleted += (_, _) => Raise();

            // Something was missed, so look.
            watcher.Error += (_, _) => Raise();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            watcher?.Dispose();
            return null;
        }
    }

    private void Raise()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // A signal that nobody has taken yet says the same.
        }
    }
}
