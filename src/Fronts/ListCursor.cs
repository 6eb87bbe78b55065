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
    public static string After(int end, TaskItem last) => string.Create(CultureInfo.InvariantCulture, $"{end}:{last.Id}");

    /// <summary>Where the page after a cursor begins; null: that is no cursor.</summary>
    public static int? StartOf(IReadOnlyList<TaskItem> tasks, string cursor)
    {
        var colon = cursor.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !int.TryParse(cursor.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            return null;
        }

        var id = cursor[(colon + 1)..];
        for (var at = 0; at < tasks.Count; at++)
        {
            if (tasks[at].Id.Value == id)
            {
                return at + 1;
            }
        }

        return Math.Min(place, tasks.Count);
    }
}
