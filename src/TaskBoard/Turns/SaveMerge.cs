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
    /// <param name="savedAt">When it was made.</param>
    /// <param name="isFirst">Whether no save to the same file was merged yet: what is recorded of the same millisecond then came later, or is this very one.</param>
    public static MergeResult Of(Committer committer, MirrorBoard mirror, CommitRecord commit, BoardContent theirs, DateTimeOffset savedAt, bool isFirst)
    {
        var basis = PastContent.Before(committer.Journal, mirror, commit, committer.Head);
        var mended = new OlderText(committer.Journal).PutRight(mirror, basis, theirs);
        var at = StoredTime.Round(savedAt);
        var later = EditsSince(committer, commit).Where(e => e.OccurredAt > at || (isFirst && e.OccurredAt == at)).ToArray();
        if (later.Length == 0)
        {
            var both = BoardMerge.Merge(basis, mirror.Content, mended.Content);
            return new MergeResult(both.Content, [.. mended.Conflicts, .. both.Conflicts]);
        }

        var earlier = new EarlierSave(Decided(later));
        if (earlier.IsInLater(basis, mended.Content))
        {
            return new MergeResult(mirror.Content, []);
        }

        var rest = earlier.GivesWay(basis, mirror.Content, mended.Content);
        var merged = BoardMerge.Merge(basis, mirror.Content, rest.Content);

        // Of a task that stays although the save lacks it more is told there than that it would have gone.
        var told = mended.Conflicts.Where(c => c.Task is null || mended.Content.Find(c.Task) is not null || rest.Content.Find(c.Task) is null);
        return new MergeResult(merged.Content, [.. told, .. rest.Conflicts, .. merged.Conflicts]);
    }

    private static IEnumerable<BoardEvent> EditsSince(Committer committer, CommitRecord commit) =>
        PastContent.FirstRevisionSince(committer.Journal, commit.Number + 1, committer.Head) is not { } first ? []
        : committer.Journal.EventsOf(first, committer.Head.LastRevision).Where(e => e is { Source: BoardEventSource.HandEdit, Changes: not null });

    private static Dictionary<string, IReadOnlyDictionary<string, string?>> Decided(IEnumerable<BoardEvent> edits) =>
        edits.GroupBy(e => e.Task ?? "", StringComparer.Ordinal).ToDictionary(
            task => task.Key,
            IReadOnlyDictionary<string, string?> (task) => task.SelectMany(e => PropertyChanges.Set(e.Changes!))
                .GroupBy(p => p.Name, p => p.Value, StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Last(), StringComparer.Ordinal),
            StringComparer.Ordinal);
}
