using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>How long claims live. A lease counts only where attempt and agent are those of the file.</summary>
internal static class Leases
{
    /// <summary>The lease of the task's present claim; null: it has none (work that was not claimed through TaskBoard).</summary>
    public static Lease? Of(BoardView view, TaskItem task) =>
        task.State is TaskState.Claimed or TaskState.InProgress
        && view.Leases.TryGetValue(task.Id.Value, out var lease) && lease.Attempt == task.Attempts && lease.Agent == task.AssignedTo
            ? lease
            : null;

    /// <summary>Whether the task's claim has outlived its lease.</summary>
    public static bool IsOver(BoardView view, TaskItem task) => Of(view, task)?.IsOver(view.Now, view.BootId, view.SinceBoot) == true;

    /// <summary>Whether the task's claim has come to the end of its longest run, beyond which nothing prolongs its lease.</summary>
    public static bool HasRunOut(BoardView view, TaskItem task) => Of(view, task)?.RunLeft(view.Now, view.BootId, view.SinceBoot) <= TimeSpan.Zero;

    /// <summary>A lease from now on.</summary>
    /// <param name="view">Now.</param>
    /// <param name="id">The task.</param>
    /// <param name="attempt">The claim.</param>
    /// <param name="agent">Who holds it.</param>
    /// <param name="length">How long it lives without a sign of life.</param>
    /// <param name="run">How long it lives at most, signs of life or not; null: without limit.</param>
    public static Lease Grant(BoardView view, TaskId id, int attempt, string agent, TimeSpan length, TimeSpan? run)
    {
        var lives = run < length ? run.Value : length;
        return new(
            id.Value, attempt, agent, view.Now, view.Now + lives, view.BootId, view.SinceBoot + lives,
            run is null ? null : view.Now + run, run is null ? null : view.SinceBoot + run);
    }

    /// <summary>
    /// Leases from now on for all work in hand whose leases were lost. Without an attempt it was not claimed through TaskBoard and has none:
    /// nobody would renew it.
    /// </summary>
    public static IEnumerable<Lease> Afresh(BoardContent board, DateTimeOffset now, string bootId, TimeSpan sinceBoot, TimeSpan length, TimeSpan? longestRun) =>
        from item in board.Tasks.Select(t => t.Item)
        where !item.Id.Equals(default) && item.Attempts > 0 && Holding.HolderOf(item) is not null
        let run = item.MaxRun ?? longestRun
        let lives = run < length ? run.Value : length
        select new Lease(item.Id.Value, item.Attempts, item.AssignedTo!, now, now + lives, bootId, sinceBoot + lives, now + run, sinceBoot + run);

    /// <summary>
    /// The lease begun anew with its own length, up to the end of the longest run; none where the task has none, or that end is reached. One that had
    /// ended while nobody acted on it lives again.
    /// </summary>
    public static IReadOnlyDictionary<string, Lease?> Renewed(BoardView view, TaskItem task) =>
        Of(view, task) is { } lease && lease.RunLeft(view.Now, view.BootId, view.SinceBoot) is var left && !(left <= TimeSpan.Zero)
            ? One(task.Id, Grant(view, task.Id, lease.Attempt, lease.Agent, lease.Length, left))
            : new Dictionary<string, Lease?>();

    /// <summary>The end of the task's lease.</summary>
    public static IReadOnlyDictionary<string, Lease?> Ended(TaskId id) => One(id, null);

    /// <summary>What becomes of one lease.</summary>
    public static IReadOnlyDictionary<string, Lease?> One(TaskId id, Lease? lease) => new Dictionary<string, Lease?> { [id.Value] = lease };
}
