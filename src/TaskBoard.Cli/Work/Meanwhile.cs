namespace TaskBoard.Cli.Work;

/// <summary>What became of a claimed task while the command ran, by the command itself or by somebody else. Pure.</summary>
internal static class Meanwhile
{
    /// <summary>How the work on the task ended by that; null: it is in its holder's hands as before.</summary>
    /// <param name="now">The task as it is; null: it was taken off the board.</param>
    /// <param name="claimed">The task as it was claimed.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="agent">Who holds it.</param>
    public static WorkEnd? Of(TaskItem? now, TaskItem claimed, ClaimHandle claim, string agent) => now?.State switch
    {
        null => WorkEnd.Lost,
        _ when now.Attempts != claim.Attempt => WorkEnd.Lost,
        TaskState.Claimed or TaskState.InProgress => now.AssignedTo == agent ? null : WorkEnd.Lost,
        TaskState.Completed => WorkEnd.Completed,
        TaskState.Failed => WorkEnd.Failed,
        TaskState.Cancelled => WorkEnd.Cancelled,

        // It rests until the next attempt, or somebody gave it back.
        _ => now.Failures > claimed.Failures ? WorkEnd.Failed : WorkEnd.Released,
    };

    /// <summary>What was said of that end; null: nothing.</summary>
    public static string? WordsOf(TaskItem task) =>
        (task is { State: TaskState.Completed, Result: { } result } ? result.Summary : task.History.LastOrDefault(e => e.Event != BoardEventKind.Updated)?.Details) is { Length: > 0 } words ? words : null;
}
