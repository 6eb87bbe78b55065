namespace TaskBoard.Cli.Work;

/// <summary>What came of one task.</summary>
/// <param name="Claim">The claim that was worked on.</param>
/// <param name="Title">The task's title.</param>
/// <param name="End">How it ended.</param>
/// <param name="ExitCode">What the command ended with; null: it was ended, or never ran.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Summary">What it came to, or why not.</param>
/// <param name="Worktree">The worktree that was left in place; null: none.</param>
internal sealed record WorkOutcome(ClaimHandle Claim, string Title, WorkEnd End, int? ExitCode, TimeSpan Took, string Summary, string? Worktree);

/// <summary>How the work on a task ended.</summary>
internal enum WorkEnd
{
    /// <summary>The command ended with 0, or had completed the task itself.</summary>
    Completed,

    /// <summary>The command ended with something else, took too long, or had said itself that the attempt failed.</summary>
    Failed,

    /// <summary>It was given back: by the worker, which was told to end, or meanwhile by the command or somebody else.</summary>
    Released,

    /// <summary>The task was cancelled meanwhile.</summary>
    Cancelled,

    /// <summary>The claim was lost meanwhile; the result was not written.</summary>
    Lost,
}
