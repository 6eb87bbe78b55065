using TaskBoard.Report;

namespace TaskBoard;

/// <summary>
/// The coordination document of a board: who works on what, where work meets, what is blocked, how far the milestones are, what happened, what
/// came out, what is wrong. From the board and the history alone: the same input gives the same report.
/// </summary>
/// <remarks>Its texts are those of the board, which nobody should trust; <see cref="ToMarkdown"/> escapes them.</remarks>
public sealed record BoardReport
{
    /// <summary>What the board is called: the name of its directory.</summary>
    public required string Name { get; init; }

    /// <summary>The last revision on record; 0: nothing is. Given to the next report, it begins where this one ends.</summary>
    public required long Revision { get; init; }

    /// <summary>When the last revision was recorded; null: nothing is on record.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>From where on it tells what happened.</summary>
    public required ReportStart Start { get; init; }

    /// <summary>How many tasks stand where.</summary>
    public required TaskCounts Counts { get; init; }

    /// <summary>What somebody should look at, each as a sentence.</summary>
    public ValueList<string> Problems { get; init; } = [];

    /// <summary>Who works on what, in the order of the file; last what nobody has and no persona is meant for.</summary>
    public ValueList<ReportedWorker> Workers { get; init; } = [];

    /// <summary>Where the work of several meets.</summary>
    public ValueList<IntegrationPoint> IntegrationPoints { get; init; } = [];

    /// <summary>What cannot go on, and why: first what does not come free by others' work.</summary>
    public ValueList<BlockedTask> Blocked { get; init; } = [];

    /// <summary>What most others wait for, the most first.</summary>
    public ValueList<Bottleneck> Bottlenecks { get; init; } = [];

    /// <summary>The milestones, in the order of the file: what tasks have the label <c>milestone:NAME</c>, or are subtasks of such.</summary>
    public ValueList<Milestone> Milestones { get; init; } = [];

    /// <summary>What happened, newest day first.</summary>
    public ValueList<ReportedAction> Actions { get; init; } = [];

    /// <summary>What was completed, newest first.</summary>
    public ValueList<FinishedTask> Finished { get; init; } = [];

    /// <summary>The report as Markdown (GitHub's), as such teams keep it by hand. Ends with a line break.</summary>
    public string ToMarkdown() => MarkdownReport.Of(this);
}

/// <summary>From where on a report tells what happened.</summary>
/// <param name="AfterRevision">After this revision; null: a time says it.</param>
/// <param name="Since">At or after this time; null: a revision says it.</param>
/// <param name="IsChosen">Whoever asked for the report chose it; else it is the day that ends with the last event.</param>
public sealed record ReportStart(long? AfterRevision, DateTimeOffset? Since, bool IsChosen);

/// <summary>What to report.</summary>
public sealed record ReportOptions
{
    /// <summary>Tells what happened after this revision, such as the last report's; null: as <see cref="Since"/> says.</summary>
    public long? AfterRevision { get; init; }

    /// <summary>Tells what was recorded at or after this time; null: during the day that ends with the last event.</summary>
    public DateTimeOffset? Since { get; init; }
}

/// <summary>How many tasks stand where; each is counted once.</summary>
/// <param name="Completed">COMPLETED.</param>
/// <param name="InHand">Somebody has them.</param>
/// <param name="Ready">They can be claimed now.</param>
/// <param name="Waiting">Something holds them back.</param>
/// <param name="Failed">FAILED.</param>
/// <param name="Cancelled">CANCELLED.</param>
public sealed record TaskCounts(int Completed, int InHand, int Ready, int Waiting, int Failed, int Cancelled)
{
    /// <summary>All of them.</summary>
    public int Total => Completed + InHand + Ready + Waiting + Failed + Cancelled;

    /// <summary>How much of what is to be done is done, 0 to 100, rounded down; 100 where nothing is to be done.</summary>
    public int Percent => Total == Cancelled ? 100 : (int)(100L * Completed / (Total - Cancelled));
}
