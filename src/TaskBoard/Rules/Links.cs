namespace TaskBoard.Rules;

/// <summary>The dependencies and parents between tasks: what a change may not do to them.</summary>
internal static class Links
{
    /// <summary>Refuses cycles that tasks close which were just added.</summary>
    /// <exception cref="DependencyCycleException">They do.</exception>
    public static void RefuseCycles(BoardContent after, IReadOnlyList<TaskId> added)
    {
        foreach (var (id, cycle) in Cycles(after, added))
        {
            throw IsOwnParent(after, id.Value) ? DependencyCycleException.OfOwnParent(id.Value) : new DependencyCycleException(id.Value, cycle);
        }
    }

    /// <summary>Cycles through tasks that were just added: one for each of them that is in any.</summary>
    public static IEnumerable<(TaskId Task, IReadOnlyList<string> Cycle)> Cycles(BoardContent after, IReadOnlyList<TaskId> added)
    {
        var index = BoardIndex.Of(after);
        var graph = new WaitGraph(index, onlyUnmet: false);
        foreach (var id in added)
        {
            var place = after.PlaceOf(id.Value);
            var cycle = index.Dependencies[place].Where(d => d >= 0).Concat(index.Children[place]).Select(d => graph.CycleThrough(place, d))
                .Append(graph.CycleThroughGate(place))
                .Append(graph.CycleThroughParent(place))
                .FirstOrDefault(c => c is not null);
            if (cycle is not null)
            {
                yield return (id, cycle);
            }
        }
    }

    /// <summary>Refuses cycles that a task closes by the dependencies and the parent that it was just given. Older ones stand.</summary>
    /// <param name="before">The board as it was.</param>
    /// <param name="task">The task with its new links.</param>
    /// <param name="dependencies">The new ones among its dependencies.</param>
    /// <param name="newParent">Whether its parent is new.</param>
    /// <exception cref="DependencyCycleException">It does.</exception>
    public static void RefuseCycles(BoardContent before, TaskContent task, IEnumerable<string> dependencies, bool newParent)
    {
        // Asked for first: the index of the board after it then comes from it, and it stays for the next question where this change is refused.
        _ = BoardIndex.Of(before);
        var (after, key) = (before.With(task), task.Key);
        if (newParent && IsOwnParent(after, key))
        {
            throw DependencyCycleException.OfOwnParent(key);
        }

        var index = BoardIndex.Of(after);
        var (search, place) = (new LinkSearch(index), after.PlaceOf(key));
        var cycle = dependencies.Select(d => search.CycleThrough(place, after.PlaceOf(d)))
            .Append(newParent ? search.CycleThroughParent(place) : null)
            .FirstOrDefault(c => c is not null);
        if (cycle is not null)
        {
            throw new DependencyCycleException(key, cycle);
        }
    }

    /// <summary>Whether a task is its own parent.</summary>
    public static bool IsOwnParent(BoardContent board, string key) => board.Find(key)?.Item.Parent == key;

    /// <summary>The tasks that name this one, as text for people.</summary>
    /// <param name="board">The board.</param>
    /// <param name="key">The task.</param>
    /// <param name="besides">Tasks that do not count; null: none.</param>
    public static IReadOnlyList<string> NamedBy(BoardContent board, string key, IReadOnlySet<string>? besides = null) => board.Tasks
        .Where(t => t.Key != key && besides?.Contains(t.Key) != true)
        .SelectMany(t => new[]
        {
            t.Item.Parent == key ? $"{t.Key} (its subtask)" : null,
            t.Item.DependsOn.Contains(key) ? $"{t.Key} (depends on it)" : null,
        })
        .OfType<string>()
        .ToArray();
}
