namespace TaskBoard;

/// <summary>How one task differs between two boards.</summary>
/// <param name="Task">The task; null: what stands around the tasks in the file.</param>
/// <param name="Event">The word for it, as in <see cref="BoardEvent.Event"/>.</param>
/// <param name="FromStatus">The state's word before; null: did not exist.</param>
/// <param name="ToStatus">The state's word after; null: does not exist any more.</param>
/// <param name="Changes">JSON, as in <see cref="BoardEvent.Changes"/>.</param>
public sealed record BoardDifference(string? Task, string Event, string? FromStatus, string? ToStatus, string Changes);

/// <summary>What verifying a history found.</summary>
public sealed record HistoryVerification
{
    /// <summary>Whether everything in the history fits, and it fits the file where that can be read.</summary>
    public bool IsIntact => Problems.Count == 0;

    /// <summary>The id that the board was given when its history began; null: it has none.</summary>
    public string? BoardId { get; init; }

    /// <summary>
    /// When this history was begun anew because the one before was missing (<see cref="BoardEventKind.HistoryRebuilt"/>); null: no event says so. That is
    /// no fault of this history, which cannot tell what was in the other one.
    /// </summary>
    public DateTimeOffset? BegunAnew { get; init; }

    /// <summary>How many events were checked.</summary>
    public required long Events { get; init; }

    /// <summary>The last revision.</summary>
    public required long Revision { get; init; }

    /// <summary>The head of the chain, <c>sequence:hash</c>, to be kept elsewhere and given to a later verification.</summary>
    public required string Head { get; init; }

    /// <summary>The number of the first event that does not fit; null: all fit.</summary>
    public long? FirstBadEvent { get; init; }

    /// <summary>What does not fit, each as a sentence; that the history is gone, too.</summary>
    public ValueList<string> Problems { get; init; } = [];

    /// <summary>Why <c>tasks.json</c> could not be compared: it is missing, or cannot be read. That is no fault of the history, which can give it back.</summary>
    public ValueList<string> FileProblems { get; init; } = [];

    /// <summary>Whether <c>tasks.json</c> holds a hand edit that is not recorded yet; that is no fault: the next change catches up.</summary>
    public bool FileIsAhead { get; init; }
}
