using Microsoft.Win32.SafeHandles;
using TaskBoard.Native;

namespace TaskBoard.Files;

/// <summary>An open file of this machine.</summary>
internal sealed class RealDiskFile(NativeFiles native, SafeFileHandle handle, string path) : IDiskFile
{
    /// <inheritdoc/>
    public FileStamp Stamp() => native.Stamp(handle, path);

    /// <inheritdoc/>
    public byte[] ReadAll()
    {
        // One byte more than the size, so that the end is seen without growing. A file that grows meanwhile is read to its end.
        var buffer = new byte[(int)Math.Min(Stamp().Size + 1, Array.MaxLength)];
        var length = 0;
        while (native.Read(handle, buffer.AsSpan(length), length, path) is var read and > 0)
        {
            length += read;
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, checked(buffer.Length * 2));
            }
        }

        return buffer[..length];
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes) => native.Append(handle, bytes, path);

    /// <inheritdoc/>
    public void Flush() => native.Flush(handle, path);

    /// <inheritdoc/>
    public bool Backdate()
    {
        var modified = Stamp().Modified;
        try
        {
            File.SetLastWriteTimeUtc(handle, new DateTime(modified - 1, DateTimeKind.Utc));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the file compares its bytes then.
            return false;
        }

        return Stamp().Modified < modified;
    }

    /// <inheritdoc/>
    public bool TryLock(bool exclusive) => native.TryLock(handle, exclusive, path);

    /// <inheritdoc/>
    public void Unlock() => native.Unlock(handle, path);

    /// <inheritdoc/>
    public string? TakeOwnershipOf(FileStamp other) => native.TakeOwnership(handle, other, path);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
