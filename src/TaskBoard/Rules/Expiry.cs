namespace TaskBoard.Rules;

/// <summary>
/// What the clock does to a claim that outlived its lease. It is recorded when somebody acts on the task. The task can be claimed
/// at once, so there is no rest as after a failure.
/// </summary>
internal static class Expiry
{
    /// <summary>The task back to PENDING, or FAILED where that was its last attempt.</summary>
    public static TaskContent Apply(BoardView view, TaskContent task, ChangeBy by)
    {
        var item = task.Item;
        var usedUp = UsesUpAttempts(view, item);
        var amendment = new TaskAmendment(task, view, by).Move(usedUp ? TaskState.Failed : TaskState.Pending, Command.LeaseExpired)
            .PutNumber("failures", Failures(item))
            .Clear("progress");
        _ = usedUp ? amendment.Finish() : amendment.Assign(null);

        var details = EntryText.Expired(item.Attempts, Holding.AgentOf(item) ?? "nobody");
        return amendment.Record(BoardEventKind.StatusChanged, usedUp ? $"{details}, attempts used up" : details).Task;
    }

    /// <summary>Whether no attempt is left once this one has ended by the clock.</summary>
    public static bool UsesUpAttempts(BoardView view, TaskItem task) => Failures(task) >= (task.MaxAttempts ?? view.Settings.MaxAttempts);

    /// <summary>Whether the named attempt of this agent ended by the clock, and nobody has touched the task's state since.</summary>
    public static bool Ended(TaskItem task, TaskRef named, ChangeBy by) =>
        task.State is TaskState.Pending or TaskState.Failed
        && task.Attempts > 0 && (named.Attempt ?? task.Attempts) == task.Attempts
        && EntryText.LastStepIs(task, EntryText.Expired(task.Attempts, by.Agent));

    private static int Failures(TaskItem task) => Math.Min(task.Failures + 1, TaskItem.MostAttempts);
}
