using TaskBoard.Files;

namespace TaskBoard.Tests.Simulation.Omissions;

/// <summary>An open file at which one thing is left out.</summary>
/// <param name="inner">The file.</param>
/// <param name="omitted">What is left out.</param>
/// <param name="disk">The disk it is on.</param>
/// <param name="paths">Where everything of the board is.</param>
/// <param name="path">Where the file is.</param>
/// <param name="isNew">Whether it was created, or was there.</param>
/// <param name="instead">What it is taken for without a look; null: for what it is.</param>
internal sealed class ForgetfulFile(
    IDiskFile inner, Omission omitted, IDisk disk, BoardPaths paths, string path, bool isNew, (FileStamp Stamp, byte[] Bytes)? instead) : IDiskFile
{
    private bool IsCommitLock => path == paths.CommitLock;

    private bool IsInSwap => Path.GetDirectoryName(path) == paths.Swap;

    public FileStamp Stamp() =>
        instead is { } other ? other.Stamp
        : omitted == Omission.CommitLockIdentity && IsCommitLock && disk.Stat(path) is { } named ? named
        : inner.Stamp();

    public byte[] ReadAll() => instead is { } other ? other.Bytes : inner.ReadAll();

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (omitted == Omission.WriteBeside && IsInSwap)
        {
            disk.Delete(paths.Board);
            disk.Link(path, paths.Board);
        }

        inner.Append(bytes);
    }

    public void Flush()
    {
        var isForgotten = omitted switch
        {
            Omission.FileFlush => true,
            Omission.NewFileFlush => IsInSwap && isNew,
            Omission.LeftOverFlush => IsInSwap && !isNew,
            _ => false,
        };
        if (!isForgotten)
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
