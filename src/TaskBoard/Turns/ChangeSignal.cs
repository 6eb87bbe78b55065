using System.IO.Abstractions;
using TaskBoard.Files;

namespace TaskBoard.Turns;

/// <summary>Wakes a watcher when <c>tasks.json</c> may have changed: told by the operating system, or by a change of this process.</summary>
internal sealed class ChangeSignal : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly IFileSystemWatcher? _watcher;
    private readonly ChangeAnnouncer _announcer;

    public ChangeSignal(IFileSystem fileSystem, BoardPaths paths, ChangeAnnouncer announcer)
    {
        _announcer = announcer;
        _announcer.Add(Raise);
        if (fileSystem.Directory.Exists(paths.Directory))
        {
            _watcher = fileSystem.FileSystemWatcher.CreateNew(paths.Directory, Path.GetFileName(paths.Board));
            _watcher.Changed += (_, _) => Raise();
            _watcher.Created += (_, _) => Raise();
            _watcher.Renamed += (_, _) => Raise();
            _watcher.Deleted += (_, _) => Raise();
            _watcher.EnableRaisingEvents = true;
        }
    }

    /// <summary>Waits for a signal, at most so long.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _signal.WaitAsync(longest, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _announcer.Remove(Raise);
        _watcher?.Dispose();
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
