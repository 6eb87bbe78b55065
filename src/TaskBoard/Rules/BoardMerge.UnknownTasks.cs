namespace TaskBoard.Rules;

/// <content>Tasks that the author of an older text could not know.</content>
internal static partial class BoardMerge
{
    /// <summary>
    /// Tasks that are missing in a save although they were added, or changed, later than anything its author can be seen to have known: later than all
    /// entries of its tasks, of which a text made by hand has none. Those that were added stay where the save is proven to be older text (it would have
    /// undone changes); else its author may have taken them off on purpose, and they go. A conflict says so either way.
    /// </summary>
    /// <param name="known">The board that the save is compared with.</param>
    /// <param name="found">The save.</param>
    /// <param name="mended">The save after <see cref="RejectOlderText"/>.</param>
    public static MergeResult KeepUnknownTasks(BoardContent known, BoardContent found, MergeResult mended)
    {
        var missing = known.Tasks.Where(t => found.Find(t.Key) is null).ToArray();
        if (missing.Length == 0)
        {
            return mended;
        }

        var times = found.Tasks.SelectMany(t => t.Item.History).Max(e => e.Timestamp);
        var newest = times ?? DateTimeOffset.MinValue;
        var changed = missing.Where(t => t.Item.History.Max(e => e.Timestamp) > newest).ToArray();
        if (changed.Length == 0)
        {
            return mended;
        }

        // A text without times may be a board made anew: what is older than it is not known.
        var keeps = times is not null && mended.Conflicts.Count > 0;
        bool IsUnknown(TaskContent task) => AddedAt(task.Item) > newest;
        var conflicts = changed.Select(t => new MergeConflict(t.Key, IsUnknown(t) && keeps
            ? $"task {t.Key} was added after the text that was saved had been read; it stays"
            : $"task {t.Key} was {(IsUnknown(t) ? "added" : "changed")} later than anything else in the text that was saved, and is not in it; it is deleted. It was: {t.Json}"));
        var content = keeps ? changed.Where(IsUnknown).Aggregate(mended.Content, (board, task) => Insert(board, task, known)) : mended.Content;
        return new MergeResult(content, [.. mended.Conflicts, .. conflicts]);
    }

    private static DateTimeOffset? AddedAt(TaskItem task) =>
        task.CreatedAt ?? (task.History is [{ Event: BoardEventKind.Created, Timestamp: { } added }, ..] ? added : null);

    /// <summary>The board with a task after the one that it follows on another board, or at the end.</summary>
    public static BoardContent Insert(BoardContent board, TaskContent task, BoardContent where)
    {
        var tasks = board.Tasks.ToList();
        var place = tasks.Count;
        for (var i = where.PlaceOf(task.Key) - 1; i >= 0; i--)
        {
            if (board.PlaceOf(where.Tasks[i].Key) is >= 0 and var at)
            {
                place = at + 1;
                break;
            }
        }

        tasks.Insert(place, task);
        return new BoardContent(tasks, board.Root);
    }
}
