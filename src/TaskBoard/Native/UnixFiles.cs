using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>What Linux and macOS have in common.</summary>
internal abstract class UnixFiles(UnixErrors errors, int currentDirectory) : NativeFiles
{
    protected UnixErrors Errors { get; } = errors;

    protected abstract string ExchangeName { get; }

    public override int Read(SafeFileHandle file, Span<byte> into, long offset, string path)
    {
        unsafe
        {
            fixed (byte* start = into)
            {
                nint read;
                do
                {
                    read = UnixCalls.Read(file, start, into.Length, offset);
                }
                while (read < 0 && WasInterrupted());
                return read >= 0 ? (int)read : throw Failed("pread", path);
            }
        }
    }

    public override void Append(SafeFileHandle file, ReadOnlySpan<byte> bytes, string path)
    {
        unsafe
        {
            fixed (byte* start = bytes)
            {
                for (var done = 0; done < bytes.Length;)
                {
                    var written = UnixCalls.Write(file, start + done, bytes.Length - done);
                    if (written < 0 && !WasInterrupted())
                    {
                        throw Failed("write", path);
                    }

                    done += Math.Max((int)written, 0);
                }
            }
        }
    }

    public override void Flush(SafeFileHandle file, string path)
    {
        if (Retry(() => UnixCalls.Flush(file)) < 0)
        {
            throw Failed("fsync", path);
        }
    }

    public override bool TryLock(SafeFileHandle file, bool exclusive, string path)
    {
        var operation = (exclusive ? UnixCalls.LockExclusive : UnixCalls.LockShared) | UnixCalls.LockNonBlocking;
        if (Retry(() => UnixCalls.Lock(file, operation)) == 0)
        {
            return true;
        }

        return LastError == Errors.WouldBlock ? false : throw Failed("flock", path);
    }

    /// <inheritdoc/>
    /// <remarks>Linux puts who waits behind the last one who waits (<c>fs/locks.c</c>, <c>__locks_insert_block</c>) and wakes only the first.</remarks>
    public override bool HasLine => true;

    public override void AwaitLock(SafeFileHandle file) => Retry(() => UnixCalls.Lock(file, UnixCalls.LockExclusive));

    public override void Unlock(SafeFileHandle file, string path)
    {
        if (Retry(() => UnixCalls.Lock(file, UnixCalls.LockUnlock)) < 0)
        {
            throw Failed("flock", path);
        }
    }

    public override string? TakeOwnership(SafeFileHandle file, FileStamp from, string path)
    {
        const uint unchanged = uint.MaxValue;
        var now = Stamp(file, path);
        var lost = new List<string>();
        if (now.Owner != from.Owner && Refused(UnixCalls.ChangeOwner(file, from.Owner, unchanged), "fchown", path))
        {
            lost.Add($"owner {from.Owner}");
        }

        if (now.Group != from.Group && Refused(UnixCalls.ChangeOwner(file, unchanged, from.Group), "fchown", path))
        {
            lost.Add($"group {from.Group}");
        }

        // After the owner: a change of owner takes bits off the mode.
        if (now.Owner != from.Owner || now.Group != from.Group)
        {
            now = Stamp(file, path);
        }

        if (now.Mode != from.Mode && Refused(UnixCalls.ChangeMode(file, (uint)from.Mode), "fchmod", path))
        {
            lost.Add($"mode {Convert.ToString(from.Mode, 8)}");
        }

        return lost.Count == 0 ? null : string.Join(", ", lost);
    }

    public override string? TakeOwnership(string directory, FileStamp from)
    {
        using var opened = OpenDirectory(directory);
        return TakeOwnership(opened, from, directory);
    }

    public override void FlushDirectory(string path)
    {
        using var directory = OpenDirectory(path);
        Flush(directory, path);
    }

    public override bool Link(string path, string newName)
    {
        if (UnixCalls.Link(currentDirectory, path, currentDirectory, newName, 0) == 0)
        {
            return true;
        }

        var error = LastError;
        if (error == UnixErrors.Exists)
        {
            return false;
        }

        // EPERM means "no hard links here" for a file and "no hard links to directories" for a directory.
        if (error == UnixErrors.NotPermitted && Stat(path) is { Kind: FileKind.Directory })
        {
            throw new DiskException(DiskFault.WrongKind, "link", path, "a directory");
        }

        throw error == UnixErrors.NotPermitted || Errors.SaysUnsupported(error)
            ? new NotSupportedException($"The file system of {path} has no hard links.")
            : Errors.Exception("link", newName, error);
    }

    public override bool Exchange(string path, string other)
    {
        if (Swap(path, other) == 0)
        {
            return true;
        }

        var error = LastError;
        if (error == UnixErrors.NoEntry)
        {
            return false;
        }

        throw error == UnixErrors.Invalid || Errors.SaysUnsupported(error)
            ? new NotSupportedException($"The file system of {path} cannot exchange two names.")
            : Errors.Exception(ExchangeName, other, error);
    }

    public override bool Rename(string path, string newName)
    {
        if (UnixCalls.Rename(path, newName) == 0)
        {
            return true;
        }

        var error = LastError;
        return error == UnixErrors.NoEntry && Stat(path) is null ? false : throw Errors.Exception("rename", newName, error);
    }

    public override bool Delete(string path)
    {
        if (UnixCalls.Unlink(path) == 0)
        {
            return true;
        }

        var error = LastError;
        return error == UnixErrors.NoEntry ? false
            : Stat(path) is { Kind: FileKind.Directory } ? throw new DiskException(DiskFault.WrongKind, "unlink", path, "a directory")
            : throw Errors.Exception("unlink", path, error);
    }

    protected static int LastError => Marshal.GetLastPInvokeError();

    protected abstract SafeFileHandle OpenDirectory(string path);

    protected abstract int Swap(string path, string other);

    protected static int Retry(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && WasInterrupted());
        return result;
    }

    protected DiskException Failed(string operation, string path) => Errors.Exception(operation, path, LastError);

    /// <summary>What the type bits of a mode say.</summary>
    protected static FileKind KindOf(int mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.Link,
        _ => FileKind.Other,
    };

    /// <summary>Whether an open for writing should be tried again for reading only.</summary>
    protected static bool IsReadableAtMost(int error) =>
        error is UnixErrors.AccessDenied or UnixErrors.NotPermitted or UnixErrors.ReadOnly or UnixErrors.TextBusy;

    private bool Refused(int result, string operation, string path) =>
        result != 0 && (LastError is UnixErrors.NotPermitted or UnixErrors.Invalid || Errors.SaysUnsupported(LastError)
            ? true : throw Failed(operation, path));

    private static bool WasInterrupted() => LastError == UnixErrors.Interrupted;
}
