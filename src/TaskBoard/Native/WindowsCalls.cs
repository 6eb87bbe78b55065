using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TaskBoard.Native;

/// <summary>Calls of Windows.</summary>
internal static partial class WindowsCalls
{
    public const uint FailImmediately = 1;
    public const uint ExclusiveLock = 2;
    public const uint ReplaceExisting = 1;
    public const uint WriteThrough = 8;
    public const uint AnyShare = 7;
    public const uint OpenLinksThemselves = 0x00200000;
    public const uint OpenDirectoriesToo = 0x02000000;

    [LibraryImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeFileHandle Open(string path, uint access, uint share, nint security, uint disposition, uint flags, nint template);

    [LibraryImport("kernel32", EntryPoint = "GetFileInformationByHandle", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Stamp(SafeFileHandle file, out WindowsStat stat);

    [LibraryImport("kernel32", EntryPoint = "FlushFileBuffers", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Flush(SafeFileHandle file);

    [LibraryImport("kernel32", EntryPoint = "LockFileEx", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Lock(SafeFileHandle file, uint flags, uint reserved, uint low, uint high, ref WindowsPlace place);

    [LibraryImport("kernel32", EntryPoint = "UnlockFileEx", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Unlock(SafeFileHandle file, uint reserved, uint low, uint high, ref WindowsPlace place);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Link(string newName, string path, nint security);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Rename(string path, string newName, uint flags);

    [LibraryImport("kernel32", EntryPoint = "DeleteFileW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [return: MarshalAs(UnmanagedType.Bool)]
    public static partial bool Delete(string path);

    [LibraryImport("kernel32", EntryPoint = "GetTickCount64")]
    public static partial ulong MillisecondsSinceBoot();
}

/// <summary><c>BY_HANDLE_FILE_INFORMATION</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 52)]
internal readonly struct WindowsStat
{
    [FieldOffset(0)] public readonly uint Attributes;
    [FieldOffset(20)] public readonly uint ModifiedLow;
    [FieldOffset(24)] public readonly uint ModifiedHigh;
    [FieldOffset(28)] public readonly uint Volume;
    [FieldOffset(32)] public readonly uint SizeHigh;
    [FieldOffset(36)] public readonly uint SizeLow;
    [FieldOffset(44)] public readonly uint IndexHigh;
    [FieldOffset(48)] public readonly uint IndexLow;
}

/// <summary><c>OVERLAPPED</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct WindowsPlace
{
    public nint Internal;
    public nint InternalHigh;
    public uint Offset;
    public uint OffsetHigh;
    public nint Event;
}
