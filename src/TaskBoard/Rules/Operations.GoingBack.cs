using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>Going back: restore, undo, and accepting that finished work was removed.</content>
internal static partial class Operations
{
    /// <summary>Brings the board of a revision back, or single tasks of it; no tasks: the whole board.</summary>
    public static BoardOperation Restore(long revision, IReadOnlyList<TaskId> tasks, ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view => WentBack(view, Restoring.After(view, revision, tasks, by), Restoring.Details(revision, by), by);
    }

    /// <summary>Takes back the last change of whoever asks.</summary>
    public static BoardOperation Undo(ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var undoing = new Undoing(view, by);
            return WentBack(view, undoing.After(), undoing.Details, by);
        };
    }

    /// <summary>Says that finished work was meant to be removed.</summary>
    public static BoardOperation Accept(ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view => view.Removed() is not { Count: > 0 } removed
            ? new Decision { After = view.Content, Tasks = [], AlreadyDone = true }
            : new Decision
            {
                After = view.Content,
                Tasks = [],
                AsideEvent = BoardEventKind.RemovalAccepted,
                Details = EntryText.With(FinishedWork.Accepted(removed), by.Reason),
                AcceptsRemoval = true,
            };
    }

    private static Decision WentBack(BoardView view, BoardContent after, string details, ChangeBy by)
    {
        if (ReferenceEquals(after, view.Content))
        {
            return new Decision { After = after, Tasks = [], AlreadyDone = true, Details = details, Word = BoardEventKind.Restored };
        }

        var claims = ClaimsAcross.Of(view, after, by);
        return new Decision
        {
            After = after,
            Tasks = [.. Touched(view.Content, after)],
            Details = details,
            Word = BoardEventKind.Restored,
            Leases = claims.Leases,
            Ready = Readiness.Became(view, after),
            Warnings = claims.Said,
        };
    }

    /// <summary>The tasks that differ, those that go first.</summary>
    private static IEnumerable<TaskId> Touched(BoardContent before, BoardContent after) =>
        before.Tasks.Where(t => after.Find(t.Key) is null)
            .Concat(after.Tasks.Where(t => before.Find(t.Key) is not { } old || !(ReferenceEquals(old, t) || old.SameValues(t))))
            .Select(t => t.Item.Id)
            .Where(id => !id.Equals(default));
}
