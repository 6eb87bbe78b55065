using System.Globalization;
using TaskBoard.Locking;

namespace TaskBoard.Tests.Simulation;

/// <summary>The processes of a simulated machine.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<int, string> _starts = [];
    private int _last = 1000;

    /// <summary>A new process.</summary>
    public int Add(TimeSpan now)
    {
        _starts[++_last] = now.Ticks.ToString(CultureInfo.InvariantCulture);
        return _last;
    }

    /// <summary>A process ended.</summary>
    public void Remove(int pid) => _starts.Remove(pid);

    /// <summary>When a process started; null: there is none.</summary>
    public string? StartOf(int pid) => _starts.GetValueOrDefault(pid);
}

/// <summary>One simulated process's view of them.</summary>
internal sealed class SimulatedProcesses(ProcessTable table, Scheduler scheduler, int pid) : IProcesses
{
    public ProcessIdentity Self { get; } = new(pid, table.StartOf(pid)!, "pid:[1]", "boot-1", "machine-1", "simulated");

    public TimeSpan SinceBoot => scheduler.Now;

    public string? StartOf(int pid)
    {
        scheduler.Step("look for process", pid.ToString(CultureInfo.InvariantCulture));
        return table.StartOf(pid);
    }

    public void Pause(TimeSpan time) => scheduler.Sleep(time);
}

/// <summary>The clocks of a simulated machine.</summary>
internal sealed class SimulatedClock(Scheduler scheduler) : TimeProvider
{
    private static readonly DateTimeOffset Boot = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Boot + scheduler.Now;

    public override long GetTimestamp() => scheduler.Now.Ticks;
}
