using System.Globalization;

namespace TaskBoard.Fronts;

/// <summary>
/// Where a page of a list of tasks ended: the place and the last task before it. The task decides where it still is in the list, the place where it
/// is not.
/// </summary>
internal static class ListCursor
{
    /// <summary>The cursor behind a task.</summary>
    /// <param name="end">The place behind it, from 0.</param>
    /// <param name="last">The task.</param>
    public static string After(int end, TaskId last) => string.Create(CultureInfo.InvariantCulture, $"{end}:{MarkOf(last)}");

    /// <summary>Where the page after a cursor begins; null: that is no cursor.</summary>
    public static int? StartOf(IReadOnlyList<TaskItem> tasks, string cursor)
    {
        var colon = cursor.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !int.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return null;
        }

        var mark = cursor[(colon + 1)..];
        for (var at = 0; at < tasks.Count; at++)
        {
            if (MarkOf(tasks[at].Id) == mark)
            {
                return at + 1;
            }
        }

        return Math.Min(place, tasks.Count);
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
