using TaskBoard.Files;
using TaskBoard.History;
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
        if (committer.Head.LastCommit is null)
        {
            Adopt(found, mirror);
            return false;
        }

        var seenBefore = committer.Journal.FindCommitByHash(found.Hash, committer.Head.LastCommit.Number);
        var mended = new OlderText(committer.Journal).PutRight(mirror, mirror.Content, content, isRestored: seenBefore is not null);
        var saved = committer.SavedAt(found.Stamp);
        if (!ReferenceEquals(mended.Content, content))
        {
            var text = found.Text.With(mended.Content);
            committer.Commit(found, text, MergeWriting.Of(committer, mirror, text.Content, mended.Conflicts, saved, editor: committer.Editor));
            return true;
        }

        var details = seenBefore is null ? null
            : seenBefore.LastRevision is { } revision ? $"the file is as it was after revision {revision}"
            : "the file is as it was once before";
        committer.CommitFound(found, MergeWriting.Of(committer, mirror, content, mended.Conflicts, saved, details: details, editor: committer.Editor));
        return false;
    }

    /// <summary>
    /// Records the first state of the file in a history that begins. If an earlier one is missing (deleted, or left behind by a copy or a clone),
    /// this one says so; and work in hand gets a fresh lease, so that its holder can go on, and it comes back if the holder is gone.
    /// </summary>
    private void Adopt(FoundBoard found, MirrorBoard nothing)
    {
        var content = found.Text.Content;
        var writing = MergeWriting.Of(committer, nothing, content, [], committer.SavedAt(found.Stamp));
        if (!committer.IsBegunAnew && LostHistory.TellsOfAnother(content))
        {
            writing.Events.Insert(0, EventDrafts.OfRebuilding(committer.NextRevision, committer.Now));
        }

        // Of another history, whose revisions are not these.
        committer.Removals.ForgetWhileLocked();
        foreach (var lease in Leases.Afresh(content, committer.Now, seams.Processes.Self.BootId, seams.Processes.SinceBoot, committer.Lease, committer.MaxRun))
        {
            writing.Leases[lease.Task] = lease;
        }

        committer.CommitFound(found, writing);
    }
}
