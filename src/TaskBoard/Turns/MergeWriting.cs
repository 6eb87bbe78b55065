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
        var writing = new Writing { AlsoApplied = alsoApplied };
        writing.Events.AddRange(EventDrafts.OfHandEdit(delta, revision, mirror.Content, merged, savedAt, details, editor));
        writing.Events.AddRange(conflicts.Select(c => EventDrafts.OfConflict(c, revision, committer.Now)));
        writing.Add(delta.Mirror);
        writing.Add(EventDrafts.Attempts(delta, merged));
        return writing;
    }
}
