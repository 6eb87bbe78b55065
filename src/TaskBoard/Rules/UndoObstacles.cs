using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>What is in the way of taking back a change: whatever later touched the same properties.</summary>
internal static class UndoObstacles
{
    /// <summary>Properties that every change touches, and that undoing does not take back.</summary>
    private static readonly string[] s_told = ["history", "updated_at"];

    /// <summary>All of them, in the order of the history.</summary>
    /// <param name="view">The board as it is.</param>
    /// <param name="revision">The change.</param>
    /// <param name="undone">What it did, by task.</param>
    /// <param name="then">The board after it.</param>
    /// <param name="before">The board before it.</param>
    /// <param name="root">The properties around the tasks that it changed.</param>
    public static IReadOnlyList<UndoObstacle> Of(
        BoardView view, long revision, IReadOnlyList<UndoneTask> undone, BoardContent then, BoardContent before, IReadOnlyCollection<string> root)
    {
        var result = new List<UndoObstacle>();
        var tasks = undone.ToDictionary(t => t.Task, StringComparer.Ordinal);
        foreach (var later in view.Past.EventsAfter(revision))
        {
            var met = later.Changes is null ? []
                : later.Task is null ? Names(later).Where(root.Contains)
                : tasks.TryGetValue(later.Task, out var mine) ? Met(mine, later, isWhole: then.Find(later.Task) is null || before.Find(later.Task) is null)
                : [];
            if (met.ToArray() is { Length: > 0 } properties)
            {
                result.Add(new UndoObstacle(later.Revision, later.Agent, later.Source, later.Task, properties.ToValueList()));
            }
        }

        // Beside what is on record stands what others did in the same turn, and who names a task that would go.
        var goes = undone.Where(t => before.Find(t.Task) is null).Select(t => t.Task).ToHashSet(StringComparer.Ordinal);
        foreach (var task in undone.Where(t => !result.Exists(o => o.Task == t.Task)))
        {
            if (goes.Contains(task.Task))
            {
                if (Links.NamedBy(view.Content, task.Task, besides: goes) is { Count: > 0 } others)
                {
                    result.Add(new UndoObstacle(null, null, null, task.Task, []) { NamedBy = others.ToValueList() });
                }
            }
            else if (!IsAsItWas(task, then.Find(task.Task), view.Content.Find(task.Task)))
            {
                result.Add(new UndoObstacle(null, null, null, task.Task, task.Properties.Except(s_told).ToValueList()));
            }
        }

        return result;
    }

    private static bool IsAsItWas(UndoneTask undone, TaskContent? then, TaskContent? now) =>
        then is null || now is null ? then is null && now is null : undone.Properties.Except(s_told).All(name => TaskMerge.Same(then[name], now[name]));

    /// <summary>Which of the properties that were changed a later event touches too. One that a task comes or goes by touches all.</summary>
    private static IEnumerable<string> Met(UndoneTask mine, BoardEvent later, bool isWhole)
    {
        var names = Names(later).Except(s_told).ToArray();
        if (isWhole || later.FromStatus is null || later.ToStatus is null)
        {
            return names;
        }

        var touchesState = mine.Properties.Any(IsState);
        return names.Where(name => mine.Properties.Contains(name) || (touchesState && IsState(name)));
    }

    private static IEnumerable<string> Names(BoardEvent item) => PropertyChanges.Of(item.Changes!).Select(p => p.Key);

    private static bool IsState(string name) => StateMerge.Names.Contains(name);
}
