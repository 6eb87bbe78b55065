using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>A disk at which one thing is left out that the protocol asks of it.</summary>
internal sealed class ForgetfulDisk(IDisk inner, Omission omitted, BoardPaths paths) : IDisk
{
    private readonly string _break = Path.Combine(paths.Private, "lock-break");
    private FileStamp? _firstHistory;
    private string? _shown;

    // The lock that this process has put there, as long as it has not deleted it; and the one that it last saw there.
    private FileStamp? _ours;
    private (FileStamp Stamp, byte[] Bytes)? _judged;

    // Whether lock-break holds a lock of ours that is about to be exchanged; and what came out of that, and was not looked at yet.
    private bool _isPrepared;
    private bool _isBroken;

    /// <summary>The next look at <c>tasks.lock</c> is the one before COMMIT.</summary>
    public bool IsBeforeCommit { get; set; }

    /// <summary>The exchange of this file was made already.</summary>
    public void ShowEarly(string swap)
    {
        if (inner.Exchange(swap, paths.Board))
        {
            _shown = swap;
        }
    }

    /// <summary>The hash of what a file holds; null: there is none.</summary>
    public string? HashOf(string path) => inner.Read(path) is { } file ? BoardFile.HashOf(file.Bytes) : null;

    public FileStamp? Stat(string path)
    {
        if (omitted == Omission.HistoryIdentity && path == paths.History)
        {
            return _firstHistory ??= inner.Stat(path);
        }

        if (path == paths.Lock)
        {
            var look = IsBeforeCommit ? Omission.OursBeforeCommit : Omission.OursBeforeDeleting;
            IsBeforeCommit = false;
            return omitted == look && _ours is not null ? _ours : inner.Stat(path);
        }

        return inner.Stat(path);
    }

    public FileBytes? Read(string path)
    {
        var file = inner.Read(path);
        return omitted == Omission.Rereading && path == paths.Board && file is not null ? file with { Steady = true } : file;
    }

    public IDiskFile? CreateNew(string path, int? mode = null) => Wrap(inner.CreateNew(path, mode), path, isNew: true);

    public IDiskFile? Open(string path)
    {
        var file = inner.Open(path);
        if (omitted != Omission.BrokenLock || file is null)
        {
            return Wrap(file, path);
        }

        if (path == paths.Lock)
        {
            _judged = (file.Stamp(), file.ReadAll());
        }

        var isUnseen = path == _break && _isBroken;
        _isBroken &= !isUnseen;
        return Wrap(file, path, instead: isUnseen ? _judged : null);
    }

    public IDiskFile OpenLockFile(string path) => Wrap(inner.OpenLockFile(path), path)!;

    public bool Link(string path, string newName)
    {
        if (omitted == Omission.LockCreation && newName == paths.Lock)
        {
            inner.Delete(newName);
        }

        var linked = inner.Link(path, newName);
        if (linked && newName == paths.Lock)
        {
            Own();
        }

        return linked;
    }

    public bool Exchange(string path, string other)
    {
        if (path == _break && other == paths.Lock)
        {
            return ExchangeLock();
        }

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

    public bool Rename(string path, string newName)
    {
        _isPrepared |= newName == _break;
        return inner.Rename(path, newName);
    }

    public bool Delete(string path)
    {
        if (path == paths.Lock)
        {
            _ours = null;
        }

        return inner.Delete(path);
    }

    public void FlushDirectory(string path)
    {
        var isForgotten = omitted switch
        {
            Omission.DirectoryFlush => true,
            Omission.BoardDirectoryFlush => path == paths.Directory,
            Omission.PrivateDirectoryFlush => path == paths.Private,
            _ => false,
        };
        if (!isForgotten)
        {
            inner.FlushDirectory(path);
        }
    }

    public IReadOnlyList<string> List(string path) => inner.List(path);

    public void CreateDirectory(string path) => inner.CreateDirectory(path);

    public bool? IsClosedByAll(string path) => omitted == Omission.OpenDisplacedFile || (inner.IsClosedByAll(path) ?? true);

    public string FileSystemOf(string path) => inner.FileSystemOf(path);

    public string Resolve(string path) => inner.Resolve(path);

    /// <summary>A lock is broken by the first exchange after ours was prepared; one more puts back what came out.</summary>
    private bool ExchangeLock()
    {
        var isBreaking = _isPrepared;
        _isPrepared = false;
        if (!isBreaking && omitted == Omission.GivingBack)
        {
            return true;
        }

        var exchanged = inner.Exchange(_break, paths.Lock);
        _isBroken = isBreaking && exchanged;
        if (_isBroken)
        {
            Own();
        }

        return exchanged;
    }

    private void Own()
    {
        if (omitted is Omission.OursBeforeCommit or Omission.OursBeforeDeleting)
        {
            _ours = inner.Stat(paths.Lock);
        }
    }

    private ForgetfulFile? Wrap(IDiskFile? file, string path, bool isNew = false, (FileStamp Stamp, byte[] Bytes)? instead = null) =>
        file is null ? null : new ForgetfulFile(file, omitted, inner, paths, path, isNew, instead);
}
