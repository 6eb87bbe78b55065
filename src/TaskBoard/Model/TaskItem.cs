using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>One task as it stood on the board when it was read. Defaults are those of a property that is absent from the file.</summary>
public sealed record TaskItem
{
    private readonly TaskText _text = TaskText.Empty;

    /// <summary>The greatest number of attempts and failures that a task can count.</summary>
    public const int MostAttempts = 1_000_000_000;

    /// <summary>The longest span of time that a task can ask for.</summary>
    internal static readonly TimeSpan LongestSpan = TimeSpan.FromDays(365);

    /// <summary>The task's id; the default value where the task has none that can be used (it is then <see cref="Held"/>).</summary>
    public required TaskId Id { get; init; }

    /// <summary>One line: the title, or the first line of the description (at most 80 characters) where the file has no title.</summary>
    public string Title { get; init; } = "";

    /// <summary>What is to be done; empty where the file has none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where the task stands.</summary>
    public TaskState State { get; init; } = TaskState.Pending;

    /// <summary>Who holds the task; on a PENDING task, whom it is meant for; null: nobody.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>The persona an agent must have to claim the task; null: anyone.</summary>
    public string? Persona { get; init; }

    /// <summary>How urgent the task is.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Medium;

    /// <summary>Ids of tasks that must be COMPLETED before this one is ready; text, because a person may write any.</summary>
    public ValueList<string> DependsOn { get; init; } = [];

    /// <summary>The id of the task that this is a subtask of; null: none.</summary>
    public string? Parent { get; init; }

    /// <summary>Ids of tasks that belong together with this one, without order.</summary>
    public ValueList<string> Related { get; init; } = [];

    /// <summary>Free words to select tasks by.</summary>
    public ValueList<string> Labels { get; init; } = [];

    /// <summary>Files or directories that the task will touch.</summary>
    public ValueList<string> Paths { get; init; } = [];

    /// <summary>What must be true when the task is done.</summary>
    public ValueList<string> Acceptance { get; init; } = [];

    /// <summary>The task is not ready before this time; null: no such time.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>The number of the last claim; 0: never claimed.</summary>
    public int Attempts { get; init; }

    /// <summary>Failed attempts since the last retry or reopen.</summary>
    public int Failures { get; init; }

    /// <summary>How many attempts may fail; null: as the settings say.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long the task rests after a failure, doubled with each; null: as the settings say.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Its longest rest; null: as the settings say.</summary>
    public TimeSpan? RetryMaxDelay { get; init; }

    /// <summary>How long a claim of the task lives at most, whatever signs of life come; null: as the settings say.</summary>
    public TimeSpan? MaxRun { get; init; }

    /// <summary>0 to 100; null: not reported.</summary>
    public int? Progress { get; init; }

    /// <summary>Why the task cannot go on; a task with such a reason is not ready; null: nothing is in the way.</summary>
    public string? Blocked { get; init; }

    /// <summary>What was found out, for whoever comes next; oldest first.</summary>
    public ValueList<TaskNote> Notes { get; init; } = [];

    /// <summary>What came out; null: nothing was reported.</summary>
    public TaskResult? Result { get; init; }

    /// <summary>Who added the task; null: not known.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>When the task was added; null: the file does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the task was last changed; null: the file does not say.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>The newest entries of the task's history, as the file has them; the whole is in the history database.</summary>
    public ValueList<TaskHistoryEntry> History { get; init; } = [];

    /// <summary>
    /// What keeps TaskBoard from working with this task (a wrong type, an unknown status …), with line and column; empty: nothing.
    /// A task that is held is listed, and cannot be claimed or changed by commands until a person has mended it.
    /// </summary>
    public ValueList<BoardProblem> Problems { get; init; } = [];

    /// <summary>Whether the task has <see cref="Problems"/> that keep it from being changed.</summary>
    public bool Held => Problems.Count > 0;

    /// <summary>The whole task as compact JSON, unknown properties included.</summary>
    public string Json
    {
        get => _text.Json;
        init => _text = new TaskText(value);
    }

    /// <summary>Where <see cref="Json"/> is made from when it is asked for.</summary>
    internal TaskContent Content
    {
        init => _text = new TaskText(value);
    }
}

/// <summary>Something found out about a task.</summary>
/// <param name="Timestamp">When; null: the file does not say.</param>
/// <param name="AgentId">Who; null: the file does not say.</param>
/// <param name="Text">What.</param>
public sealed record TaskNote(DateTimeOffset? Timestamp, string? AgentId, string Text);

/// <summary>What came out of a task.</summary>
/// <param name="Summary">A few sentences for those who depend on it.</param>
public sealed record TaskResult(string Summary)
{
    /// <summary>What shows that it is true (exit codes, test counts …), as compact JSON; null: nothing was given.</summary>
    public string? Evidence { get; init; }

    /// <summary>Files or addresses that were made.</summary>
    public ValueList<string> Artifacts { get; init; } = [];
}

/// <summary>One entry of the <c>history</c> array of a task in <c>tasks.json</c>.</summary>
/// <param name="Timestamp">When; null: the file does not say.</param>
/// <param name="Event">CREATED, ASSIGNED, STATUS_CHANGED, UPDATED or another upper-case word.</param>
/// <param name="AgentId">Who; null: not known.</param>
/// <param name="Details">What, in words.</param>
public sealed record TaskHistoryEntry(DateTimeOffset? Timestamp, string Event, string? AgentId, string? Details);
