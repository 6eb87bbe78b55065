namespace TaskBoard.Monitoring;

/// <summary>What a monitor that goes on looking need not find out again at each look.</summary>
internal sealed class MonitorMemory
{
    /// <summary>When the whole history was verified; null: not yet.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>What did not fit then; null: all fitted.</summary>
    public string? Damage { get; set; }
}
