using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>Records hand edits: what stands in the file and is not in the history yet. In a commit of its own, which stands even if a request is then refused.</summary>
internal sealed class CatchUp(Committer committer, TurnSeams seams)
{
    /// <summary>
    /// Records the file as found. True: it was changed at once, to keep acknowledged changes that an older text would have undone; what the
    /// person wanted besides is recorded as theirs.
    /// </summary>
    public bool Record(FoundBoard found)
    {
        var mirror = committer.Journal.Mirror();
        var content = found.Text.Content;
        var seenBefore = committer.Head.LastCommit is { } last ? committer.Journal.FindCommitByHash(found.Hash, last.Number) : null;
        var mended = new OlderText(committer.Journal).PutRight(mirror, mirror.Content, content, isRestored: seenBefore is not null);
        var saved = new DateTimeOffset(Math.Min(found.Stamp.Modified, seams.Clock.GetUtcNow().UtcTicks), TimeSpan.Zero);
        if (!ReferenceEquals(mended.Content, content))
        {
            var text = found.Text.With(mended.Content);
            committer.Commit(found, text, MergeWriting.Of(committer, mirror, text.Content, mended.Conflicts, saved));
            return true;
        }

        var details = seenBefore is null ? null
            : seenBefore.LastRevision is { } revision ? $"the file is as it was after revision {revision}"
            : "the file is as it was once before";
        committer.CommitFound(found, MergeWriting.Of(committer, mirror, content, mended.Conflicts, saved, details: details));
        return false;
    }
}
