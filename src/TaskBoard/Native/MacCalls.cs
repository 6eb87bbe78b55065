using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TaskBoard.Native;

/// <summary>Calls of macOS alone.</summary>
internal static partial class MacCalls
{
    public const int CurrentDirectory = -2;
    public const uint RenameSwap = 2;
    public const int FullFlush = 51;
    public const int MonotonicClock = 4;
    public const int ProcessInfo = 3;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags, uint mode);

    // Arguments after the dots of a C prototype go on the stack on Apple's arm64: six are passed that nobody reads, to fill the registers.
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int OpenOnArm(string path, int flags, nint a, nint b, nint c, nint d, nint e, nint f, nint mode);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatOnIntel(string path, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int StatOnArm(string path, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    public static partial int StampOnIntel(SafeFileHandle file, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "fstat", SetLastError = true)]
    public static partial int StampOnArm(SafeFileHandle file, out MacStat stat);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Rename(string path, string newName, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    public static partial int Time(int clock, out UnixTime time);

    [LibraryImport("libc", EntryPoint = "sysctlbyname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial int SystemValue(string name, byte* into, ref nint length, nint newValue, nint newLength);

    [LibraryImport("libc", EntryPoint = "gethostuuid", SetLastError = true)]
    public static unsafe partial int HostId(byte* into, in UnixTime wait);

    [LibraryImport("libproc", EntryPoint = "proc_pidinfo", SetLastError = true)]
    public static unsafe partial int Process(int pid, int flavor, ulong argument, byte* into, int length);
}

/// <summary>The parts of <c>struct stat</c> (64-bit inodes) that are needed.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal readonly struct MacStat
{
    [FieldOffset(0)] public readonly int Device;
    [FieldOffset(4)] public readonly ushort Mode;
    [FieldOffset(8)] public readonly ulong Inode;
    [FieldOffset(16)] public readonly uint Owner;
    [FieldOffset(20)] public readonly uint Group;
    [FieldOffset(48)] public readonly long ModifiedSeconds;
    [FieldOffset(56)] public readonly long ModifiedNanoseconds;
    [FieldOffset(96)] public readonly long Size;
}
