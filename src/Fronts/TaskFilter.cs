namespace TaskBoard.Fronts;

/// <summary>Which tasks to list. All conditions must hold.</summary>
internal sealed record TaskFilter
{
    /// <summary>Finished tasks too.</summary>
    public bool All { get; init; }

    /// <summary>Only these states; empty: as <see cref="All"/> says.</summary>
    public ValueList<TaskState> States { get; init; } = [];

    /// <summary>Only tasks that can be claimed now.</summary>
    public bool Ready { get; init; }

    /// <summary>Only tasks with all of these labels.</summary>
    public ValueList<string> Labels { get; init; } = [];

    /// <summary>Only tasks of this agent; null: of all.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>Only tasks for this persona; null: for all.</summary>
    public string? Persona { get; init; }

    /// <summary>Only tasks with this text, whatever its case; null: all.</summary>
    public string? Text { get; init; }

    /// <summary>Whether a task fits, finished or not.</summary>
    public bool Fits(TaskItem task, TaskStanding? standing) =>
        (States.Count == 0 || States.Contains(task.State))
        && (!Ready || standing is { Ready: true })
        && Labels.All(label => task.Labels.Contains(label))
        && (AssignedTo is null || task.AssignedTo == AssignedTo)
        && (Persona is null || task.Persona == Persona)
        && (Text is null || Has(task.Id.Value) || Has(task.Title) || Has(task.Description));

    /// <summary>Whether a task that fits is shown, or only counted.</summary>
    public bool Shows(TaskItem task) => All || States.Count > 0 || !IsFinished(task);

    /// <summary>Whether nobody will work on a task any more unless it is reopened.</summary>
    public static bool IsFinished(TaskItem task) => !task.Held && task.State is TaskState.Completed or TaskState.Failed or TaskState.Cancelled;

    private bool Has(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);
}
