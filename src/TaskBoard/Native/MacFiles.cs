using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>macOS.</summary>
internal sealed class MacFiles() : UnixFiles(UnixErrors.Mac, MacCalls.CurrentDirectory)
{
    private const int ReadWrite = 2;
    private const int NonBlocking = 4;
    private const int AtEnd = 8;
    private const int NoFollow = 0x100;
    private const int Create = 0x200;
    private const int Exclusive = 0x800;
    private const int CloseOnExec = 0x1000000;

    private static readonly bool OnArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    protected override string ExchangeName => "renamex_np";

    public override FileStamp? Stat(string path) =>
        (OnArm ? MacCalls.StatOnArm(path, out var stat) : MacCalls.StatOnIntel(path, out stat)) == 0 ? StampOf(stat)
        : LastError == UnixErrors.NoEntry ? null
        : throw Failed("lstat", path);

    public override FileStamp Stamp(SafeFileHandle file, string path) =>
        (OnArm ? MacCalls.StampOnArm(file, out var stat) : MacCalls.StampOnIntel(file, out stat)) == 0 ? StampOf(stat) : throw Failed("fstat", path);

    public override SafeFileHandle? Open(string path, OpenWay way, int? mode)
    {
        const int readAndWriteForAll = 0x1B6;
        var flags = CloseOnExec | NonBlocking | NoFollow | way switch
        {
            OpenWay.Read => 0,
            OpenWay.Existing => ReadWrite | AtEnd,
            OpenWay.CreateNew => ReadWrite | AtEnd | Create | Exclusive,
            _ => ReadWrite | Create,
        };
        var descriptor = Retry(() => OpenDescriptor(path, flags, mode ?? readAndWriteForAll));
        if (descriptor < 0 && way is OpenWay.Existing or OpenWay.LockFile && IsReadableAtMost(LastError))
        {
            // Locking needs no right to write, so whoever may only read the board can take part in the order of turns.
            var refused = LastError;
            descriptor = Retry(() => OpenDescriptor(path, flags & ~(ReadWrite | AtEnd | Create), 0));
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

    /// <summary>To the medium (<c>F_FULLFSYNC</c>), which plain <c>fsync</c> does not reach here; network mounts know only the latter.</summary>
    public override void Flush(SafeFileHandle file, string path)
    {
        if (Retry(() => MacCalls.Control(file, MacCalls.FullFlush)) == 0)
        {
            return;
        }

        if (LastError != UnixErrors.Invalid && LastError != UnixErrors.NotTerminal && !Errors.SaysUnsupported(LastError))
        {
            throw Failed("fcntl(F_FULLFSYNC)", path);
        }

        base.Flush(file, path);
    }

    public override bool? IsClosedByAll(string path) => null;

    public override string FileSystemOf(string path) => DriveFormats.Of(path);

    protected override SafeFileHandle OpenDirectory(string path)
    {
        var descriptor = Retry(() => OpenDescriptor(path, CloseOnExec, 0));
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failed("open", path);
    }

    protected override int Swap(string path, string other) => MacCalls.Rename(path, other, MacCalls.RenameSwap);

    private static int OpenDescriptor(string path, int flags, int mode) =>
        OnArm ? MacCalls.OpenOnArm(path, flags, 0, 0, 0, 0, 0, 0, mode) : MacCalls.Open(path, flags, (uint)mode);

    private static FileStamp StampOf(MacStat stat) => new(
        (uint)stat.Device,
        stat.Inode,
        stat.Size,
        DateTime.UnixEpoch.Ticks + (stat.ModifiedSeconds * TimeSpan.TicksPerSecond) + (stat.ModifiedNanoseconds / 100),
        KindOf(stat.Mode),
        stat.Mode & 0xFFF,
        stat.Owner,
        stat.Group);
}
