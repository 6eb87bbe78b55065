using TaskBoard.Files;

namespace TaskBoard.TestKit;

/// <summary>An open file of a <see cref="FaultyDisk"/>.</summary>
internal sealed class FaultyDiskFile(FaultyDisk disk, IDiskFile inner, string path) : IDiskFile
{
    public FileStamp Stamp() => disk.Do(nameof(Stamp), path, inner.Stamp);

    public byte[] ReadAll() => disk.Do(nameof(ReadAll), path, inner.ReadAll);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        disk.Do(nameof(Append), path, () => inner.Append(copy));
    }

    public void Flush() => disk.Do(nameof(Flush), path, inner.Flush);

    public FileStamp? Backdate() => disk.Do(nameof(Backdate), path, inner.Backdate);

    public bool TryLock(bool exclusive) => disk.Do(nameof(TryLock), path, () => inner.TryLock(exclusive));

    public void Unlock() => disk.Do(nameof(Unlock), path, inner.Unlock);

    public string? TakeOwnershipOf(FileStamp other) => disk.Do(nameof(TakeOwnershipOf), path, () => inner.TakeOwnershipOf(other));

    public void Dispose() => inner.Dispose();
}
