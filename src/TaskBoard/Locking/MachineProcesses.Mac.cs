using System.Globalization;
using System.Text;
using TaskBoard.Files;
using TaskBoard.Native;

namespace TaskBoard.Locking;

/// <summary>macOS.</summary>
internal sealed class MacProcesses : MachineProcesses
{
    /// <inheritdoc/>
    public override TimeSpan SinceBoot =>
        MacCalls.Time(MacCalls.MonotonicClock, out var time) == 0 ? time.Span : throw new InvalidOperationException("The system has no monotonic clock.");

    protected override string? PidNamespace => null;

    protected override unsafe string BootId
    {
        get
        {
            var into = stackalloc byte[64];
            nint length = 64;
            return MacCalls.SystemValue("kern.bootsessionuuid", into, ref length, 0, 0) == 0
                ? Encoding.ASCII.GetString(into, (int)length).TrimEnd('\0')
                : ProcessIdentity.UnknownBoot;
        }
    }

    protected override unsafe string? MachineId
    {
        get
        {
            var into = stackalloc byte[16];
            return MacCalls.HostId(into, default) == 0 ? Convert.ToHexString(new ReadOnlySpan<byte>(into, 16)) : null;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DiskException">The process exists, but is hidden from this user: nothing may be concluded.</exception>
    public override unsafe string? StartOf(int pid)
    {
        // struct proc_bsdinfo: start in seconds at 120, microseconds at 128.
        const int length = 136;
        var into = stackalloc byte[length];
        if (pid <= 0)
        {
            return null;
        }

        if (MacCalls.Process(pid, MacCalls.ProcessInfo, 0, into, length) == length)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{*(ulong*)(into + 120)}.{*(ulong*)(into + 128):D6}");
        }

        return UnixCalls.Signal(pid, 0) != 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == UnixErrors.NoProcess
            ? null
            : throw new DiskException(DiskFault.Denied, "proc_pidinfo", $"process {pid}", "the process exists, but its start cannot be read");
    }
}
