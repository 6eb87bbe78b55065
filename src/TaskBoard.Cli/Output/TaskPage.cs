using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Output;

/// <summary>One page of a list.</summary>
/// <param name="Tasks">The tasks on it.</param>
/// <param name="Standing">Where each task of the board stands.</param>
/// <param name="Total">How many fit, on all pages.</param>
/// <param name="Next">The cursor of the next page; null: this is the last.</param>
/// <param name="Finished">Finished tasks that fit and are left out.</param>
/// <param name="Failed">How many of these FAILED.</param>
internal sealed record TaskPage(
    IReadOnlyList<TaskItem> Tasks, IReadOnlyDictionary<TaskId, TaskStanding> Standing, int Total, string? Next, int Finished, int Failed)
{
    /// <summary>The tasks on all pages.</summary>
    public required IReadOnlyList<TaskItem> AllPages { get; init; }

    /// <summary>The page after a cursor.</summary>
    /// <param name="snapshot">The board.</param>
    /// <param name="standing">Where each task of the board stands.</param>
    /// <param name="filter">Which tasks.</param>
    /// <param name="limit">How many.</param>
    /// <param name="after">The cursor; null: from the beginning.</param>
    /// <param name="grouped">In groups, as people look at them, instead of the order of the file.</param>
    public static TaskPage Of(
        BoardSnapshot snapshot, IReadOnlyDictionary<TaskId, TaskStanding> standing, TaskFilter filter, int limit, string? after, bool grouped = false)
    {
        var fitting = snapshot.Tasks.Where(t => filter.Fits(t, standing.Of(t))).ToList();
        var listed = fitting.Where(filter.Shows);
        var shown = (grouped ? TaskGroups.InOrder(listed, standing) : listed).ToList();
        var start = after is null ? 0 : ListCursor.StartOf(shown, after, grouped ? null : snapshot.Tasks)
            ?? throw CliException.Usage($"--after: '{after}' is not a cursor; take it from the list before ('next').");
        var page = shown.Skip(start).Take(limit).ToList();
        var end = start + page.Count;
        return new TaskPage(
            page,
            standing,
            shown.Count,
            end < shown.Count ? ListCursor.After(end, page[^1].Id) : null,
            fitting.Count - shown.Count,
            fitting.Count(t => !filter.Shows(t) && t.State == TaskState.Failed))
        {
            AllPages = shown,
        };
    }
}
