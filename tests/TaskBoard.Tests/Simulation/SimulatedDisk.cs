using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation;

/// <summary>The disk as one simulated process sees it: every call is a step at which others may go first or the process may die.</summary>
/// <param name="files">The files of the machine.</param>
/// <param name="scheduler">Every call is a step.</param>
/// <param name="owner">The process.</param>
/// <param name="watch">Told of what only the holder of the turn may do, and of what was created and renamed.</param>
/// <param name="fault">Asked at each call: what the system says to it; null, all is well.</param>
internal sealed class SimulatedDisk(
    SimulatedFiles files, Scheduler scheduler, string owner, Action<string, string>? watch = null, Func<DiskFault?>? fault = null) : IDisk
{
    public FileStamp? Stat(string path)
    {
        Step("stat", path);
        return files.At(path)?.Stamp;
    }

    public FileBytes? Read(string path)
    {
        Step("read", path);
        if (files.At(path) is not { } inode)
        {
            return null;
        }

        RequireFile(inode, "open", path);
        var before = inode.Stamp;
        var half = inode.Content[..(inode.Content.Length / 2)];
        Step("read on", path);
        byte[] bytes = [.. half, .. inode.Content.AsSpan(Math.Min(half.Length, inode.Content.Length))];
        return new FileBytes(bytes, inode.Stamp, Steady: before == inode.Stamp);
    }

    public IDiskFile? CreateNew(string path, int? mode = null)
    {
        Step("create", path);
        if (files.Create(path, mode ?? 0x1A4) is not { } inode)
        {
            return null;
        }

        watch?.Invoke("create", path);
        return new OpenFile(this, files.Open(inode, owner, writing: true), path);
    }

    public IDiskFile? Open(string path)
    {
        Step("open", path);
        if (files.At(path) is not { } inode)
        {
            return null;
        }

        RequireFile(inode, "open", path);
        return new OpenFile(this, files.Open(inode, owner, writing: true), path);
    }

    public IDiskFile OpenLockFile(string path)
    {
        Step("open lock file", path);
        return new OpenFile(this, files.Open(files.At(path) ?? files.Create(path, 0x1B6)!, owner, writing: true), path);
    }

    public bool Link(string path, string newName)
    {
        Step("link", newName);
        if (files.At(newName) is not null)
        {
            return false;
        }

        files.Bind(newName, files.At(path) ?? throw Missing("link", path));
        return true;
    }

    public bool Exchange(string path, string other)
    {
        Step("exchange", path);
        if (files.At(path) is null || files.At(other) is null)
        {
            return false;
        }

        watch?.Invoke("exchange", path);
        watch?.Invoke("exchange", other);
        files.Exchange(path, other);
        return true;
    }

    public bool Rename(string path, string newName)
    {
        Step("rename", newName);
        if (files.At(path) is not { } inode)
        {
            return false;
        }

        watch?.Invoke("rename", newName);
        files.Rename(path, newName);
        watch?.Invoke("renamed", newName);
        return true;
    }

    public bool Delete(string path)
    {
        Step("delete", path);
        watch?.Invoke("delete", path);
        return files.Unbind(path);
    }

    public void FlushDirectory(string path)
    {
        Step("flush directory", path);
        files.FlushDirectory(path);
    }

    public IReadOnlyList<string> List(string path)
    {
        Step("list", path);
        return files.NamesIn(path);
    }

    public void CreateDirectory(string path)
    {
        Step("make directory", path);
        files.MakeDirectory(path);
    }

    public bool? IsClosedByAll(string path)
    {
        Step("lease", path);
        return files.At(path) is not { } inode || !files.IsBeingWritten(inode);
    }

    public string FileSystemOf(string path) => "ext4";

    public string Resolve(string path) => path;

    private void Step(string what, string path)
    {
        scheduler.Step(what, path);
        if (fault?.Invoke() is { } said)
        {
            scheduler.Note(owner, $"is told {said} to {what}", path);
            throw new DiskException(said, what, path, said == DiskFault.Full ? "No space left on device" : "Input/output error");
        }
    }

    private static void RequireFile(SimulatedFiles.Inode inode, string operation, string path)
    {
        if (inode.Kind != FileKind.File)
        {
            throw new DiskException(DiskFault.WrongKind, operation, path, "Is a directory");
        }
    }

    private static DiskException Missing(string operation, string path) => new(DiskFault.WrongKind, operation, path, "No such file or directory");

    private sealed class OpenFile(SimulatedDisk disk, SimulatedFiles.Handle handle, string path) : IDiskFile
    {
        public FileStamp Stamp()
        {
            disk.Step("fstat", path);
            return handle.Inode.Stamp;
        }

        public byte[] ReadAll()
        {
            disk.Step("read all", path);
            return [.. handle.Inode.Content];
        }

        public void Append(ReadOnlySpan<byte> bytes)
        {
            disk.Step("write", path);
            var half = bytes.Length / 2;
            disk.WriteAtEnd(handle.Inode, bytes[..half]);
            disk.Step("write on", path);
            disk.WriteAtEnd(handle.Inode, bytes[half..]);
        }

        public void Flush()
        {
            disk.Step("flush", path);
            SimulatedFiles.Flush(handle.Inode);
        }

        public FileStamp? Backdate()
        {
            disk.Step("backdate", path);
            handle.Inode.Modified--;
            return Stamp();
        }

        public bool TryLock(bool exclusive)
        {
            disk.Step("lock", path);
            return disk.TryLock(handle, exclusive);
        }

        public void Unlock()
        {
            disk.Step("unlock", path);
            handle.Lock = null;
        }

        public string? TakeOwnershipOf(FileStamp other)
        {
            disk.Step("chmod", path);
            handle.Inode.Mode = other.Mode;
            return null;
        }

        public void Dispose() => disk.Close(handle, path);
    }

    private bool TryLock(SimulatedFiles.Handle handle, bool exclusive) => files.TryLock(handle, exclusive);

    private void WriteAtEnd(SimulatedFiles.Inode inode, ReadOnlySpan<byte> bytes) => files.Write(inode, [.. inode.Content, .. bytes]);

    private void Close(SimulatedFiles.Handle handle, string path)
    {
        // A killed process is only being unwound here: the kernel has closed its files already.
        if (!scheduler.IsUnwinding)
        {
            scheduler.Step("close", path);
            files.Close(handle);
        }
    }
}
