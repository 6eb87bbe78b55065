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
    /// <summary>The command ended with 0.</summary>
    Completed,

    /// <summary>The command ended with something else, or took too long.</summary>
    Failed,

    /// <summary>It was given back, because the worker was told to end.</summary>
    Released,

    /// <summary>The command, or somebody else, had already said what came of it: that counts.</summary>
    Settled,

    /// <summary>The claim was lost meanwhile; the result was not written.</summary>
    Lost,
}
