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
        var rest = later.Count == 0 ? new MergeResult(mended.Content, []) : new EarlierSave(later).GivesWay(basis, mirror.Content, mended.Content);
        var merged = BoardMerge.Merge(basis, mirror.Content, rest.Content);

        // Of a task that stays although the save lacks it more is told there than that it would have gone.
        var told = mended.Conflicts.Where(c => c.Task is null || mended.Content.Find(c.Task) is not null || rest.Content.Find(c.Task) is null);
        return new MergeResult(merged.Content, [.. told, .. rest.Conflicts, .. merged.Conflicts]);
    }

    /// <summary>What hand edits changed that were recorded after a commit, and made at a time or later.</summary>
    public static IEnumerable<BoardEvent> EditsSince(Committer committer, CommitRecord commit, DateTimeOffset time) =>
        PastContent.FirstRevisionSince(committer.Journal, commit.Number + 1, committer.Head) is not { } first ? []
        : committer.Journal.EventsOf(first, committer.Head.LastRevision).Where(e => e is { Source: BoardEventSource.HandEdit } && e.OccurredAt >= StoredTime.Round(time));
}
