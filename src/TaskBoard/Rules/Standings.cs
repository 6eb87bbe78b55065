namespace TaskBoard.Rules;

/// <summary>Where the tasks of a board stand: what a claim would meet. Pure.</summary>
internal sealed class Standings
{
    private readonly BoardView _view;
    private readonly BoardIndex _index;

    /// <param name="view">The board.</param>
    /// <param name="agent">Who would claim; null: nobody in particular.</param>
    public Standings(BoardView view, string? agent) =>
        (_view, _index, Touched) = (view, BoardIndex.Of(view.Content), TouchedPaths.Of(view, view.Content, agent));

    /// <summary>Whether there is work in hand that may have a lease, so that leases have to be known.</summary>
    public static bool NeedLeases(BoardContent board) => board.Tasks.Any(t => t.Item.Attempts > 0 && Holding.HolderOf(t.Item) is not null);

    /// <summary>What others have in hand.</summary>
    public TouchedPaths Touched { get; }

    /// <summary>Where the task stands now.</summary>
    public TaskStanding Of(TaskContent task)
    {
        var standing = OfItself(task);
        return _index.Children[_view.Content.PlaceOf(task.Key)] is { Length: > 0 } children
            ? standing with { Subtasks = children.Length, SubtasksFinished = children.Count(_index.IsOver) }
            : standing;
    }

    private TaskStanding OfItself(TaskContent task)
    {
        if (task.Item.State == TaskState.Pending || (Holding.IsTaken(task.Item) && Holding.HolderOf(task.Item) is null))
        {
            return Free(task);
        }

        if (Leases.Of(_view, task.Item) is not { } lease)
        {
            return new TaskStanding(false, []) { HasNoLease = Holding.IsTaken(task.Item) };
        }

        var isOver = Leases.IsOver(_view, task.Item);
        var standing = !isOver ? new TaskStanding(false, [])
            : Expiry.UsesUpAttempts(_view, task.Item) ? new TaskStanding(false, ["its attempts are used up, and the next claim puts it on record as FAILED"])
            : Free(task);
        return standing with { LeaseExpiresAt = lease.ExpiresAt, MaxRunAt = lease.MaxRunAt, IsExpired = isOver };
    }

    /// <summary>What holds a task back that nobody has in hand, each as a sentence; empty: it is ready.</summary>
    public IReadOnlyList<Sentence> HeldBackBy(TaskContent task) => Readiness.HeldBackBy(_view.Content, task, _view.Now, Touched);

    /// <summary>Where a task stands that nobody has in hand any more.</summary>
    private TaskStanding Free(TaskContent task)
    {
        var reasons = HeldBackBy(task);
        return new TaskStanding(reasons.Count == 0, reasons.Select(r => r.Text).ToValueList())
        {
            Said = reasons.ToValueList(),
            WaitingFor = reasons.Count == 0 ? [] : Readiness.WaitsFor(_view.Content, task).ToValueList(),
        };
    }
}
