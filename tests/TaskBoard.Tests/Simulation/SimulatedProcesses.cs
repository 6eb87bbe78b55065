using System.Globalization;
using TaskBoard.Locking;

namespace TaskBoard.Tests.Simulation;

/// <summary>The processes of a simulated machine.</summary>
internal sealed class ProcessTable
{
    private readonly Dictionary<int, string> _starts = [];
    private int _last = 1000;
    private int _boots = 1;

    /// <summary>The name of this start of the machine.</summary>
    public string BootId => $"boot-{_boots}";

    /// <summary>When the machine was started, by the scheduler's time.</summary>
    public TimeSpan BootedAt { get; private set; }

    /// <summary>The machine starts again: nobody lives, and numbers begin anew.</summary>
    public void Restart(TimeSpan now)
    {
        _starts.Clear();
        _last = 1000;
        _boots++;
        BootedAt = now;
    }

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
    private readonly TimeSpan _booted = table.BootedAt;

    public ProcessIdentity Self { get; } = new(pid, table.StartOf(pid)!, "pid:[1]", table.BootId, "machine-1", "simulated");

    public TimeSpan SinceBoot => scheduler.Now - _booted;

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

    /// <summary>How far the wall clock was set, forward or back. What counts from the start of the machine does not know of it.</summary>
    public TimeSpan Set { get; set; }

    public override DateTimeOffset GetUtcNow() => Boot + scheduler.Now + Set;

    public override long GetTimestamp() => scheduler.Now.Ticks;
}
