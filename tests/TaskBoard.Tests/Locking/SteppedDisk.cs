using TaskBoard.Files;

namespace TaskBoard.Tests.Locking;

/// <summary>A disk with a look at each step before it is done, where others may act, or the step may fail, or its user may die.</summary>
internal sealed class SteppedDisk(IDisk disk) : IDisk
{
    private readonly List<IDiskFile> _open = [];

    /// <summary>Called with the operation before each step.</summary>
    public Action<string> Before { get; set; } = static _ => { };

    /// <summary>Closes all handles, as the kernel does for the dead.</summary>
    public void CloseAll() => _open.ForEach(f => f.Dispose());

    public FileStamp? Stat(string path) => Do("stat", path, () => disk.Stat(path));

    public FileBytes? Read(string path) => Do("read", path, () => disk.Read(path));

    public IDiskFile? CreateNew(string path, int? mode = null) => Opened(Do("create", path, () => disk.CreateNew(path, mode)));

    public IDiskFile? Open(string path) => Opened(Do("open", path, () => disk.Open(path)));

    public IDiskFile OpenLockFile(string path) => Opened(Do("openlock", path, () => disk.OpenLockFile(path)))!;

    public bool Link(string path, string newName) => Do("link", path, () => disk.Link(path, newName));

    public bool Exchange(string path, string other) => Do("exchange", path, () => disk.Exchange(path, other));

    public bool Rename(string path, string newName) => Do("rename", path, () => disk.Rename(path, newName));

    public bool Delete(string path) => Do("delete", path, () => disk.Delete(path));

    public void FlushDirectory(string path) => disk.FlushDirectory(path);

    public IReadOnlyList<string> List(string path) => disk.List(path);

    public void CreateDirectory(string path) => Do("mkdir", path, () => { disk.CreateDirectory(path); return true; });

    public bool? IsClosedByAll(string path) => disk.IsClosedByAll(path);

    public string FileSystemOf(string path) => disk.FileSystemOf(path);

    public string Resolve(string path) => disk.Resolve(path);

    private T Do<T>(string operation, string path, Func<T> step)
    {
        Before($"{operation} {Path.GetFileName(path)}");
        return step();
    }

    private SteppedFile? Opened(IDiskFile? file)
    {
        if (file is null)
        {
            return null;
        }

        _open.Add(file);
        return new SteppedFile(this, file);
    }

    private sealed class SteppedFile(SteppedDisk owner, IDiskFile file) : IDiskFile
    {
        public FileStamp Stamp() => file.Stamp();

        public byte[] ReadAll() => owner.Do("readall", "", file.ReadAll);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            var half = bytes.Length / 2;
            owner.Before("append");
            file.Append(bytes[..half]);
            owner.Before("append rest");
            file.Append(bytes[half..]);
        }

        public void Flush() => file.Flush();

        public FileStamp? Backdate() => owner.Do("backdate", "", file.Backdate);

        public bool TryLock(bool exclusive) => owner.Do("lock", "", () => file.TryLock(exclusive));

        public void Unlock() => owner.Do("unlock", "", () => { file.Unlock(); return true; });

        public string? TakeOwnershipOf(FileStamp other) => file.TakeOwnershipOf(other);

        public void Dispose()
        {
            owner.Before("close");
            owner._open.Remove(file);
            file.Dispose();
        }
    }
}
