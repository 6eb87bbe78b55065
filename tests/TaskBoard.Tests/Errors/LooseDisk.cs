using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.TestKit;

namespace TaskBoard.Tests.Errors;

/// <summary>A disk that lacks what a board needs of it.</summary>
internal sealed class LooseDisk : IDisk
{
    private readonly MemoryDisk _inner = new(new ManualClock());
    private readonly BoardPaths _paths = new(Path.GetFullPath("/board"));

    public LooseDisk()
    {
        _inner.CreateDirectory(_paths.Directory);
        _inner.CreateNew(_paths.Board)!.Dispose();
    }

    public bool LocksExclude { get; set; } = true;

    public bool Links { get; set; } = true;

    public bool Exchanges { get; set; } = true;

    public string FileSystem { get; set; } = "ext4";

    public ulong? BoardDevice { get; set; }

    public ulong? PrivateDevice { get; set; }

    public IProcesses Processes { get; set; } = MachineProcesses.Current;

    public BoardMode Test() => PlaceTest.Run(this, Processes, _paths);

    public FileStamp? Stat(string path) => _inner.Stat(path) is { } stamp
        ? stamp with { Device = (path == _paths.Board ? BoardDevice : path == _paths.Private ? PrivateDevice : null) ?? stamp.Device }
        : null;

    public FileBytes? Read(string path) => _inner.Read(path);

    public IDiskFile? CreateNew(string path, int? mode = null) => Wrap(_inner.CreateNew(path, mode));

    public IDiskFile? Open(string path) => Wrap(_inner.Open(path));

    public IDiskFile OpenLockFile(string path) => Wrap(_inner.OpenLockFile(path))!;

    public bool Link(string path, string newName) => Links ? _inner.Link(path, newName) : throw new NotSupportedException("no links");

    public bool Exchange(string path, string other) => Exchanges ? _inner.Exchange(path, other) : throw new NotSupportedException("no exchange");

    public bool Rename(string path, string newName) => _inner.Rename(path, newName);

    public bool Delete(string path) => _inner.Delete(path);

    public void FlushDirectory(string path) => _inner.FlushDirectory(path);

    public IReadOnlyList<string> List(string path) => _inner.List(path);

    public void CreateDirectory(string path) => _inner.CreateDirectory(path);

    public bool? IsClosedByAll(string path) => _inner.IsClosedByAll(path);

    public string FileSystemOf(string path) => FileSystem;

    public string Resolve(string path) => path;

    private LooseFile? Wrap(IDiskFile? file) => file is null ? null : new LooseFile(this, file);

    private sealed class LooseFile(LooseDisk disk, IDiskFile inner) : IDiskFile
    {
        public FileStamp Stamp() => inner.Stamp();

        public byte[] ReadAll() => inner.ReadAll();

        public void Append(ReadOnlySpan<byte> bytes) => inner.Append(bytes);

        public void Flush() => inner.Flush();

        public FileStamp? Backdate() => inner.Backdate();

        public bool TryLock(bool exclusive) => inner.TryLock(exclusive) || !disk.LocksExclude;

        public void Unlock() => inner.Unlock();

        public string? TakeOwnershipOf(FileStamp other) => inner.TakeOwnershipOf(other);

        public void Dispose() => inner.Dispose();
    }
}
