using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>
/// Windows. Files are opened with every share mode, so that links, renames and deletions work while they are open; the lock is a byte range
/// far behind any content. Two names cannot be exchanged: the commit takes its other way (<c>ReplaceFile</c> with a backup name).
/// </summary>
internal sealed class WindowsFiles : NativeFiles
{
    private const uint GenericRead = 0x80000000;
    private const uint GenericWrite = 0x40000000;
    private const uint CreateOnlyNew = 1;
    private const uint OpenExisting = 3;
    private const uint OpenAlways = 4;
    private const int NotFound = 2;
    private const int PathNotFound = 3;
    private const int AccessDenied = 5;
    private const int LockViolation = 33;
    private const int FileExists = 80;
    private const int AlreadyExists = 183;

    public override FileStamp? Stat(string path)
    {
        using var file = WindowsCalls.Open(
            path, 0, WindowsCalls.AnyShare, 0, OpenExisting, WindowsCalls.OpenDirectoriesToo | WindowsCalls.OpenLinksThemselves, 0);
        return !file.IsInvalid ? Stamp(file, path)
            : LastError is NotFound or PathNotFound ? null
            : throw Failed("CreateFile", path);
    }

    public override FileStamp Stamp(SafeFileHandle file, string path)
    {
        if (!WindowsCalls.Stamp(file, out var stat))
        {
            throw Failed("GetFileInformationByHandle", path);
        }

        var attributes = (FileAttributes)stat.Attributes;
        var modified = ((long)stat.ModifiedHigh << 32) | stat.ModifiedLow;
        return new FileStamp(
            stat.Volume,
            ((ulong)stat.IndexHigh << 32) | stat.IndexLow,
            ((long)stat.SizeHigh << 32) | stat.SizeLow,
            DateTime.FromFileTimeUtc(modified).Ticks,
            attributes.HasFlag(FileAttributes.ReparsePoint) ? FileKind.Link
                : attributes.HasFlag(FileAttributes.Directory) ? FileKind.Directory
                : attributes.HasFlag(FileAttributes.Device) ? FileKind.Other
                : FileKind.File,
            0, 0, 0);
    }

    public override SafeFileHandle? Open(string path, OpenWay way, int? mode)
    {
        var access = way == OpenWay.Read ? GenericRead : GenericRead | GenericWrite;
        var disposition = way switch { OpenWay.CreateNew => CreateOnlyNew, OpenWay.LockFile => OpenAlways, _ => OpenExisting };
        var file = WindowsCalls.Open(path, access, WindowsCalls.AnyShare, 0, disposition, WindowsCalls.OpenLinksThemselves, 0);
        if (!file.IsInvalid)
        {
            return file;
        }

        var error = LastError;
        file.Dispose();
        return (way, error) switch
        {
            (OpenWay.Existing, AccessDenied) => Open(path, OpenWay.Read, mode),
            (OpenWay.CreateNew, FileExists or AlreadyExists) => null,
            (OpenWay.Read or OpenWay.Existing, NotFound or PathNotFound) => null,
            _ => throw WindowsErrors.Exception("CreateFile", path, error),
        };
    }

    public override int Read(SafeFileHandle file, Span<byte> into, long offset, string path)
    {
        try
        {
            return RandomAccess.Read(file, into, offset);
        }
        catch (IOException e)
        {
            throw WindowsErrors.Exception("ReadFile", path, e.HResult & 0xFFFF);
        }
    }

    public override void Append(SafeFileHandle file, ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            RandomAccess.Write(file, bytes, RandomAccess.GetLength(file));
        }
        catch (IOException e)
        {
            throw WindowsErrors.Exception("WriteFile", path, e.HResult & 0xFFFF);
        }
    }

    public override void Flush(SafeFileHandle file, string path) => Require(WindowsCalls.Flush(file), "FlushFileBuffers", path);

    /// <summary>Nothing to do: the journal of NTFS keeps names, and renames here are written through.</summary>
    public override void FlushDirectory(string path)
    {
    }

    public override bool TryLock(SafeFileHandle file, bool exclusive, string path)
    {
        var place = LockPlace;
        var flags = WindowsCalls.FailImmediately | (exclusive ? WindowsCalls.ExclusiveLock : 0);
        return WindowsCalls.Lock(file, flags, 0, 1, 0, ref place) || (LastError == LockViolation ? false : throw Failed("LockFileEx", path));
    }

    public override void Unlock(SafeFileHandle file, string path)
    {
        var place = LockPlace;
        Require(WindowsCalls.Unlock(file, 0, 1, 0, ref place), "UnlockFileEx", path);
    }

    /// <summary>Nothing to do: rights are inherited from the directory.</summary>
    public override string? TakeOwnership(SafeFileHandle file, FileStamp from, string path) => null;

    public override bool Link(string path, string newName) =>
        WindowsCalls.Link(newName, path, 0) || LastError switch
        {
            AlreadyExists => false,
            1 or 50 => throw new NotSupportedException($"The file system of {path} has no hard links."),
            _ => throw Failed("CreateHardLink", path),
        };

    public override bool Exchange(string path, string other) =>
        throw new NotSupportedException("Windows cannot exchange two names.");

    public override bool Rename(string path, string newName) =>
        WindowsCalls.Rename(path, newName, WindowsCalls.ReplaceExisting | WindowsCalls.WriteThrough)
        || (LastError == NotFound ? false : throw Failed("MoveFileEx", newName));

    public override bool Delete(string path) =>
        WindowsCalls.Delete(path) || (LastError is NotFound or PathNotFound ? false : throw Failed("DeleteFile", path));

    public override bool? IsClosedByAll(string path) => null;

    public override string FileSystemOf(string path) => DriveFormats.Of(Path.GetPathRoot(path) ?? path);

    private static int LastError => Marshal.GetLastPInvokeError();

    private static WindowsPlace LockPlace => new() { OffsetHigh = 0x40000000 };

    private static DiskException Failed(string operation, string path) => WindowsErrors.Exception(operation, path, LastError);

    private static void Require(bool done, string operation, string path)
    {
        if (!done)
        {
            throw Failed(operation, path);
        }
    }
}
