using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>An open file at which one thing is left out.</summary>
internal sealed class ForgetfulFile(IDiskFile inner, Omission omitted, IDisk disk, BoardPaths paths, string path) : IDiskFile
{
    private bool IsCommitLock => path == paths.CommitLock;

    public FileStamp Stamp() => omitted == Omission.CommitLockIdentity && IsCommitLock && disk.Stat(path) is { } named ? named : inner.Stamp();

    public byte[] ReadAll() => inner.ReadAll();

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (omitted == Omission.WriteBeside && Path.GetDirectoryName(path) == paths.Swap)
        {
            disk.Delete(paths.Board);
            disk.Link(path, paths.Board);
        }

        inner.Append(bytes);
    }

    public void Flush()
    {
        if (omitted != Omission.FileFlush)
        {
            inner.Flush();
        }
    }

    public FileStamp? Backdate() => inner.Backdate();

    public bool TryLock(bool exclusive) => (omitted == Omission.CommitLock && IsCommitLock) || inner.TryLock(exclusive);

    public void Unlock() => inner.Unlock();

    public string? TakeOwnershipOf(FileStamp other) => inner.TakeOwnershipOf(other);

    public void Dispose() => inner.Dispose();
}
