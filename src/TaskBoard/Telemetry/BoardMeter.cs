using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace TaskBoard.Telemetry;

/// <summary>The meter and the activity source <c>TaskBoard</c>. Made when a board with telemetry is first changed, and by nothing else.</summary>
internal static class BoardMeter
{
    private const string Name = "TaskBoard";

    private static readonly Meter Meter = new(Name);

    /// <summary>Spans: one per change.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    /// <summary>Changes that were made.</summary>
    public static Counter<long> Changes { get; } = Meter.CreateCounter<long>("taskboard.changes", "{change}", "Changes that were made.");

    /// <summary>Changes that were refused.</summary>
    public static Counter<long> Refusals { get; } = Meter.CreateCounter<long>("taskboard.refusals", "{refusal}", "Changes that were refused, or failed.");

    /// <summary>Claims, also those in other processes' hands afterwards.</summary>
    public static Counter<long> Claims { get; } = Meter.CreateCounter<long>("taskboard.claims", "{claim}", "Tasks that agents claimed.");

    /// <summary>Leases that ended before their holders did.</summary>
    public static Counter<long> LostLeases { get; } = Meter.CreateCounter<long>("taskboard.leases.lost", "{lease}", "Leases that ended by the clock.");

    /// <summary>Locks broken.</summary>
    public static Counter<long> BrokenLocks { get; } = Meter.CreateCounter<long>("taskboard.locks.broken", "{lock}", "Locks whose owners were proven gone.");

    /// <summary>What monitors found.</summary>
    public static Counter<long> Findings { get; } = Meter.CreateCounter<long>("taskboard.monitor.findings", "{finding}", "What monitors found, at each look.");

    /// <summary>How long the lock was waited for.</summary>
    public static Histogram<double> LockWaits { get; } = Meter.CreateHistogram<double>("taskboard.lock.wait", "s", "How long the board's lock was waited for.");

    /// <summary>How long commits took.</summary>
    public static Histogram<double> Commits { get; } = Meter.CreateHistogram<double>("taskboard.commit.duration", "s", "How long it took to write, record and show a change.");
}
