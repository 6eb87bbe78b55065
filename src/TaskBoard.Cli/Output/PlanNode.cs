namespace TaskBoard.Cli.Output;

/// <summary>A task of a plan as it is shown.</summary>
/// <param name="Name">Its key, else the id that was chosen for it; null: it has neither.</param>
/// <param name="Task">The task as it would be on the board.</param>
internal sealed record PlanNode(string? Name, TaskItem Task)
{
    /// <summary>How many parents of the plan it is under.</summary>
    public int Depth { get; init; }

    /// <summary>In which step it could be done, from 1, if each step finished what the one before made ready.</summary>
    public int Step { get; init; }

    /// <summary>Whether it could be claimed at once.</summary>
    public bool Ready { get; init; }

    /// <summary>What it depends on, as the plan names it, and as the board does where it is there already.</summary>
    public IReadOnlyList<PlanLink> After { get; init; } = [];

    /// <summary>The task that it would be a subtask of; null: none.</summary>
    public PlanLink? Parent { get; init; }

    /// <summary>Whether it has subtasks, for which it waits.</summary>
    public bool HasSubtasks { get; init; }

    /// <summary>Its name, or a sign that it has none.</summary>
    public string Sign => Name ?? "-";

    /// <summary>What it waits for, and for whom it is, in words; empty: for nothing, and for anyone.</summary>
    public string Waits => string.Join("; ", new[]
    {
        After.Count > 0 ? $"after {string.Join(", ", After)}" : "",
        HasSubtasks ? "after its subtasks" : "",
        Begins is { } time ? $"not before {time.ToText()}" : "",
        After.Count > 0 || HasSubtasks || Ready || Parent is null || Begins is not null ? "" : $"after what {Parent.Name} waits for",
        Parent?.OnBoard is null ? "" : $"part of {Parent}",
        Task.AssignedTo is { Length: > 0 } agent ? $"for {agent}" : "",
        Task.Persona is { Length: > 0 } persona ? $"for the persona {persona}" : "",
    }.Where(t => t.Length > 0));

    /// <summary>When it may begin, as seen from the plan; null: at any time.</summary>
    private DateTimeOffset? Begins => Task.NotBefore > Task.CreatedAt ? Task.NotBefore : null;
}

/// <summary>A task that another of a plan names.</summary>
/// <param name="Name">As the plan names it.</param>
/// <param name="OnBoard">Its state, where it is on the board already; null: it is of the plan.</param>
internal sealed record PlanLink(string Name, TaskState? OnBoard)
{
    /// <inheritdoc/>
    public override string ToString() => OnBoard is { } state ? $"{Name} on the board ({state.ToWord()})" : Name;
}
