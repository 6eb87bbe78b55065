using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation;

/// <summary>
/// The files of a simulated machine: names, inodes, open handles and their locks, with the unpleasant sides of the real thing: times are no finer than
/// the kernel's tick, and numbers of deleted files are given out again at once.
/// </summary>
internal sealed partial class SimulatedFiles(Func<DateTimeOffset> now, TimeSpan tick, bool reuseInodes)
{
    private readonly SortedDictionary<string, Inode> _names = new(StringComparer.Ordinal);
    private readonly List<Handle> _handles = [];
    private readonly SortedSet<ulong> _free = [];
    private ulong _last = 100;

    /// <summary>How often anything was written.</summary>
    public long Writes { get; private set; }

    /// <summary>What stands at a path; null: nothing.</summary>
    public Inode? At(string path) => _names.GetValueOrDefault(path);

    /// <summary>The names directly in a directory.</summary>
    public IReadOnlyList<string> NamesIn(string directory) =>
        _names.Keys.Where(p => Path.GetDirectoryName(p) == directory).Select(p => Path.GetFileName(p)).ToArray();

    /// <summary>Makes a directory.</summary>
    public void MakeDirectory(string path)
    {
        if (At(path) is null)
        {
            Bind(path, New(FileKind.Directory, 0x1ED));
        }
    }

    /// <summary>Makes an empty file; null: the name is taken.</summary>
    public Inode? Create(string path, int mode)
    {
        if (At(path) is not null)
        {
            return null;
        }

        Require(At(Path.GetDirectoryName(path)!) is { Kind: FileKind.Directory }, "open", path);
        var inode = New(FileKind.File, mode);
        Bind(path, inode);
        return inode;
    }

    /// <summary>Gives a path an inode, whatever stood there before.</summary>
    public void Bind(string path, Inode inode)
    {
        _unflushed.Add((path, inode));
        Point(path, inode);
    }

    /// <summary>Gives an inode another name, whatever stood there before.</summary>
    public void Rename(string path, string newName)
    {
        var inode = _names[path];
        _unflushed.Add((path, null), (newName, inode));
        Point(newName, inode);
        Drop(path);
    }

    /// <summary>Takes a name away; false: there is none.</summary>
    public bool Unbind(string path)
    {
        if (At(path) is null)
        {
            return false;
        }

        _unflushed.Add((path, null));
        Drop(path);
        return true;
    }

    /// <summary>Takes away everything in a directory, and the directory.</summary>
    public void DeleteTree(string directory)
    {
        foreach (var path in _names.Keys.Where(p => p == directory || p.StartsWith(directory + "/", StringComparison.Ordinal)).Reverse().ToArray())
        {
            Unbind(path);
        }
    }

    /// <summary>Exchanges what two names stand for.</summary>
    public void Exchange(string path, string other)
    {
        (_names[path], _names[other]) = (_names[other], _names[path]);
        _unflushed.Add((path, _names[path]), (other, _names[other]));
    }

    /// <summary>Opens an inode.</summary>
    public Handle Open(Inode inode, string owner, bool writing)
    {
        var handle = new Handle(inode, owner, writing);
        _handles.Add(handle);
        return handle;
    }

    /// <summary>Closes a handle; its lock is freed.</summary>
    public void Close(Handle handle)
    {
        if (_handles.Remove(handle))
        {
            handle.Lock = null;
            Forget(handle.Inode);
        }
    }

    /// <summary>What the kernel does when a process dies.</summary>
    public void CloseAllOf(string owner)
    {
        foreach (var handle in _handles.Where(h => h.Owner == owner).ToArray())
        {
            Close(handle);
        }
    }

    /// <summary>Tries for a lock; false: held through another handle.</summary>
    public bool TryLock(Handle handle, bool exclusive)
    {
        if (_handles.Exists(h => h != handle && h.Inode == handle.Inode && h.Lock is { } held && (held || exclusive)))
        {
            return false;
        }

        handle.Lock = exclusive;
        return true;
    }

    /// <summary>Whether a process holds a lock on what stands at a path.</summary>
    public bool HoldsLock(string owner, string path) =>
        At(path) is { } inode && _handles.Exists(h => h.Owner == owner && h.Inode == inode && h.Lock is not null);

    /// <summary>Whether nobody holds a lock on what stands at a path.</summary>
    public bool IsUnlocked(string path) => !_handles.Exists(h => h.Inode == At(path) && h.Lock is not null);

    /// <summary>Whether somebody has an inode open for writing.</summary>
    public bool IsBeingWritten(Inode inode) => _handles.Exists(h => h.Inode == inode && h.Writing);

    /// <summary>Replaces the content of a file in place.</summary>
    public void Write(Inode inode, byte[] content)
    {
        inode.Content = content;
        inode.Modified = Time();
        inode.WrittenAt = ++Writes;
    }

    private Inode New(FileKind kind, int mode)
    {
        Recycle();
        var number = reuseInodes && _free.Count > 0 ? _free.Min : ++_last;
        _free.Remove(number);
        return new Inode(number, kind, mode) { Modified = Time() };
    }

    private void Point(string path, Inode inode)
    {
        inode.Links++;
        var old = At(path);
        _names[path] = inode;
        Unlinked(old);
    }

    private void Drop(string path)
    {
        var old = At(path);
        _names.Remove(path);
        Unlinked(old);
    }

    private void Unlinked(Inode? inode)
    {
        if (inode is not null)
        {
            inode.Links--;
            Forget(inode);
        }
    }

    private void Forget(Inode inode)
    {
        if (inode.Links == 0 && !_handles.Exists(h => h.Inode == inode))
        {
            _gone.Add(inode);
        }
    }

    private long Time()
    {
        var ticks = now().UtcTicks;
        return tick == TimeSpan.Zero ? ticks : ticks - (ticks % tick.Ticks);
    }

    private static void Require(bool condition, string operation, string path)
    {
        if (!condition)
        {
            throw new DiskException(DiskFault.WrongKind, operation, path, "No such file or directory");
        }
    }

    /// <summary>A file or directory, whatever it is called.</summary>
    internal sealed class Inode(ulong number, FileKind kind, int mode)
    {
        public ulong Number => number;

        public FileKind Kind => kind;

        public int Mode { get; set; } = mode;

        public byte[] Content { get; set; } = [];

        /// <summary>The content that survives a power cut.</summary>
        public byte[] Flushed { get; set; } = [];

        public long Modified { get; set; }

        /// <summary>Which of all writes was the last one into it.</summary>
        public long WrittenAt { get; set; }

        public int Links { get; set; }

        /// <summary>A person renamed another file over it: whoever still writes into it writes for nobody.</summary>
        public bool LostItsNameToAPerson { get; set; }

        /// <summary>A person or script wrote it last.</summary>
        public bool IsByHand { get; set; }

        /// <summary>What somebody is writing into it, in several steps; null: nobody is.</summary>
        public byte[]? BeingWritten { get; set; }

        /// <summary>Whether a power cut would leave its content as it is.</summary>
        public bool IsFlushed => Content.AsSpan().SequenceEqual(Flushed);

        public FileStamp Stamp => new(1, number, Content.Length, Modified, kind, Mode, 0, 0);
    }

    /// <summary>An open file description.</summary>
    internal sealed class Handle(Inode inode, string owner, bool writing)
    {
        public Inode Inode => inode;

        public string Owner => owner;

        public bool Writing => writing;

        /// <summary>True: exclusive; false: shared; null: none.</summary>
        public bool? Lock { get; set; }
    }
}
