using Microsoft.Win32.SafeHandles;
using TaskBoard.Native;

namespace TaskBoard.Files;

/// <summary>An open file of this machine.</summary>
internal sealed class RealDiskFile(NativeFiles native, SafeFileHandle handle, string path) : IDiskFile
{
    private const int StackOfWaiting = 128 * 1024;

    /// <summary>How many may stand in line in this process, those who gave up and whom the kernel keeps waiting (behind a program that was stopped) included.</summary>
    private const int MostInLine = 64;

    private static int s_inLine;

    /// <inheritdoc/>
    public FileStamp Stamp() => native.Stamp(handle, path);

    /// <inheritdoc/>
    public byte[] ReadAll()
    {
        // Of the size that the file has, so that a large one is not copied; whether it has grown meanwhile shows at its end.
        var buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(Stamp().Size, Array.MaxLength));
        Span<byte> beyond = stackalloc byte[1];
        var length = 0;
        while (native.Read(handle, length < buffer.Length ? buffer.AsSpan(length) : beyond, length, path) is var read and > 0)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Max(checked(buffer.Length * 2), 4096));
                buffer[length] = beyond[0];
            }

            length += read;
        }

        return length == buffer.Length ? buffer : buffer[..length];
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> bytes) => native.Append(handle, bytes, path);

    /// <inheritdoc/>
    public void Flush() => native.Flush(handle, path);

    /// <inheritdoc/>
    public FileStamp? Backdate()
    {
        var modified = Stamp().Modified;
        try
        {
            File.SetLastWriteTimeUtc(handle, new DateTime(modified - 1, DateTimeKind.Utc));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the file compares its bytes then.
            return null;
        }

        return Stamp() is var stamp && stamp.Modified < modified ? stamp : null;
    }

    /// <inheritdoc/>
    public bool TryLock(bool exclusive) => native.TryLock(handle, exclusive, path);

    /// <inheritdoc/>
    /// <remarks>On a thread of its own: nothing else waits in the kernel and can still be given up.</remarks>
    public ManualResetEventSlim? StandInLine()
    {
        if (!native.HasLine || Volatile.Read(ref s_inLine) >= MostInLine)
        {
            return null;
        }

        Interlocked.Increment(ref s_inLine);
        var over = new ManualResetEventSlim();
        new Thread(Wait, StackOfWaiting) { IsBackground = true, Name = "TaskBoard in line" }.UnsafeStart();
        return over;

        void Wait()
        {
            try
            {
                native.AwaitLock(handle);
            }
            catch (ObjectDisposedException)
            {
                // Given up before it began. Given up later, the handle is closed only when the kernel has answered, and the lock is freed by that.
            }
            finally
            {
                Interlocked.Decrement(ref s_inLine);
                over.Set();
            }
        }
    }

    /// <inheritdoc/>
    public void Unlock() => native.Unlock(handle, path);

    /// <inheritdoc/>
    public string? TakeOwnershipOf(FileStamp other) => native.TakeOwnership(handle, other, path);

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();
}
