namespace TaskBoard.Cli.Work;

/// <summary>How a worker works.</summary>
internal sealed record WorkOptions
{
    /// <summary>The command and its arguments.</summary>
    public required string[] Command { get; init; }

    /// <summary>Which tasks it takes.</summary>
    public required ClaimOptions Claim { get; init; }

    /// <summary>How many tasks it works on at most; null: as many as there are.</summary>
    public int? MaxTasks { get; init; }

    /// <summary>How long it waits for a task; null: as long as anything unfinished remains.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>How long the command may take for one task; null: as long as it wants.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Where each task gets a git worktree of its own; null: the command works where the worker was started.</summary>
    public string? Worktrees { get; init; }

    /// <summary>The task is given as text, not as JSON.</summary>
    public bool InputIsText { get; init; }
}
