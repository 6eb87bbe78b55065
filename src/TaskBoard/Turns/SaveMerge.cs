using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>Merges a save that was made on the file a commit was made on with what is on record.</summary>
internal static class SaveMerge
{
    /// <summary>The board with both, and where they wanted something else.</summary>
    /// <param name="committer">The turn, in a transaction.</param>
    /// <param name="mirror">What is on record.</param>
    /// <param name="commit">The commit whose file the save was made on, or instead of.</param>
    /// <param name="theirs">The save.</param>
    /// <param name="savedAt">When it was made.</param>
    public static MergeResult Of(Committer committer, MirrorBoard mirror, CommitRecord commit, BoardContent theirs, DateTimeOffset savedAt)
    {
        var basis = PastContent.Before(committer.Journal, mirror, commit, committer.Head);
        var mended = new OlderText(committer.Journal).PutRight(mirror, basis, theirs);
        var merged = IsFollowed(committer, commit, savedAt)
            ? BoardMerge.Merge(basis, mended.Content, mirror.Content, MergeSides.EarlierSave)
            : BoardMerge.Merge(basis, mirror.Content, mended.Content);
        return new MergeResult(merged.Content, [.. mended.Conflicts, .. merged.Conflicts]);
    }

    /// <summary>
    /// Whether a later save is on record already: a file that was displaced is looked at late where the writer died, or where an editor still had it open.
    /// What is found in <c>tasks.json</c> in the same millisecond came later.
    /// </summary>
    private static bool IsFollowed(Committer committer, CommitRecord commit, DateTimeOffset savedAt) =>
        PastContent.FirstRevisionSince(committer.Journal, commit.Number + 1, committer.Head) is { } first
        && committer.Journal.EventsOf(first, committer.Head.LastRevision)
            .Any(e => e is { Source: BoardEventSource.HandEdit, Changes: not null } && e.OccurredAt >= StoredTime.Round(savedAt));
}
