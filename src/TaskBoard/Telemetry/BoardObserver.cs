using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TaskBoard.Locking;
using TaskBoard.Turns;

namespace TaskBoard.Telemetry;

/// <summary>Tells the log, the meter and the activity source what happens to a board. Keeps nothing; safe for use by many threads.</summary>
internal sealed class BoardObserver
{
    private readonly ILogger _logger;
    private readonly bool _measures;

    private BoardObserver(ILogger logger, bool measures) => (_logger, _measures) = (logger, measures);

    /// <summary>An observer as the options want it; null: nobody wants to know anything.</summary>
    public static BoardObserver? For(BoardOptions options) =>
        options.Telemetry || options.Logger != NullLogger.Instance ? new BoardObserver(options.Logger, options.Telemetry) : null;

    /// <summary>A change is asked for. Dispose of what is answered when that is over.</summary>
    public ChangeSpan Begin(string operation, string agent) => new(_logger, _measures, operation, agent);

    /// <summary>The lock is in the way of somebody, who waits.</summary>
    public void LockAwaited(string agent, BoardLockedException obstacle) => BoardLog.LockAwaited(_logger, agent, obstacle.Message);

    /// <summary>The lock was taken.</summary>
    public void LockTaken(string agent, TimeSpan waited)
    {
        BoardLog.LockTaken(_logger, agent, waited.TotalMilliseconds);
        Measure(waited, "taken");
    }

    /// <summary>The lock was not obtained in time.</summary>
    public void LockNotTaken(string agent, TimeSpan waited, BoardLockedException obstacle)
    {
        BoardLog.LockNotTaken(_logger, agent, waited.TotalMilliseconds, obstacle.Message);
        Measure(waited, "not_taken");
    }

    /// <summary>A lock was broken.</summary>
    public void LockBroken(string agent, BrokenLock broken)
    {
        BoardLog.LockBroken(_logger, agent, broken.Agent ?? "somebody unknown", broken.Evidence);
        if (_measures)
        {
            BoardMeter.BrokenLocks.Add(1);
        }
    }

    /// <summary>A change was written, recorded and shown.</summary>
    public void Committed(TimeSpan took, IReadOnlyList<BoardEvent> events)
    {
        if (_measures)
        {
            BoardMeter.Commits.Record(took.TotalSeconds);
        }

        Recorded(events);
    }

    /// <summary>Events are on record.</summary>
    public void Recorded(IReadOnlyList<BoardEvent> events)
    {
        foreach (var item in events)
        {
            BoardLog.Recorded(_logger, item.Revision, item.Event, item.Task, item.ToStatus, item.Agent, item.Source, item.Details);
            if (_measures && item is { Event: BoardEventKind.Assigned, Source: BoardEventSource.Agent, ToStatus: "IN_PROGRESS" or "CLAIMED" })
            {
                BoardMeter.Claims.Add(1);
            }
            else if (_measures && item is { Event: BoardEventKind.StatusChanged, Source: BoardEventSource.Monitor })
            {
                BoardMeter.LostLeases.Add(1);
            }
        }
    }

    /// <summary>A monitor looked at the board.</summary>
    public void Looked(MonitorPass pass)
    {
        foreach (var finding in pass.Findings)
        {
            var level = finding.Severity switch
            {
                MonitorSeverity.Error => LogLevel.Error,
                MonitorSeverity.Warning => LogLevel.Warning,
                _ => LogLevel.Information,
            };
            BoardLog.Found(_logger, level, finding.Code, finding.Where, finding.Message, finding.Repair, finding.RepairText);
            if (_measures)
            {
                BoardMeter.Findings.Add(1, new("taskboard.finding", finding.Code), new("taskboard.repair", finding.Repair.ToString()));
            }
        }
    }

    private void Measure(TimeSpan waited, string outcome)
    {
        if (_measures)
        {
            BoardMeter.LockWaits.Record(waited.TotalSeconds, new KeyValuePair<string, object?>("taskboard.outcome", outcome));
        }
    }
}
