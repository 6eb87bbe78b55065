using System.Runtime.InteropServices;
using System.Text;

namespace TaskBoard.Benchmarks.Floors;

/// <summary>The system calls of the floor, Linux's own: the floor shares no code with what it is compared to.</summary>
internal static unsafe partial class FloorCalls
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    private const int CloseOnExec = 0x80000;
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7FF;
    private const int EmptyPath = 0x1000;
    private const int InodeInStat = 32;
    private const int SizeInStat = 40;

    /// <summary>A path as the calls take it.</summary>
    public static byte[] PathOf(params string[] parts) => Encoding.UTF8.GetBytes(Path.Combine(parts) + '\0');

    public static int Open(byte[] path, int flags) => Check(OpenFile(path, flags | CloseOnExec, 0x1A4), "open");

    public static void Close(int file) => Check(CloseFile(file), "close");

    /// <summary>Waits for the lock, as a program does that has nothing else to do.</summary>
    public static void Lock(int file, bool exclusive = true) => Check(LockFile(file, exclusive ? 2 : 1), "flock");

    public static void Flush(int file) => Check(FlushFile(file), "fsync");

    public static void Link(byte[] path, byte[] name) => Check(LinkFile(path, name), "link");

    public static void Unlink(byte[] path) => Check(UnlinkFile(path), "unlink");

    public static void Exchange(byte[] path, byte[] other) => Check(RenameFile(CurrentDirectory, path, CurrentDirectory, other, 2), "renameat2");

    /// <summary>The number of the file under a name; 0: there is none.</summary>
    public static ulong Inode(byte[] path)
    {
        var stat = stackalloc byte[256];
        return StatFile(CurrentDirectory, path, 0, BasicStats, stat) < 0 ? 0 : *(ulong*)(stat + InodeInStat);
    }

    /// <summary>Number and size of an open file.</summary>
    public static (ulong Inode, long Size) Stat(int file)
    {
        var stat = stackalloc byte[256];
        Check(StatFile(file, [0], EmptyPath, BasicStats, stat), "statx");
        return (*(ulong*)(stat + InodeInStat), *(long*)(stat + SizeInStat));
    }

    /// <summary>Whether nobody has the file open for writing.</summary>
    public static bool IsClosedByAll(int file)
    {
        const int setLease = 1024;
        var closed = Control(file, setLease, 0) == 0;
        Control(file, setLease, 2);
        return closed;
    }

    public static void Write(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                done += Check(WriteFile(file, start + done, bytes.Length - done), "write");
            }
        }
    }

    public static int Read(int file, Span<byte> into)
    {
        fixed (byte* start = into)
        {
            return (int)Check(ReadFile(file, start, into.Length), "read");
        }
    }

    private static int Check(int answer, string call) => (int)Check((nint)answer, call);

    private static nint Check(nint answer, string call) =>
        answer >= 0 ? answer : throw new IOException($"{call}: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int OpenFile(byte[] path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseFile(int file);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int LockFile(int file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushFile(int file);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true)]
    private static partial int LinkFile(byte[] path, byte[] name);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true)]
    private static partial int UnlinkFile(byte[] path);

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameFile(int directory, byte[] path, int otherDirectory, byte[] other, uint flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true)]
    private static partial int StatFile(int directory, byte[] path, int flags, uint mask, byte* into);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(int file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteFile(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadFile(int file, byte* into, nint count);
}
