namespace TaskBoard.Monitoring;

/// <summary>What a monitor that goes on looking need not find out again at each look.</summary>
internal sealed class MonitorMemory
{
    /// <summary>When the whole history was verified; null: not yet.</summary>
    public DateTimeOffset? VerifiedAt { get; set; }

    /// <summary>What did not fit then; null: all fitted.</summary>
    public string? Damage { get; set; }

    /// <summary>The history that <see cref="ScannedTo"/> and <see cref="Removals"/> are of; null: none yet.</summary>
    public string? History { get; set; }

    /// <summary>The last event that was searched for finished work that a hand edit removed.</summary>
    public long ScannedTo { get; set; }

    /// <summary>The hand edits that removed most of the finished work.</summary>
    public List<RemovedWork> Removals { get; } = [];
}

/// <summary>Finished work that a hand edit took off the board, or reset.</summary>
/// <param name="Revision">The revision that the hand edit became.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Tasks">The ids of the tasks.</param>
/// <param name="Before">How many tasks were COMPLETED before.</param>
internal sealed record RemovedWork(long Revision, DateTimeOffset At, IReadOnlyList<string> Tasks, long Before);
