using System.Runtime.InteropServices;
using TaskBoard.Files;

namespace TaskBoard.Native;

/// <summary>Error numbers of Windows.</summary>
internal static class WindowsErrors
{
    public static DiskException Exception(string operation, string path, int error) =>
        new(FaultOf(error), operation, path, Marshal.GetPInvokeErrorMessage(error));

    private static DiskFault FaultOf(int error) => error switch
    {
        39 or 112 or 1295 => DiskFault.Full,
        5 or 1314 => DiskFault.Denied,
        19 => DiskFault.ReadOnly,
        32 or 33 or 170 => DiskFault.Busy,
        17 => DiskFault.OtherDevice,
        2 or 3 or 267 => DiskFault.WrongKind,
        _ => DiskFault.Io,
    };
}
