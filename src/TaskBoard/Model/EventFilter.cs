namespace TaskBoard;

/// <summary>Which events to read. All conditions must hold.</summary>
public sealed record EventFilter
{
    /// <summary>Only events of this task; null: of all, and of the board.</summary>
    public string? Task { get; init; }

    /// <summary>Only events by this agent; null: by all.</summary>
    public string? Agent { get; init; }

    /// <summary>Only events of this kind (<see cref="BoardEventKind"/>); null: of all.</summary>
    public string? Event { get; init; }

    /// <summary>Only events after this revision; 0: from the beginning.</summary>
    public long AfterRevision { get; init; }

    /// <summary>Only events up to this revision; null: to the end.</summary>
    public long? ToRevision { get; init; }

    /// <summary>Only events after this sequence number; 0: from the beginning. To read on page by page.</summary>
    public long AfterSequence { get; init; }

    /// <summary>Only events before this sequence number; null: to the end. To read on page by page, newest first.</summary>
    public long? BeforeSequence { get; init; }

    /// <summary>Only events recorded at or after this time; null: any.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Newest first instead of oldest first.</summary>
    public bool NewestFirst { get; init; }
}
