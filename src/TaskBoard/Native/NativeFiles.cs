using Microsoft.Win32.SafeHandles;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>
/// The file calls that .NET does not offer, hides errors of, or mixes with advisory locks of its own. One implementation for each
/// system; the answers are those of <see cref="IDisk"/>.
/// </summary>
internal abstract class NativeFiles
{
    /// <summary>The calls of the system that this process runs on.</summary>
    public static NativeFiles Current { get; } =
        OperatingSystem.IsWindows() ? new WindowsFiles()
        : OperatingSystem.IsMacOS() ? new MacFiles()
        : new LinuxFiles();

    public abstract FileStamp? Stat(string path);

    public abstract FileStamp Stamp(SafeFileHandle file, string path);

    /// <summary>Opens a file; null: nothing there, or for <see cref="OpenWay.CreateNew"/> the name is taken.</summary>
    public abstract SafeFileHandle? Open(string path, OpenWay way, int? mode);

    /// <summary>Reads at a place; 0: end of the file.</summary>
    public abstract int Read(SafeFileHandle file, Span<byte> into, long offset, string path);

    /// <summary>Writes at the end, wholly.</summary>
    public abstract void Append(SafeFileHandle file, ReadOnlySpan<byte> bytes, string path);

    public abstract void Flush(SafeFileHandle file, string path);

    public abstract void FlushDirectory(string path);

    public abstract bool TryLock(SafeFileHandle file, bool exclusive, string path);

    /// <summary>Whether <see cref="AwaitLock"/> waits, and in order.</summary>
    public virtual bool HasLine => false;

    /// <summary>Waits for an exclusive lock as long as it takes, in the order of those who wait. It may end without the lock.</summary>
    public virtual void AwaitLock(SafeFileHandle file) => throw new NotSupportedException();

    public abstract void Unlock(SafeFileHandle file, string path);

    public abstract string? TakeOwnership(SafeFileHandle file, FileStamp from, string path);

    /// <summary>The same for a directory.</summary>
    public virtual string? TakeOwnership(string directory, FileStamp from) => null;

    public abstract bool Link(string path, string newName);

    public abstract bool Exchange(string path, string other);

    public abstract bool Rename(string path, string newName);

    public abstract bool Delete(string path);

    public abstract bool? IsClosedByAll(string path);

    public abstract string FileSystemOf(string path);

    /// <summary>Whether something is mounted at the path itself; false where it cannot be told.</summary>
    public virtual NameHold HoldOn(string path) => NameHold.None;

    /// <inheritdoc cref="IDisk.User"/>
    public virtual uint? User => null;
}

/// <summary>How a file is opened.</summary>
internal enum OpenWay
{
    /// <summary>An existing file, for reading.</summary>
    Read,

    /// <summary>An existing file, for reading and, where permitted, writing.</summary>
    Existing,

    /// <summary>Created exclusively.</summary>
    CreateNew,

    /// <summary>Opened, or created where it is missing; never truncated.</summary>
    LockFile,
}
