namespace TaskBoard.Rules;

/// <summary>Puts tasks where they stood in another board: after the nearest task that stood before them there and is still on the board.</summary>
internal static class TaskPlaces
{
    /// <summary>The board with a task put back, which is not on it.</summary>
    public static BoardContent PutBack(BoardContent board, TaskContent task, BoardContent then)
    {
        var tasks = board.Tasks.ToList();
        tasks.Insert(PlaceFor(task.Key, board.PlaceOf, then), task);
        return new BoardContent(tasks, board.Root);
    }

    /// <summary>The board with tasks that are on it moved to where they stood.</summary>
    public static BoardContent MoveBack(BoardContent board, IReadOnlySet<string> keys, BoardContent then)
    {
        // In the order of then, so that each finds those before it in their places.
        foreach (var key in then.Tasks.Select(t => t.Key).Where(key => keys.Contains(key) && board.Find(key) is not null))
        {
            var task = board.Find(key)!;
            board = PutBack(board.Without(key), task, then);
        }

        return board;
    }

    private static int PlaceFor(string key, Func<string, int> placeOf, BoardContent then)
    {
        for (var before = then.PlaceOf(key) - 1; before >= 0; before--)
        {
            if (placeOf(then.Tasks[before].Key) is >= 0 and var place)
            {
                return place + 1;
            }
        }

        return 0;
    }
}
