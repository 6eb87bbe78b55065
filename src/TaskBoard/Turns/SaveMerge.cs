using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>Merges a save that was made on the file a commit was made on with what is on record.</summary>
internal static class SaveMerge
{
    /// <summary>
    /// The board with both, and where they wanted something else. A displaced file is looked at late where a writer died, or where an editor still had it open: by then later
    /// saves may be on record, and have the last word (<see cref="EarlierSave"/>).
    /// </summary>
    /// <param name="committer">The turn, in a transaction.</param>
    /// <param name="mirror">What is on record.</param>
    /// <param name="commit">The commit whose file the save was made on, or instead of.</param>
    /// <param name="theirs">The save.</param>
    /// <param name="later">The later hand edits (<see cref="EditsSince"/>).</param>
    public static MergeResult Of(Committer committer, MirrorBoard mirror, CommitRecord commit, BoardContent theirs, IReadOnlyCollection<BoardEvent> later)
    {
        var basis = PastContent.Before(committer.Journal, mirror, commit, committer.Head);
        var mended = new OlderText(committer.Journal).PutRight(mirror, basis, theirs);
        var earlier = new EarlierSave(later);
        var rest = later.Count == 0 ? new MergeResult(mended.Content, []) : earlier.GivesWay(basis, mirror.Content, mended.Content);
        var from = mended.IsOlderVersion ? WithOurs(basis, mirror.Content, mended, rest.Content, earlier) : basis;
        var merged = BoardMerge.Merge(from, mirror.Content, rest.Content);

        // Of a task that stays although the save lacks it more is told there than that it would have gone; and where an older version changes nothing (any more), nothing.
        var told = mended.Conflicts.Where(c => c.Task is null || (mended.Content.Find(c.Task) is not null
            ? !mended.IsOlderVersion || !IsAsOnRecord(c.Task) : rest.Content.Find(c.Task) is null));
        return new MergeResult(merged.Content, [.. told, .. rest.Conflicts, .. merged.Conflicts]);

        bool IsAsOnRecord(string key) => merged.Content.Find(key) is { } task && mirror.Content.Find(key) is { } now && task.SameValues(now);
    }

    /// <summary>
    /// The basis that leaves nothing to merge in tasks whose state goes back with an older version, or that go, but for what later hand edits changed. What was done since is
    /// told; half of both would be what nobody wrote, a state of before with the attempts and the entries of a claim, and the next save of the same author would take
    /// away the rest.
    /// </summary>
    private static BoardContent WithOurs(BoardContent basis, BoardContent ours, MergeResult olderVersion, BoardContent save, EarlierSave earlier)
    {
        var keys = olderVersion.Conflicts.Select(c => c.Task!).ToHashSet(StringComparer.Ordinal);
        return basis.WithSameKeys([.. basis.Tasks.Select(task => keys.Contains(task.Key) && ours.Find(task.Key) is { } now && GoesBack(task, now) ? With(task, now) : task)]);

        bool GoesBack(TaskContent task, TaskContent now) =>
            save.Find(task.Key) is not { } theirs || (!StateMerge.Same(task, theirs) && !StateMerge.Same(now, theirs));

        TaskContent With(TaskContent task, TaskContent now) => TaskMerge.Names(task, now)
            .Where(name => name is "history" or "updated_at" || !earlier.IsChangedLater(task.Key, name))
            .Aggregate(task, (result, name) => TaskMerge.Set(result, name, now[name]));
    }

    /// <summary>What hand edits changed that were recorded after a commit, and made at a time or later.</summary>
    public static IEnumerable<BoardEvent> EditsSince(Committer committer, CommitRecord commit, DateTimeOffset time) =>
        PastContent.FirstRevisionSince(committer.Journal, commit.Number + 1, committer.Head) is not { } first ? []
        : committer.Journal.EventsOf(first, committer.Head.LastRevision).Where(e => e is { Source: BoardEventSource.HandEdit } && e.OccurredAt >= StoredTime.Round(time));
}
