namespace TaskBoard;

/// <summary>One record of the history.</summary>
public sealed record BoardEvent
{
    /// <summary>Number of the event, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>The revision it belongs to: one caller's change shares one number.</summary>
    public required long Revision { get; init; }

    /// <summary>When it was written down; never goes back.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>When it happened; for a hand edit the file's modification time.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The task concerned; null: the board as a whole.</summary>
    public string? Task { get; init; }

    /// <summary>CREATED, ASSIGNED, STATUS_CHANGED, UPDATED, DELETED, MOVED, CONFLICT … (<see cref="BoardEventKind"/>).</summary>
    public required string Event { get; init; }

    /// <summary>The <c>status</c> before, as a word; null: did not exist.</summary>
    public string? FromStatus { get; init; }

    /// <summary>The <c>status</c> after, as a word; null: does not exist any more.</summary>
    public string? ToStatus { get; init; }

    /// <summary>Who did it; null: not known (a hand edit).</summary>
    public string? Agent { get; init; }

    /// <summary>By whose hand: <c>agent</c>, <c>hand-edit</c>, <c>monitor</c>, <c>import</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What happened, in words; null: nothing to add.</summary>
    public string? Details { get; init; }

    /// <summary>What changed, as JSON: per property <c>{"from":…,"to":…}</c>, a missing key meaning absent; null: nothing on the board.</summary>
    public string? Changes { get; init; }

    /// <summary>The hash of the event before, 64 lower-case hexadecimal digits.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The hash of this event, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }
}

/// <summary>The words of <see cref="BoardEvent.Event"/>.</summary>
public static class BoardEventKind
{
    /// <summary>A task was added.</summary>
    public const string Created = "CREATED";

    /// <summary>A task was claimed by, or given to, an agent.</summary>
    public const string Assigned = "ASSIGNED";

    /// <summary>A task went from one state to another.</summary>
    public const string StatusChanged = "STATUS_CHANGED";

    /// <summary>Something else about a task, or about the board, changed.</summary>
    public const string Updated = "UPDATED";

    /// <summary>A task was taken off the board.</summary>
    public const string Deleted = "DELETED";

    /// <summary>A task stands elsewhere in the order.</summary>
    public const string Moved = "MOVED";

    /// <summary>A hand edit and a change met in the same place; the details show both.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>A past state was brought back.</summary>
    public const string Restored = "RESTORED";

    /// <summary>
    /// A hand edit took off, or reset, more than half of the finished work; the details say how much. Whoever uses the board is told, until the work is back
    /// or somebody accepts it (<see cref="RemovalAccepted"/>).
    /// </summary>
    public const string FinishedWorkRemoved = "FINISHED_WORK_REMOVED";

    /// <summary>Somebody said that finished work was meant to be removed.</summary>
    public const string RemovalAccepted = "REMOVAL_ACCEPTED";

    /// <summary>Tasks were brought in from another tool's file.</summary>
    public const string Imported = "IMPORTED";

    /// <summary>A stale lock was broken; the details hold the proof.</summary>
    public const string LockBroken = "LOCK_BROKEN";

    /// <summary>An agent said who it is.</summary>
    public const string AgentRegistered = "AGENT_REGISTERED";

    /// <summary>Nothing was heard of an agent for longer than it may be silent, as a monitor found; the details say which. Its next sign of life ends that.</summary>
    public const string AgentLost = "AGENT_LOST";

    /// <summary>An agent left; what it had in hand was released.</summary>
    public const string AgentGone = "AGENT_GONE";

    /// <summary>A persona was described, or described anew; the details say how the definition is known again.</summary>
    public const string PersonaSet = "PERSONA_SET";

    /// <summary>The description of a persona was taken back.</summary>
    public const string PersonaRemoved = "PERSONA_REMOVED";

    /// <summary>Rows beside the events that were not what was written were repaired; the details say which, and what became of them.</summary>
    public const string HistoryRepaired = "HISTORY_REPAIRED";

    /// <summary>The history was begun anew from <c>tasks.json</c>, because it was missing or damaged.</summary>
    public const string HistoryRebuilt = "HISTORY_REBUILT";
}

/// <summary>The words of <see cref="BoardEvent.Source"/>.</summary>
public static class BoardEventSource
{
    /// <summary>Somebody who used TaskBoard.</summary>
    public const string Agent = "agent";

    /// <summary>Somebody who wrote <c>tasks.json</c> without TaskBoard.</summary>
    public const string HandEdit = "hand-edit";

    /// <summary>The clock: leases that ended, locks that were stale.</summary>
    public const string Monitor = "monitor";

    /// <summary>An import from another tool's file.</summary>
    public const string Import = "import";
}
