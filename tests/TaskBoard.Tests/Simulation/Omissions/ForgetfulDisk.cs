using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>A disk at which one thing is left out that the protocol asks of it.</summary>
internal sealed class ForgetfulDisk(IDisk inner, Omission omitted, BoardPaths paths) : IDisk
{
    private FileStamp? _firstHistory;
    private string? _shown;

    /// <summary>The exchange of this file was made already.</summary>
    public void ShowEarly(string swap)
    {
        if (inner.Exchange(swap, paths.Board))
        {
            _shown = swap;
        }
    }

    public FileStamp? Stat(string path)
    {
        if (omitted == Omission.HistoryIdentity && path == paths.History)
        {
            return _firstHistory ??= inner.Stat(path);
        }

        return inner.Stat(path);
    }

    public FileBytes? Read(string path) => inner.Read(path);

    public IDiskFile? CreateNew(string path, int? mode = null) => Wrap(inner.CreateNew(path, mode), path);

    public IDiskFile? Open(string path) => Wrap(inner.Open(path), path);

    public IDiskFile OpenLockFile(string path) => Wrap(inner.OpenLockFile(path), path)!;

    public bool Link(string path, string newName)
    {
        if (omitted == Omission.LockCreation && newName == paths.Lock)
        {
            inner.Delete(newName);
        }

        return inner.Link(path, newName);
    }

    public bool Exchange(string path, string other)
    {
        if (other != paths.Board)
        {
            return inner.Exchange(path, other);
        }

        switch (omitted)
        {
            case Omission.CommitFirst when path == _shown:
                _shown = null;
                return true;
            case Omission.DisplacedFile:
                return inner.Rename(path, other);
            case Omission.LockToTheEnd:
                inner.Delete(paths.Lock);
                break;
        }

        return inner.Exchange(path, other);
    }

    public bool Rename(string path, string newName) => inner.Rename(path, newName);

    public bool Delete(string path) => inner.Delete(path);

    public void FlushDirectory(string path)
    {
        if (omitted != Omission.DirectoryFlush)
        {
            inner.FlushDirectory(path);
        }
    }

    public IReadOnlyList<string> List(string path) => inner.List(path);

    public void CreateDirectory(string path) => inner.CreateDirectory(path);

    public bool? IsClosedByAll(string path) => omitted == Omission.OpenDisplacedFile || (inner.IsClosedByAll(path) ?? true);

    public string FileSystemOf(string path) => inner.FileSystemOf(path);

    public string Resolve(string path) => inner.Resolve(path);

    private ForgetfulFile? Wrap(IDiskFile? file, string path) => file is null ? null : new ForgetfulFile(file, omitted, inner, paths, path);
}
