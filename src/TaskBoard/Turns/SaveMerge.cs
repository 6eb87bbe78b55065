using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>Merges a save that was made on the file a commit was made on with what is on record.</summary>
internal static class SaveMerge
{
    /// <summary>
    /// The board with both, and where they wanted something else. A displaced file is looked at late where a writer died, or where an editor still had it open:
    /// by then a later save may be on record. Where that one was made on this one, this one is in it already, whatever became of it there; else what it did to a task
    /// stands over what this one did.
    /// </summary>
    /// <param name="committer">The turn, in a transaction.</param>
    /// <param name="mirror">What is on record.</param>
    /// <param name="commit">The commit whose file the save was made on, or instead of.</param>
    /// <param name="theirs">The save.</param>
    /// <param name="savedAt">When it was made.</param>
    public static MergeResult Of(Committer committer, MirrorBoard mirror, CommitRecord commit, BoardContent theirs, DateTimeOffset savedAt)
    {
        var basis = PastContent.Before(committer.Journal, mirror, commit, committer.Head);
        var mended = new OlderText(committer.Journal).PutRight(mirror, basis, theirs);

        // What is found in tasks.json in the same millisecond came later; but so is what a dead writer had recorded of this very save.
        var at = StoredTime.Round(savedAt);
        var later = EditsSince(committer, commit).Where(e => e.OccurredAt >= at).ToArray();
        if (later.Length > 0 && BoardMerge.Contains(mirror.Content, basis, mended.Content))
        {
            return new MergeResult(mirror.Content, []);
        }

        var decided = later.Where(e => e.OccurredAt > at).Select(e => e.Task).ToHashSet();
        var merged = BoardMerge.Merge(basis, mirror.Content, mended.Content, oursStands: decided.Contains);
        var told = merged.Conflicts.Select(c => c.Task).Where(decided.Contains).ToHashSet();
        return new MergeResult(merged.Content, [.. mended.Conflicts.Where(c => !told.Contains(c.Task)), .. merged.Conflicts]);
    }

    private static IEnumerable<BoardEvent> EditsSince(Committer committer, CommitRecord commit) =>
        PastContent.FirstRevisionSince(committer.Journal, commit.Number + 1, committer.Head) is not { } first ? []
        : committer.Journal.EventsOf(first, committer.Head.LastRevision).Where(e => e is { Source: BoardEventSource.HandEdit, Changes: not null });
}
