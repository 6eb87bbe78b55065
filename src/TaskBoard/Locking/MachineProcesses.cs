using TaskBoard.Native;

namespace TaskBoard.Locking;

/// <summary>The processes and clocks of this machine.</summary>
internal abstract class MachineProcesses : IProcesses
{
    // Waited on and never pulsed: the one real pause of the library.
    private readonly object _pause = new();
    private ProcessIdentity? _self;

    /// <summary>Those of the system that this process runs on.</summary>
    public static IProcesses Current { get; } =
        OperatingSystem.IsWindows() ? new WindowsProcesses()
        : OperatingSystem.IsMacOS() ? new MacProcesses()
        : new LinuxProcesses();

    /// <inheritdoc/>
    public ProcessIdentity Self => _self ??= new ProcessIdentity(
        Environment.ProcessId,
        StartOf(Environment.ProcessId) ?? throw new InvalidOperationException("The system does not know this process."),
        PidNamespace, BootId, MachineId, Environment.MachineName);

    /// <inheritdoc/>
    public abstract TimeSpan SinceBoot { get; }

    protected abstract string? PidNamespace { get; }

    protected abstract string BootId { get; }

    protected abstract string? MachineId { get; }

    /// <inheritdoc/>
    public abstract string? StartOf(int pid);

    /// <inheritdoc/>
    /// <remarks>The waits for a lock are fractions of a millisecond, which the runtime's own waits cut to nothing.</remarks>
    public void Pause(TimeSpan time)
    {
        if (time < TimeSpan.FromMilliseconds(20) && !OperatingSystem.IsWindows())
        {
            _ = UnixCalls.SleepMicroseconds((uint)Math.Ceiling(time.TotalMicroseconds));
            return;
        }

        lock (_pause)
        {
            _ = Monitor.Wait(_pause, time);
        }
    }

    /// <inheritdoc/>
    public void Pause(TimeSpan time, ManualResetEventSlim until, CancellationToken cancellationToken) => until.Wait(time, cancellationToken);
}
