using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>
/// The guard for finished work: a hand edit that takes off, or resets, more than half of the COMPLETED tasks (a board that was made anew over night, an
/// old version that was checked out) is somebody's right, so nothing is undone; but it does not pass silently. Pure.
/// </summary>
internal static class FinishedWork
{
    private const int Least = 3;
    private const int IdsTold = 5;

    /// <summary>What a hand edit took away of the finished work; null: too little to speak of.</summary>
    /// <param name="before">The board before it, as it is on record.</param>
    /// <param name="delta">What it changed.</param>
    /// <param name="revision">The revision that it becomes.</param>
    /// <param name="at">When it is recorded.</param>
    public static RemovedWork? RemovedBy(BoardContent before, BoardDelta delta, long revision, DateTimeOffset at)
    {
        var completed = TaskState.Completed.ToWord();
        var removed = delta.Changes.Where(c => c.Task is not null && c.FromStatus == completed && c.ToStatus != completed).Select(c => c.Task!).ToArray();

        // Only now: nearly every hand edit ends here, and need not look at the whole board.
        return removed.Length >= Least && before.Tasks.Count(t => BoardDiff.StatusWord(t) == completed) is var all && IsMost(removed.Length, all)
            ? new RemovedWork(revision, at, removed, all)
            : null;
    }

    /// <summary>Which of it is still missing on a board; empty: what is missing by now is not most of it. What is finished again is back, by a restored file or by work.</summary>
    public static IReadOnlyList<string> StillGone(RemovedWork removed, BoardContent board)
    {
        var gone = removed.Tasks.Where(id => board.Find(id)?.Item.State != TaskState.Completed).ToArray();
        return IsMost(gone.Length, removed.Before) ? gone : [];
    }

    /// <summary>What happened and what is missing, for whoever uses the board.</summary>
    public static Sentence Told(RemovedWork removed, IReadOnlyList<string> gone) => $"{What(removed)}; still not back: {Names(gone)}.";

    /// <summary>How it comes back, and how it is left as it is. The command that is named for copying changes nothing.</summary>
    public static Sentence Advice(RemovedWork removed) =>
        $"'taskboard restore --at {removed.Revision - 1} --dry-run' shows what would come back; without --dry-run it comes back, as a change that can be undone (with ids, these tasks alone). 'taskboard accept' says that it was meant.";

    /// <summary>Both, for whoever uses the board.</summary>
    public static Sentence Warning(RemovedWork removed, IReadOnlyList<string> gone) => $"{Told(removed, gone)} {Advice(removed)}";

    /// <summary>That it was removed, for the history.</summary>
    public static string Details(RemovedWork removed) =>
        EntryText.OneLine($"took off, or reset, {removed.Tasks.Count} of {removed.Before} completed tasks: {Names(removed.Tasks)}");

    /// <summary>That somebody meant it, for the history and for whoever accepts: the edit may not have been on record before, and so nobody was warned of it.</summary>
    public static string Accepted(IEnumerable<RemovedWork> removed) => EntryText.OneLine(string.Join("; ", removed.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"accepted that a hand edit (revision {r.Revision}) took off, or reset, {r.Tasks.Count} of {r.Before} completed tasks ({Names(r.Tasks)})"))));

    private static Sentence What(RemovedWork removed) =>
        $"A hand edit (revision {removed.Revision}, {Timestamps.Write(removed.At)}) took off, or reset, {removed.Tasks.Count} of {removed.Before} completed tasks";

    private static string Names(IReadOnlyList<string> ids) => $"{string.Join(", ", ids.Take(IdsTold))}{(ids.Count > IdsTold ? $" and {ids.Count - IdsTold} more" : "")}";

    private static bool IsMost(int removed, int before) => removed >= Least && removed * 2 > before;
}
