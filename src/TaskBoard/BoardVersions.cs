using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard;

/// <summary>Versions of a <c>tasks.json</c> in version control. Pure: files are read and written by the caller. Safe for use by many threads.</summary>
public static class BoardVersions
{
    /// <summary>
    /// Merges two versions that came from one, three ways, per task and property. What only one side changed is taken from it; lists are merged by
    /// element, the <c>history</c> of a task by time; a task that one side took off and the other left as it was is gone, and one that the other
    /// changed stays. Where both changed the same, ours stands, and a conflict shows both; the properties that say where a task stands (state,
    /// agent, attempts, result …) go together. Tasks which only happen to have the same id, because each side gave it to one of its own, both stay.
    /// Text keeps the formatting and comments of ours.
    /// </summary>
    /// <param name="basis">The version that both came from; a text of no bytes: there is none, and each side added the file.</param>
    /// <param name="ours">The version that the other is merged into.</param>
    /// <param name="theirs">The version that is merged into it.</param>
    /// <exception cref="BoardUnreadableException">One of them cannot be read as a board.</exception>
    /// <exception cref="BoardTooLargeException">One of them is over 64 MB, or nested too deep.</exception>
    public static MergedVersion Merge(BoardVersion basis, BoardVersion ours, BoardVersion theirs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(ours);
        ArgumentNullException.ThrowIfNull(theirs);
        var (text, other) = (Read(ours), Read(theirs));
        var merged = VersionMerge.Merge(basis.Text.IsEmpty ? BoardContent.Empty : Read(basis).Content, text.Content, other.Content);
        var result = text.With(merged.Content);
        return new MergedVersion(
            ReferenceEquals(merged.Content, text.Content) ? ours.Text : result.ToBytes(),
            merged.Conflicts.Select(c => new VersionConflict(c.Task, c.Details))
                .Concat(Held(other.Content, text.Content))
                .Concat(NewProblems(result, text, other))
                .ToValueList());
    }

    /// <summary>What a person has to mend in tasks of theirs is not seen any more where they are written anew.</summary>
    private static IEnumerable<VersionConflict> Held(BoardContent theirs, BoardContent ours) =>
        from task in theirs.Tasks
        where task.Item is { Held: true } item && item.Id != default && ours.Find(task.Key)?.SameValues(task) != true
        select new VersionConflict(task.Key, $"In theirs it was to be mended: {string.Join(' ', task.Item.Problems.Select(p => p.Message))}");

    /// <summary>Links that are sound on each side can close a circle together, or lead to a task that the other side took off.</summary>
    private static IEnumerable<VersionConflict> NewProblems(BoardText merged, BoardText ours, BoardText theirs)
    {
        var known = Problems(ours).Concat(Problems(theirs)).Select(p => p.Message).ToHashSet(StringComparer.Ordinal);
        return Problems(merged).Where(p => !known.Contains(p.Message)).Select(p => new VersionConflict(p.Task, $"Merged, it has a problem that neither side had. {p.Message}"));

        static IEnumerable<BoardFinding> Problems(BoardText text) => text.ToSnapshot().Check().Where(f => f.IsProblem);
    }

    private static BoardText Read(BoardVersion version) => BoardText.Parse(version.Text, new BoardLimits(), version.Name);
}

/// <summary>One version of a <c>tasks.json</c>.</summary>
/// <param name="Name">What messages call it: its path, for instance.</param>
/// <param name="Text">The bytes of the file.</param>
public sealed record BoardVersion(string Name, ReadOnlyMemory<byte> Text);

/// <summary>What two versions became.</summary>
/// <param name="Text">The bytes of the merged file; those of ours where nothing of theirs was missing in it.</param>
/// <param name="Conflicts">Where both sides wanted something else; empty: nowhere.</param>
public sealed record MergedVersion(ReadOnlyMemory<byte> Text, ValueList<VersionConflict> Conflicts);

/// <summary>Where two versions wanted something else.</summary>
/// <param name="Task">The task's id; null: what stands around the tasks.</param>
/// <param name="Message">What each side had and which one stands, as a sentence. Holds text of the board: show it through a control-character filter.</param>
public sealed record VersionConflict(string? Task, string Message);
