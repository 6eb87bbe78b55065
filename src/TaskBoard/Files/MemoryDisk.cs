namespace TaskBoard.Files;

/// <summary>
/// A disk in memory, for a board that leaves nothing behind and for simulations. Views made by <see cref="ForProcess"/> share the files;
/// <see cref="Crash"/> drops one view's open files and with them its locks, as the death of a process does. Safe for use by many threads.
/// </summary>
internal sealed class MemoryDisk : IDisk
{
    private readonly MemoryStore _store;
    private readonly List<MemoryDiskFile> _open = [];

    /// <summary>An empty disk.</summary>
    public MemoryDisk(TimeProvider clock) => _store = new MemoryStore(clock);

    private MemoryDisk(MemoryStore store) => _store = store;

    /// <summary>The same disk as another process sees it.</summary>
    public MemoryDisk ForProcess() => new(_store);

    /// <summary>Closes everything this view has open, without a word to it.</summary>
    public void Crash()
    {
        lock (_store)
        {
            foreach (var file in _open.ToArray())
            {
                file.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public FileStamp? Stat(string path)
    {
        lock (_store)
        {
            return _store.Find(path, "stat")?.Stamp();
        }
    }

    /// <inheritdoc/>
    public FileBytes? Read(string path)
    {
        lock (_store)
        {
            return _store.FindFile(path, "open") is { } node ? new FileBytes(node.Bytes, node.Stamp(), Steady: true) : null;
        }
    }

    /// <inheritdoc/>
    public IDiskFile? CreateNew(string path, int? mode = null)
    {
        lock (_store)
        {
            return _store.Find(path, "open") is null ? Opened(_store.Add(path, FileKind.File, mode ?? 0x1A4), path) : null;
        }
    }

    /// <inheritdoc/>
    public IDiskFile? Open(string path)
    {
        lock (_store)
        {
            return _store.FindFile(path, "open") is { } node ? Opened(node, path) : null;
        }
    }

    /// <inheritdoc/>
    public IDiskFile OpenLockFile(string path)
    {
        lock (_store)
        {
            return Opened(_store.FindFile(path, "open") ?? _store.Add(path, FileKind.File, 0x1A4), path);
        }
    }

    /// <inheritdoc/>
    public bool Link(string path, string newName)
    {
        lock (_store)
        {
            var node = _store.FindFile(path, "link") ?? throw MemoryStore.WrongKind("link", path);
            return _store.Find(newName, "link") is null && _store.Put(newName, node, "link");
        }
    }

    /// <inheritdoc/>
    public bool Exchange(string path, string other)
    {
        lock (_store)
        {
            return _store.Find(path, "exchange") is { } one && _store.Find(other, "exchange") is { } two
                && _store.Put(path, two, "exchange") && _store.Put(other, one, "exchange");
        }
    }

    /// <inheritdoc/>
    public bool Rename(string path, string newName)
    {
        lock (_store)
        {
            // Between two names of one file a rename does nothing, as everywhere.
            return _store.FindFile(path, "rename") is { } node
                && (_store.FindFile(newName, "rename") == node || (_store.Put(newName, node, "rename") && _store.Remove(path)));
        }
    }

    /// <inheritdoc/>
    public bool Delete(string path)
    {
        lock (_store)
        {
            return _store.FindFile(path, "unlink") is not null && _store.Remove(path);
        }
    }

    /// <inheritdoc/>
    public void FlushDirectory(string path)
    {
        lock (_store)
        {
            _ = _store.Find(path, "fsync") is { Kind: FileKind.Directory } ? true : throw MemoryStore.WrongKind("fsync", path);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string path)
    {
        lock (_store)
        {
            return _store.List(path);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path)
    {
        lock (_store)
        {
            _store.AddDirectory(path);
        }
    }

    /// <inheritdoc/>
    public bool? IsClosedByAll(string path)
    {
        lock (_store)
        {
            return _store.Find(path, "open") is { } node ? node.Open == 0 : null;
        }
    }

    /// <inheritdoc/>
    public string FileSystemOf(string path) => "tmpfs";

    /// <inheritdoc/>
    public string Resolve(string path) => path;

    private MemoryDiskFile Opened(MemoryNode node, string path)
    {
        var file = new MemoryDiskFile(_store, node, path, closed => _open.Remove(closed));
        _open.Add(file);
        return file;
    }
}
