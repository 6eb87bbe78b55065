using System.Globalization;
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
        var start = after is null ? 0 : StartOf(shown, after);
        var page = shown.Skip(start).Take(limit).ToList();
        var end = start + page.Count;
        return new TaskPage(
            page,
            standing,
            shown.Count,
            end < shown.Count ? string.Create(CultureInfo.InvariantCulture, $"{end}:{page[^1].Id}") : null,
            fitting.Count - shown.Count,
            fitting.Count(t => !filter.Shows(t) && t.State == TaskState.Failed))
        {
            AllPages = shown,
        };
    }

    // A cursor is the place and the last task before it: the task decides where it still is in the list, the place where it is not.
    private static int StartOf(List<TaskItem> tasks, string cursor)
    {
        var colon = cursor.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !int.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            throw CliException.Usage($"--after: '{cursor}' is not a cursor; take it from the list before ('next').");
        }

        var id = cursor[(colon + 1)..];
        var at = tasks.FindIndex(t => t.Id.Value == id);
        return at >= 0 ? at + 1 : Math.Min(place, tasks.Count);
    }
}
