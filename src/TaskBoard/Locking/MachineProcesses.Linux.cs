using TaskBoard.Files;
using TaskBoard.Native;

namespace TaskBoard.Locking;

/// <summary>Linux: <c>/proc</c>.</summary>
internal sealed class LinuxProcesses : MachineProcesses
{
    /// <inheritdoc/>
    public override TimeSpan SinceBoot =>
        LinuxCalls.Time(LinuxCalls.BootTime, out var time) == 0 ? time.Span : throw new InvalidOperationException("The system has no boot-time clock.");

    protected override string? PidNamespace => new FileInfo("/proc/self/ns/pid").LinkTarget;

    protected override string BootId => Line("/proc/sys/kernel/random/boot_id") ?? ProcessIdentity.UnknownBoot;

    protected override string? MachineId => Line("/etc/machine-id") ?? Line("/var/lib/dbus/machine-id");

    /// <inheritdoc/>
    /// <exception cref="DiskException">The process exists, but <c>/proc</c> hides it: nothing may be concluded.</exception>
    public override string? StartOf(int pid)
    {
        if (pid <= 0)
        {
            return null;
        }

        if (Line($"/proc/{pid}/stat") is { } stat)
        {
            return LinuxProcessStat.StartOf(stat);
        }

        return UnixCalls.Signal(pid, 0) != 0 && System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == UnixErrors.NoProcess
            ? null
            : throw new DiskException(DiskFault.Denied, "read", $"/proc/{pid}/stat", "the process exists, but its start cannot be read");
    }

    private static string? Line(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } line ? line : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Reads <c>/proc/PID/stat</c> (proc_pid_stat(5)).</summary>
internal static class LinuxProcessStat
{
    private const int StateAt = 0;
    private const int ThreadsAt = 17;
    private const int StartAt = 19;

    /// <summary>When the process was started, in ticks since boot; null: it has ended and only waits to be collected.</summary>
    public static string? StartOf(string stat)
    {
        // The name in parentheses may hold anything, parentheses and spaces too; nothing after it does.
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length <= StartAt)
        {
            throw new DiskException(DiskFault.Io, "read", "/proc/PID/stat", $"unknown format: {stat}");
        }

        // A process whose first thread has ended looks dead too, while its others live.
        var hasEnded = fields[StateAt] is "Z" or "X" && fields[ThreadsAt] is "0" or "1";
        return hasEnded ? null : fields[StartAt];
    }
}
