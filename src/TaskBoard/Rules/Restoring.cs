using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>
/// Bringing a past board, or single tasks of it, back as a new change. The whole board becomes equal to what it was, as JSON. A single task becomes what it
/// was and one entry in its <c>history</c> more, which says so: on a board that goes on, that entry keeps an older text of somebody who had read before from
/// undoing it in silence.
/// </summary>
internal static class Restoring
{
    /// <summary>The board after it; the same object where nothing has to change.</summary>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    /// <exception cref="TaskNotFoundException">A task was not on the board then.</exception>
    public static BoardContent After(BoardView view, long revision, IReadOnlyList<TaskId> tasks, ChangeBy by)
    {
        var then = view.Past.At(revision).Content;
        if (tasks.Count == 0)
        {
            return then.SameValues(view.Content) ? view.Content : then;
        }

        var missing = tasks.Where(id => then.Find(id.Value) is null).Select(id => id.Value).ToArray();
        if (missing.Length > 0)
        {
            throw TaskNotFoundException.At(revision, missing);
        }

        var board = view.Content;
        foreach (var task in tasks.Distinct().Select(id => then.Find(id.Value)!))
        {
            var now = view.Content.Find(task.Key);
            if (now is null || !IsSameBut(task, now))
            {
                var brought = new TaskAmendment(task, view, by).Record(BoardEventKind.Restored, Details(revision, by)).Task;
                board = now is null ? TaskPlaces.PutBack(board, brought, then) : board.With(brought);
            }
        }

        return board;
    }

    /// <summary>
    /// The text of the file, edited so that it means the board. A task in which a property stands twice is written anew: an edit would leave what holds it.
    /// </summary>
    public static BoardText Edit(BoardText text, BoardContent board)
    {
        var now = text.Content;
        var doubled = now.Tasks
            .Where(t => t.Item.Held && board.Find(t.Key) is { } wanted && !ReferenceEquals(wanted, t) && !TaskContent.FromJson(t.Key, t.Json).Item.Held)
            .Select(t => t.Key).ToHashSet(StringComparer.Ordinal);
        return doubled.Count == 0 ? text.With(board) : text.With(new BoardContent([.. now.Tasks.Where(t => !doubled.Contains(t.Key))], now.Root)).With(board);
    }

    /// <summary>What it is, in words.</summary>
    public static string Details(long revision, ChangeBy by) => EntryText.With(string.Create(CultureInfo.InvariantCulture, $"restored to revision {revision}"), by.Reason);

    /// <summary>Whether a task stands as it did, but for what only says what happened to it since.</summary>
    private static bool IsSameBut(TaskContent then, TaskContent now) =>
        !now.Item.Held && then.Without("history").Without("updated_at").SameValues(now.Without("history").Without("updated_at"));
}
