namespace TaskBoard;

/// <summary>A task as a report names it.</summary>
/// <param name="Id">Its id; empty: it has none that can be used.</param>
/// <param name="Title">Its title.</param>
/// <param name="State">Where it stands.</param>
public sealed record ReportedTask(string Id, string Title, TaskState State)
{
    /// <summary>Who has it or had it last; of one that nobody has, whom or which persona it is meant for; null: anyone.</summary>
    public string? Worker { get; init; }

    /// <summary>It can be claimed now.</summary>
    public bool IsReady { get; init; }

    /// <summary>Why it was said that it cannot go on; null: it was not.</summary>
    public string? Blocked { get; init; }

    /// <summary>The lease of whoever has it is over.</summary>
    public bool IsExpired { get; init; }

    /// <summary>0 to 100; null: not reported.</summary>
    public int? Progress { get; init; }

    /// <summary>Since when whoever has it in hand has it; null: nobody has, or the file does not say.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whoever has it in hand never claimed it: it was put so in the file, and no lease ends it.</summary>
    public bool HasNoLease { get; init; }

    /// <summary>What was noted last; null: nothing.</summary>
    public string? LastNote { get; init; }

    /// <summary>The tasks that hold it back, its own subtasks left out.</summary>
    public ValueList<string> WaitsFor { get; init; } = [];

    /// <summary>Its subtasks that stand for themselves nowhere else in the same list: what holds it back holds them back.</summary>
    public ValueList<string> Subtasks { get; init; } = [];

    /// <summary>How many subtasks it has; 0: none.</summary>
    public int SubtaskCount { get; init; }

    /// <summary>How many of them are COMPLETED or CANCELLED.</summary>
    public int SubtasksFinished { get; init; }

    /// <summary>It waits for subtasks of its own.</summary>
    public bool WaitsForSubtasks { get; init; }
}

/// <summary>Somebody who works on the board, or is meant to.</summary>
/// <param name="Name">The agent; of a persona that no agent has, or several have, the persona; null: the tasks are meant for nobody in particular.</param>
/// <param name="IsAgent">It is an agent that is known by name.</param>
public sealed record ReportedWorker(string? Name, bool IsAgent)
{
    /// <summary>The persona; null: none, or not known.</summary>
    public string? Persona { get; init; }

    /// <summary>The agents that have the persona, where the entry stands for it.</summary>
    public ValueList<string> Agents { get; init; } = [];

    /// <summary>The role; null: not known.</summary>
    public string? Role { get; init; }

    /// <summary>What it looks after; null: not known.</summary>
    public string? Focus { get; init; }

    /// <summary>Where it works; null: not known.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>What the open tasks of this worker touch.</summary>
    public ValueList<string> Paths { get; init; } = [];

    /// <summary>The agent's own word on how it stands; null: none.</summary>
    public string? Note { get; init; }

    /// <summary>What it has in hand.</summary>
    public ValueList<ReportedTask> InHand { get; init; } = [];

    /// <summary>What is meant for it and not begun: what is ready first.</summary>
    public ValueList<ReportedTask> Next { get; init; } = [];

    /// <summary>How many tasks it has completed.</summary>
    public int Completed { get; init; }
}
