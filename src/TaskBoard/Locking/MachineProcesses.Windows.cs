using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Win32;
using TaskBoard.Files;
using TaskBoard.Native;

namespace TaskBoard.Locking;

/// <summary>Windows.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcesses : MachineProcesses
{
    /// <inheritdoc/>
    public override TimeSpan SinceBoot => TimeSpan.FromMilliseconds((long)WindowsCalls.MillisecondsSinceBoot());

    protected override string? PidNamespace => null;

    // Counted up by the system with every start.
    protected override string BootId =>
        Value(@"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters", "BootId") ?? ProcessIdentity.UnknownBoot;

    protected override string? MachineId => Value(@"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Cryptography", "MachineGuid");

    /// <inheritdoc/>
    /// <exception cref="DiskException">The process exists, but belongs to somebody whose processes are hidden: nothing may be concluded.</exception>
    public override string? StartOf(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToFileTimeUtc().ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return null;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new DiskException(DiskFault.Denied, "OpenProcess", $"process {pid}", e.Message);
        }
    }

    private static string? Value(string key, string name) =>
        Convert.ToString(Registry.GetValue(key, name, null), CultureInfo.InvariantCulture) is { Length: > 0 } value ? value : null;
}
