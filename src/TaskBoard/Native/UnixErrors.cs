using System.Runtime.InteropServices;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>Error numbers of one Unix: those above 34 differ between Linux and macOS.</summary>
/// <param name="WouldBlock">EWOULDBLOCK, which is EAGAIN in both.</param>
/// <param name="Loop">ELOOP.</param>
/// <param name="Quota">EDQUOT.</param>
/// <param name="NoSuchCall">ENOSYS.</param>
/// <param name="NotSupported">EOPNOTSUPP and ENOTSUP.</param>
internal sealed record UnixErrors(int WouldBlock, int Loop, int Quota, int NoSuchCall, int[] NotSupported)
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Interrupted = 4;
    public const int AccessDenied = 13;
    public const int Busy = 16;
    public const int Exists = 17;
    public const int OtherDevice = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int NotTerminal = 25;
    public const int TextBusy = 26;
    public const int NoSpace = 28;
    public const int ReadOnly = 30;

    public static UnixErrors Linux { get; } = new(11, 40, 122, 38, [95]);

    public static UnixErrors Mac { get; } = new(35, 62, 69, 78, [45, 102]);

    /// <summary>Whether the system or the file system does not know the operation.</summary>
    public bool SaysUnsupported(int error) => error == NoSuchCall || NotSupported.Contains(error);

    public DiskException Exception(string operation, string path, int error) =>
        new(FaultOf(error), operation, path, Marshal.GetPInvokeErrorMessage(error));

    private DiskFault FaultOf(int error) => error switch
    {
        NoSpace => DiskFault.Full,
        NotPermitted or AccessDenied => DiskFault.Denied,
        ReadOnly => DiskFault.ReadOnly,
        Busy or TextBusy => DiskFault.Busy,
        OtherDevice => DiskFault.OtherDevice,
        NoEntry or NotDirectory or IsDirectory => DiskFault.WrongKind,
        _ when error == Quota => DiskFault.Full,
        _ when error == Loop => DiskFault.WrongKind,
        _ => DiskFault.Io,
    };
}
