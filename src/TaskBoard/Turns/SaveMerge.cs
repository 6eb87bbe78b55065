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
    public static MergeResult Of(Committer committer, MirrorBoard mirror, CommitRecord commit, BoardContent theirs)
    {
        var basis = PastContent.Before(committer.Journal, mirror, commit, committer.Head);
        var mended = new OlderText(committer.Journal).PutRight(mirror, basis, theirs);
        var merged = BoardMerge.Merge(basis, mirror.Content, mended.Content);
        return new MergeResult(merged.Content, [.. mended.Conflicts, .. merged.Conflicts]);
    }
}
