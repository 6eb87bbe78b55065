namespace TaskBoard.Rules;

/// <content>Tasks that the author of an older text could not know.</content>
internal static partial class BoardMerge
{
    /// <summary>
    /// Tasks that are missing in a save although they were added later than anything its author had seen. Where the save is proven to be
    /// older text (it would have undone changes), they stay; else its author may have taken them off on purpose, and they go. A conflict
    /// says so either way.
    /// </summary>
    /// <param name="known">The board that the save is compared with.</param>
    /// <param name="found">The save.</param>
    /// <param name="mended">The save after <see cref="RejectOlderText"/>.</param>
    public static MergeResult KeepUnknownTasks(BoardContent known, BoardContent found, MergeResult mended)
    {
        var missing = known.Tasks.Where(t => found.Find(t.Key) is null).ToArray();
        if (missing.Length == 0 || NewestEntry(found) is not { } newest)
        {
            return mended;
        }

        var unknown = missing.Where(t => t.Item.History is [{ Timestamp: { } added }, ..] && added > newest).ToArray();
        if (unknown.Length == 0)
        {
            return mended;
        }

        var keeps = mended.Conflicts.Count > 0;
        var conflicts = unknown.Select(t => new MergeConflict(t.Key, keeps
            ? $"task {t.Key} was added after the text that was saved had been read; it stays"
            : $"task {t.Key} was added later than anything else in the text that was saved, and is not in it; it is deleted. It was: {t.Json}"));
        var content = keeps ? unknown.Aggregate(mended.Content, (board, task) => Insert(board, task, known)) : mended.Content;
        return new MergeResult(content, [.. mended.Conflicts, .. conflicts]);
    }

    private static DateTimeOffset? NewestEntry(BoardContent board) => board.Tasks.SelectMany(t => t.Item.History).Max(e => e.Timestamp);

    /// <summary>The board with a task after the one that it follows on another board, or at the end.</summary>
    private static BoardContent Insert(BoardContent board, TaskContent task, BoardContent where)
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
