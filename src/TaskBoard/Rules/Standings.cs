namespace TaskBoard.Rules;

/// <summary>Where a task stands: what a claim would meet. Pure.</summary>
internal static class Standings
{
    /// <summary>Whether there is work in hand that may have a lease, so that leases have to be known.</summary>
    public static bool NeedLeases(BoardContent board) => board.Tasks.Any(t => t.Item.Attempts > 0 && Holding.HolderOf(t.Item) is not null);

    /// <summary>Where the task stands now.</summary>
    public static TaskStanding Of(BoardView view, TaskContent task)
    {
        var (standing, index) = (OfItself(view, task), BoardIndex.Of(view.Content));
        return index.Children[view.Content.PlaceOf(task.Key)] is { Length: > 0 } children
            ? standing with { Subtasks = children.Length, SubtasksFinished = children.Count(index.IsOver) }
            : standing;
    }

    private static TaskStanding OfItself(BoardView view, TaskContent task)
    {
        if (task.Item.State == TaskState.Pending || (Holding.IsTaken(task.Item) && Holding.HolderOf(task.Item) is null))
        {
            return Free(view, task);
        }

        if (Leases.Of(view, task.Item) is not { } lease)
        {
            return new TaskStanding(false, []) { HasNoLease = Holding.IsTaken(task.Item) };
        }

        var isOver = Leases.IsOver(view, task.Item);
        var standing = !isOver ? new TaskStanding(false, [])
            : Expiry.UsesUpAttempts(view, task.Item) ? new TaskStanding(false, ["its attempts are used up, and the next claim puts it on record as FAILED"])
            : Free(view, task);
        return standing with { LeaseExpiresAt = lease.ExpiresAt, MaxRunAt = lease.MaxRunAt, IsExpired = isOver };
    }

    /// <summary>Where a task stands that nobody has in hand any more.</summary>
    private static TaskStanding Free(BoardView view, TaskContent task)
    {
        var reasons = Readiness.HeldBackBy(view.Content, task, view.Now);
        return new TaskStanding(reasons.Count == 0, reasons.Select(r => r.Text).ToValueList())
        {
            Said = reasons.ToValueList(),
            WaitingFor = reasons.Count == 0 ? [] : Readiness.WaitsFor(view.Content, task).ToValueList(),
        };
    }
}
