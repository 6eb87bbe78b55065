using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>What a commit of a hand edit writes down.</summary>
internal static class MergeWriting
{
    /// <summary>The person's part, as the difference to what is on record, and the conflicts of a merge.</summary>
    /// <param name="committer">The turn, in a transaction.</param>
    /// <param name="mirror">What is on record.</param>
    /// <param name="merged">The merged board.</param>
    /// <param name="conflicts">Where both sides wanted something else.</param>
    /// <param name="savedAt">When the person saved.</param>
    /// <param name="alsoApplied">The pending commit that is done with by this; null: none.</param>
    /// <param name="details">What the edit is, in words; null: as the file's own entries say.</param>
    /// <param name="editor">Who made it, where the file's own entries do not say; null: not known.</param>
    public static Writing Of(
        Committer committer, MirrorBoard mirror, BoardContent merged, IReadOnlyList<MergeConflict> conflicts, DateTimeOffset savedAt,
        long? alsoApplied = null, string? details = null, string? editor = null)
    {
        var revision = committer.NextRevision;
        var delta = BoardDiff.Between(mirror.Content, merged, key => mirror.Positions.GetValueOrDefault(key));
        if (committer.Head.LastCommit is not null)
        {
            DemandMirrored(committer, delta);
        }

        var writing = new Writing { AlsoApplied = alsoApplied };
        writing.Events.AddRange(EventDrafts.OfHandEdit(delta, revision, mirror.Content, merged, savedAt, details, editor));
        if (FinishedWork.RemovedBy(mirror.Content, delta, revision, committer.Now) is { } removed)
        {
            committer.Removals.NoteWhileLocked(removed, committer.IsDurable);
            writing.Events.Add(EventDrafts.OfRemoval(removed, revision, savedAt));
            conflicts = [.. conflicts, .. Unseen(committer, mirror, delta, conflicts)];
        }

        writing.Events.AddRange(conflicts.Select(c => EventDrafts.OfConflict(c, revision, savedAt)));
        writing.Add(delta.Mirror);
        writing.Add(EventDrafts.Attempts(delta, merged));
        return writing;
    }

    /// <summary>Refuses to record a task as new that the events tell of already: its row is gone from the mirror, and the history would say for ever that it came twice.</summary>
    private static void DemandMirrored(Committer committer, BoardDelta delta)
    {
        foreach (var change in delta.Changes.Where(c => c is { Task: not null, FromStatus: null }))
        {
            if (NewestChange(committer, change.Task!) is { ToStatus: not null })
            {
                throw RowCheck.GoneFault(change.Task!);
            }
        }
    }

    /// <summary>
    /// What agents did last to tasks that an edit took off or reset which removed most of the finished work, and of which no conflict tells yet: whoever made
    /// the board anew can hardly have seen it.
    /// </summary>
    private static IEnumerable<MergeConflict> Unseen(Committer committer, MirrorBoard mirror, BoardDelta delta, IReadOnlyList<MergeConflict> known)
    {
        var told = known.Select(c => c.Task).ToHashSet(StringComparer.Ordinal);
        foreach (var change in delta.Changes.Where(c => c is { Task: not null, FromStatus: not null } && c.FromStatus != c.ToStatus && !told.Contains(c.Task)))
        {
            if (NewestChange(committer, change.Task!) is { Source: BoardEventSource.Agent } last)
            {
                yield return new MergeConflict(
                    change.Task!,
                    $"a hand edit {(change.ToStatus is null ? "took the task off the board" : $"made it {change.ToStatus}")}, and stands; {last.Agent} had changed it last (revision {last.Revision}). "
                    + $"It was: {mirror.Content.Find(change.Task!)!.Json}");
            }
        }
    }

    /// <summary>The newest event that changed a task; null: none did.</summary>
    private static BoardEvent? NewestChange(Committer committer, string task) =>
        committer.Journal.NewestEventsOf(task).FirstOrDefault(e => e.Changes is not null);
}
