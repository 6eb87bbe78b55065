namespace TaskBoard.Files;

/// <summary>The names and files of a <see cref="MemoryDisk"/>; used by whoever holds its monitor.</summary>
internal sealed class MemoryStore(TimeProvider clock)
{
    private readonly Dictionary<string, MemoryNode> _names = [];
    private ulong _lastInode;
    private long _lastTick;

    public static DiskException WrongKind(string operation, string path) =>
        new(DiskFault.WrongKind, operation, path, "missing, or a file in place of a directory or the reverse");

    /// <summary>A time of modification, later than every one before.</summary>
    public long NextTick() => _lastTick = Math.Max(_lastTick + 1, clock.GetUtcNow().UtcTicks);

    public MemoryNode? Find(string path, string operation)
    {
        if (_names.TryGetValue(path, out var node))
        {
            return node;
        }

        return Above(path) is { } above && Find(above, operation) is { Kind: not FileKind.Directory } ? throw WrongKind(operation, path) : null;
    }

    public MemoryNode? FindFile(string path, string operation) =>
        Find(path, operation) is not { } node || node.Kind == FileKind.File ? Find(path, operation) : throw WrongKind(operation, path);

    public MemoryNode Add(string path, FileKind kind, int mode)
    {
        var node = new MemoryNode(++_lastInode, kind) { Mode = mode, Modified = NextTick() };
        Put(path, node, "open");
        return node;
    }

    public bool Put(string path, MemoryNode node, string operation)
    {
        if (Above(path) is { } above && !IsRoot(above) && Find(above, operation) is not { Kind: FileKind.Directory })
        {
            throw WrongKind(operation, path);
        }

        _names[path] = node;
        return true;
    }

    public bool Remove(string path) => _names.Remove(path);

    public void AddDirectory(string path)
    {
        if (Above(path) is { } above && !IsRoot(above))
        {
            AddDirectory(above);
        }

        if (Find(path, "mkdir") is not { } there)
        {
            Add(path, FileKind.Directory, 0x1ED);
        }
        else if (there.Kind != FileKind.Directory)
        {
            throw WrongKind("mkdir", path);
        }
    }

    public IReadOnlyList<string> List(string path) =>
        [.. _names.Keys.Where(name => Above(name) == path).Select(name => Path.GetFileName(name)).Order(StringComparer.Ordinal)];

    private static string? Above(string path) => Path.GetDirectoryName(path);

    private static bool IsRoot(string path) => Above(path) is null;
}

/// <summary>A file or directory, under any number of names.</summary>
internal sealed class MemoryNode(ulong inode, FileKind kind)
{
    public FileKind Kind { get; } = kind;

    /// <summary>Never changed in place: readers keep it.</summary>
    public byte[] Bytes { get; set; } = [];

    public int Mode { get; set; }

    public long Modified { get; set; }

    public int Open { get; set; }

    /// <summary>Who holds a lock; true: exclusively.</summary>
    public Dictionary<MemoryDiskFile, bool> Locks { get; } = [];

    public FileStamp Stamp() => new(1, inode, Bytes.Length, Modified, Kind, Mode, 0, 0);
}
