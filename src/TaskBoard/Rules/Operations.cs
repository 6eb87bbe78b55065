using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>
/// The operations on a board, as pure functions; one for each primitive of <see cref="ITaskBoard"/>. Arguments are checked when an operation
/// is made, the board when it is applied; either refuses with a <see cref="BoardException"/>.
/// </summary>
internal static partial class Operations
{
    private static readonly IReadOnlyDictionary<string, Lease?> NoLeases = new Dictionary<string, Lease?>();

    /// <summary>The answer where the operation led to the present state already; a lease that is given lives on.</summary>
    private static Decision Already(BoardView view, TaskItem task, IReadOnlyDictionary<string, Lease?>? leases = null) => new()
    {
        After = view.Content,
        Tasks = [task.Id],
        Claim = task.Attempts > 0 ? new ClaimHandle(task.Id, task.Attempts) : null,
        AlreadyDone = true,
        Leases = leases ?? NoLeases,
    };

    /// <summary>The answer where one task was changed.</summary>
    private static Decision Changed(
        BoardView view, TaskContent task, string details, IReadOnlyDictionary<string, Lease?> leases, ChangeBy by, bool mayFreeOthers)
    {
        var after = view.Content.With(task);
        return new()
        {
            After = after,
            Tasks = [task.Item.Id],
            Claim = task.Item.Attempts > 0 ? new ClaimHandle(task.Item.Id, task.Item.Attempts) : null,
            Details = EntryText.With(details, by.Reason),
            Leases = leases,
            Ready = mayFreeOthers ? Readiness.Became(view, after) : [],
        };
    }
}
