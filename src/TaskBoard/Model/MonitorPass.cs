namespace TaskBoard;

/// <summary>What one look of a <see cref="BoardMonitor"/> at its board came to.</summary>
public sealed record MonitorPass
{
    /// <summary>When it began.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The revision that the board was at when it ended; null: there is no history, or it cannot be read.</summary>
    public required long? Revision { get; init; }

    /// <summary>What was found; the worst first.</summary>
    public required ValueList<MonitorFinding> Findings { get; init; }

    /// <summary>When the clock alone will have changed something, such as a lease that ends; null: not that is known.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>How many findings somebody still has to see to.</summary>
    public int Open => Findings.Count(f => f.IsOpen);

    /// <summary>How many findings were repaired.</summary>
    public int Repaired => Findings.Count(f => f.Repair == MonitorRepair.Done);
}
