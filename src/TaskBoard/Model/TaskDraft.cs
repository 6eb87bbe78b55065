namespace TaskBoard;

/// <summary>A task to be added.</summary>
/// <param name="Title">One line. Not empty.</param>
public sealed record TaskDraft(string Title)
{
    /// <summary>The id; null: a short random one is made, never issued twice on this board.</summary>
    public TaskId? Id { get; init; }

    /// <summary>What is to be done.</summary>
    public string Description { get; init; } = "";

    /// <summary>How urgent it is.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Medium;

    /// <summary>Whom it is meant for: others do not get it; null: anyone.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>The persona an agent must have to claim it; null: anyone.</summary>
    public string? Persona { get; init; }

    /// <summary>Ids of tasks that must be COMPLETED first; they must be on the board, or among the drafts added with this one.</summary>
    public ValueList<TaskId> DependsOn { get; init; } = [];

    /// <summary>The task that this is a subtask of; null: none.</summary>
    public TaskId? Parent { get; init; }

    /// <summary>Tasks that belong together with this one, without order.</summary>
    public ValueList<TaskId> Related { get; init; } = [];

    /// <summary>Free words to select tasks by.</summary>
    public ValueList<string> Labels { get; init; } = [];

    /// <summary>Files or directories that the task will touch.</summary>
    public ValueList<string> Paths { get; init; } = [];

    /// <summary>What must be true when it is done.</summary>
    public ValueList<string> Acceptance { get; init; } = [];

    /// <summary>Not ready before this time; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many attempts may fail, from 1; null: as the options say.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long the task rests after a failure, doubled with each; not negative, up to 365 days; null: as the settings say.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Its longest rest; not negative, up to 365 days; null: as the settings say.</summary>
    public TimeSpan? RetryMaxDelay { get; init; }

    /// <summary>How long a claim of the task lives at most, whatever signs of life come; 1 s to 365 days; null: as the settings say.</summary>
    public TimeSpan? MaxRun { get; init; }

    /// <summary>Further properties, by name, as JSON values; kept as they are. No name that TaskBoard knows.</summary>
    public ValueList<KeyValuePair<string, string>> Properties { get; init; } = [];
}
