namespace TaskBoard;

/// <summary>
/// What to change about a task; null leaves a property as it is. A change of state obeys the table of transitions, like every other.
/// </summary>
public sealed record TaskEdit
{
    /// <summary>The new title.</summary>
    public string? Title { get; init; }

    /// <summary>The new description.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The new state: CANCELLED (cancel), PENDING from FAILED, CANCELLED or COMPLETED (retry, reopen). States that come from a claim
    /// are reached by claiming, completing and failing.
    /// </summary>
    public TaskState? State { get; init; }

    /// <summary>With <see cref="State"/>: only from one of these states, where the table allows more; empty: as the table says.</summary>
    public ValueList<TaskState> OnlyFrom { get; init; } = [];

    /// <summary>Whom it is meant for; an empty text: anyone. Only where nobody holds the task.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>The persona; an empty text: anyone.</summary>
    public string? Persona { get; init; }

    /// <summary>The new priority.</summary>
    public TaskPriority? Priority { get; init; }

    /// <summary>Why it cannot go on (block); an empty text: it can (unblock).</summary>
    public string? Blocked { get; init; }

    /// <summary>A note to append.</summary>
    public string? Note { get; init; }

    /// <summary>The new parent; the default id: none.</summary>
    public TaskId? Parent { get; init; }

    /// <summary>Not ready before this time; the default time: ready at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>How many attempts may fail, from 1.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>How long the task rests after a failure, doubled with each; not negative, up to 365 days; null: as it was.</summary>
    public TimeSpan? RetryDelay { get; init; }

    /// <summary>Its longest rest; not negative, up to 365 days; null: as it was.</summary>
    public TimeSpan? RetryMaxDelay { get; init; }

    /// <summary>How long a claim of the task lives at most, whatever signs of life come; 1 s to 365 days; null: as it was.</summary>
    public TimeSpan? MaxRun { get; init; }

    /// <summary>Labels to add.</summary>
    public ValueList<string> AddLabels { get; init; } = [];

    /// <summary>Labels to take off.</summary>
    public ValueList<string> RemoveLabels { get; init; } = [];

    /// <summary>Dependencies to add.</summary>
    public ValueList<TaskId> AddDependsOn { get; init; } = [];

    /// <summary>Dependencies to take off.</summary>
    public ValueList<TaskId> RemoveDependsOn { get; init; } = [];

    /// <summary>Tasks to name as belonging together with it; they must be on the board.</summary>
    public ValueList<TaskId> AddRelated { get; init; } = [];

    /// <summary>Tasks that no longer belong together with it.</summary>
    public ValueList<TaskId> RemoveRelated { get; init; } = [];

    /// <summary>Files or directories to add to those that it will touch.</summary>
    public ValueList<string> AddPaths { get; init; } = [];

    /// <summary>Files or directories that it will not touch.</summary>
    public ValueList<string> RemovePaths { get; init; } = [];

    /// <summary>What must be true as well when it is done.</summary>
    public ValueList<string> AddAcceptance { get; init; } = [];

    /// <summary>What need not be true any more when it is done.</summary>
    public ValueList<string> RemoveAcceptance { get; init; } = [];
}
