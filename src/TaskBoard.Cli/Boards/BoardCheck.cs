namespace TaskBoard.Cli.Boards;

/// <summary>Something on a board that a person should know.</summary>
/// <param name="IsProblem">Whether it is to be mended; else a remark.</param>
/// <param name="Text">What, where and what to do.</param>
/// <param name="Task">The task concerned; null: none.</param>
/// <param name="Line">The line in tasks.json; 0: none.</param>
/// <param name="Column">The column in that line; 0: none.</param>
internal sealed record Finding(bool IsProblem, string Text, string? Task = null, int Line = 0, int Column = 0);

/// <summary>Looks through a board: what the reader of the file found, and dependencies and parents that lead nowhere or in a circle.</summary>
internal static class BoardCheck
{
    /// <summary>All findings, those of the file first.</summary>
    public static IEnumerable<Finding> Of(BoardSnapshot board)
    {
        var held = board.Tasks.Where(t => t.Held).SelectMany(t => t.Problems).ToHashSet();
        foreach (var problem in board.Problems)
        {
            // What holds nothing (an id written as a number) is a remark.
            yield return new Finding(!board.Readable || held.Contains(problem), problem.ToString(), problem.Task, problem.Line, problem.Column);
        }

        foreach (var problem in held.Where(p => !board.Problems.Contains(p)))
        {
            yield return new Finding(true, problem.ToString(), problem.Task, problem.Line, problem.Column);
        }

        var ids = board.Tasks.Select(t => t.Id.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var task in board.Tasks)
        {
            foreach (var finding in Links(task, ids))
            {
                yield return finding;
            }
        }

        foreach (var cycle in Cycles.Of(board.Tasks.Select(t => (t.Id.Value, (IReadOnlyList<string>)t.DependsOn))))
        {
            yield return new Finding(true, $"These tasks depend on each other in a circle, so none of them can be ready: {string.Join(" -> ", cycle)}.", cycle[0]);
        }

        foreach (var cycle in Cycles.Of(board.Tasks.Where(t => t.Parent is not null).Select(t => (t.Id.Value, (IReadOnlyList<string>)[t.Parent!]))))
        {
            yield return new Finding(true, $"These tasks are each other's parents: {string.Join(" -> ", cycle)}.", cycle[0]);
        }
    }

    private static IEnumerable<Finding> Links(TaskItem task, HashSet<string> ids)
    {
        var id = task.Id.Value;
        foreach (var missing in task.DependsOn.Where(d => !ids.Contains(d)))
        {
            yield return new Finding(true, $"Task {id} depends on '{missing}', which is not on this board; it cannot be ready.", id);
        }

        if (task.Parent is { } parent && !ids.Contains(parent))
        {
            yield return new Finding(true, $"Task {id} has the parent '{parent}', which is not on this board.", id);
        }

        foreach (var missing in task.Related.Where(r => !ids.Contains(r)))
        {
            yield return new Finding(false, $"Task {id} is related to '{missing}', which is not on this board.", id);
        }
    }
}
