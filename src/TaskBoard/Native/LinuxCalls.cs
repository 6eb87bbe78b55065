using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TaskBoard.Native;

/// <summary>Calls of Linux alone, in <c>libc</c> (glibc 2.28 or newer, musl).</summary>
internal static partial class LinuxCalls
{
    public const int CurrentDirectory = -100;
    public const int NoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const uint BasicStats = 0x7FF;
    public const ulong MountRoot = 0x2000;
    public const ulong Immutable = 0x10;
    public const ulong AppendOnly = 0x20;
    public const uint RenameExchange = 2;
    public const int SetSignal = 10;
    public const int SetLease = 1024;
    public const int ReadLease = 0;
    public const int NoLease = 2;
    public const int BootTime = 7;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Stat(int directory, string path, int flags, uint mask, out LinuxStat stat);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Stat(SafeFileHandle file, string path, int flags, uint mask, out LinuxStat stat);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(int directory, string path, int newDirectory, string newName, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int FileSystem(string path, byte* into);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int Time(int clock, out UnixTime time);
}

/// <summary>A <c>timespec</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct UnixTime
{
    public readonly nint Seconds;
    public readonly nint Nanoseconds;

    public TimeSpan Span => TimeSpan.FromTicks((Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / 100));
}
