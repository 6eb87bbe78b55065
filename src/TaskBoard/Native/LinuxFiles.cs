using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>Linux.</summary>
internal sealed class LinuxFiles() : UnixFiles(UnixErrors.Linux, LinuxCalls.CurrentDirectory)
{
    private const int ReadWrite = 2;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int AtEnd = 0x400;

    // A FIFO must not block, and no child process may inherit a lock.
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    // SIGURG, which is ignored unless asked for.
    private const int HarmlessSignal = 23;

    // The one flag here that is not the same everywhere.
    private static readonly int NoFollow =
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le ? 0x8000 : 0x20000;

    protected override string ExchangeName => "renameat2";

    public override FileStamp? Stat(string path) =>
        LinuxCalls.Stat(LinuxCalls.CurrentDirectory, path, LinuxCalls.NoFollow, LinuxCalls.BasicStats, out var stat) == 0 ? StampOf(stat)
        : LastError == UnixErrors.NoEntry ? null
        : throw Failed("statx", path);

    public override FileStamp Stamp(SafeFileHandle file, string path) =>
        LinuxCalls.Stat(file, "", LinuxCalls.EmptyPath, LinuxCalls.BasicStats, out var stat) == 0 ? StampOf(stat) : throw Failed("statx", path);

    public override SafeFileHandle? Open(string path, OpenWay way, int? mode)
    {
        const uint readAndWriteForAll = 0x1B6;
        var flags = CloseOnExec | NonBlocking | NoFollow | way switch
        {
            OpenWay.Read => 0,
            OpenWay.Existing => ReadWrite | AtEnd,
            OpenWay.CreateNew => ReadWrite | AtEnd | Create | Exclusive,
            _ => ReadWrite | Create,
        };
        var descriptor = Retry(() => LinuxCalls.Open(path, flags, (uint?)mode ?? readAndWriteForAll));
        if (descriptor < 0 && way is OpenWay.Existing or OpenWay.LockFile && IsReadableAtMost(LastError))
        {
            // Locking needs no right to write, so whoever may only read the board can take part in the order of turns.
            var refused = LastError;
            descriptor = Retry(() => LinuxCalls.Open(path, flags & ~(ReadWrite | AtEnd | Create), 0));
            if (descriptor < 0 && way == OpenWay.LockFile)
            {
                throw Errors.Exception("open", path, refused);
            }
        }

        if (descriptor >= 0)
        {
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }

        return (way, LastError) is (OpenWay.CreateNew, UnixErrors.Exists) or (OpenWay.Read or OpenWay.Existing, UnixErrors.NoEntry)
            ? null
            : throw Failed("open", path);
    }

    public override void FlushDirectory(string path)
    {
        var descriptor = Retry(() => LinuxCalls.Open(path, CloseOnExec, 0));
        using var directory = descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failed("open", path);
        Flush(directory, path);
    }

    public override bool? IsClosedByAll(string path)
    {
        using var file = Open(path, OpenWay.Read, null);
        if (file is null)
        {
            return null;
        }

        // Whoever opens the file while we hold the lease makes the kernel signal us, with SIGIO, which would end the process.
        if (LinuxCalls.Control(file, LinuxCalls.SetSignal, HarmlessSignal) != 0)
        {
            return null;
        }

        if (LinuxCalls.Control(file, LinuxCalls.SetLease, LinuxCalls.ReadLease) == 0)
        {
            _ = LinuxCalls.Control(file, LinuxCalls.SetLease, LinuxCalls.NoLease);
            return true;
        }

        return LastError == Errors.WouldBlock ? false : null;
    }

    public override string FileSystemOf(string path)
    {
        unsafe
        {
            // struct statfs is 120 bytes at most; its first word is the type.
            var into = stackalloc byte[256];
            return LinuxCalls.FileSystem(path, into) == 0 ? LinuxFileSystems.NameOf((uint)*(nint*)into) : "unknown";
        }
    }

    // A bind mount of the same file system has the same device number; the kernel (5.8 or newer) says it all the same.
    public override NameHold HoldOn(string path) =>
        LinuxCalls.Stat(LinuxCalls.CurrentDirectory, path, LinuxCalls.NoFollow, LinuxCalls.BasicStats, out var stat) != 0 ? NameHold.None
        : (stat.Attributes & LinuxCalls.MountRoot) != 0 ? NameHold.Mount
        : (stat.Attributes & (LinuxCalls.Immutable | LinuxCalls.AppendOnly)) != 0 ? NameHold.Attribute
        : NameHold.None;

    public override uint? User => LinuxCalls.EffectiveUser();

    protected override int Swap(string path, string other) =>
        LinuxCalls.Rename(LinuxCalls.CurrentDirectory, path, LinuxCalls.CurrentDirectory, other, LinuxCalls.RenameExchange);

    private static FileStamp StampOf(LinuxStat stat) => new(
        ((ulong)stat.DeviceMajor << 32) | stat.DeviceMinor,
        stat.Inode,
        stat.Size,
        DateTime.UnixEpoch.Ticks + (stat.ModifiedSeconds * TimeSpan.TicksPerSecond) + (stat.ModifiedNanoseconds / 100),
        KindOf(stat.Mode),
        stat.Mode & 0xFFF,
        stat.Owner,
        stat.Group);
}
