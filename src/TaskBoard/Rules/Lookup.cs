namespace TaskBoard.Rules;

/// <summary>Finds the task that an operation is about.</summary>
internal static class Lookup
{
    private const int ShortestPrefix = 4;

    /// <summary>The task, which is there and can be changed.</summary>
    /// <exception cref="TaskNotFoundException">It is not there.</exception>
    /// <exception cref="TaskHeldException">It cannot be changed until a person has mended it.</exception>
    public static TaskContent Changeable(BoardContent board, TaskId id)
    {
        var task = board.Find(id.Value) ?? throw NotFound(board, id.Value);
        return task.Item.Held ? throw new TaskHeldException(id.Value, task.Item.Problems) : task;
    }

    /// <summary>The refusal of an id that is not on the board, with the one that was probably meant.</summary>
    public static TaskNotFoundException NotFound(BoardContent board, string id, string? because = null)
    {
        var near = board.Tasks.Select(t => t.Key)
            .Where(key => key.Equals(id, StringComparison.OrdinalIgnoreCase)
                || (id.Length >= ShortestPrefix && key.StartsWith(id, StringComparison.OrdinalIgnoreCase)))
            .Take(3).ToArray();
        var hint = near.Length > 0 ? $"Did you mean {string.Join(" or ", near.Select(key => $"'{key}'"))}?" : null;
        return new TaskNotFoundException(id, because is null ? hint : hint is null ? because : $"{because} {hint}");
    }
}
