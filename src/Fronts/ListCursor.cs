using System.Globalization;

namespace TaskBoard.Fronts;

/// <summary>
/// Where a page of a list of tasks ended: the place and the last task before it. The task decides where it still is in the list or on the board, the place where
/// it is on neither.
/// </summary>
internal static class ListCursor
{
    /// <summary>The cursor behind a task.</summary>
    /// <param name="end">The place behind it, from 0.</param>
    /// <param name="last">The task.</param>
    public static string After(int end, TaskId last) => string.Create(CultureInfo.InvariantCulture, $"{end}:{MarkOf(last)}");

    /// <summary>Where the page after a cursor begins; null: that is no cursor.</summary>
    /// <param name="tasks">The list.</param>
    /// <param name="cursor">The cursor.</param>
    /// <param name="board">All tasks, in the order in which the list has some of them; null: the list has an order of its own.</param>
    public static int? StartOf(IReadOnlyList<TaskItem> tasks, string cursor, IReadOnlyList<TaskItem>? board)
    {
        var colon = cursor.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !int.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return null;
        }

        var mark = cursor[(colon + 1)..];
        if (PlaceOf(tasks, mark) is { } listed)
        {
            return listed + 1;
        }

        // It may be finished since, or else not fit any more: what stands behind it on the board has not been told.
        if (board is not null && PlaceOf(board, mark) is { } standing)
        {
            var told = board.Take(standing).ToHashSet<TaskItem>(ReferenceEqualityComparer.Instance);
            return tasks.Count(told.Contains);
        }

        return Math.Min(place, tasks.Count);
    }

    private static int? PlaceOf(IReadOnlyList<TaskItem> tasks, string mark)
    {
        for (var at = 0; at < tasks.Count; at++)
        {
            if (MarkOf(tasks[at].Id) == mark)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>
    /// What a task is known by in a cursor, which whoever gets it repeats without looking into it: short, and nothing that anybody wrote. By FNV-1a, which gives
    /// the same everywhere.
    /// </summary>
    private static string MarkOf(TaskId task)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in task.Value)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
