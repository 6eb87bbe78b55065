namespace TaskBoard.Rules;

/// <summary>What came out of a merge.</summary>
/// <param name="Content">The merged board.</param>
/// <param name="Conflicts">Where both sides wanted something else.</param>
internal sealed record MergeResult(BoardContent Content, IReadOnlyList<MergeConflict> Conflicts)
{
    /// <summary>Whether it is an older version of the whole file, put back on purpose: tasks that have a conflict stand as they are in it, or go.</summary>
    public bool IsOlderVersion { get; init; }
}

/// <summary>A place where both sides wanted something else.</summary>
/// <param name="Task">The task's key; null: the root of the file.</param>
/// <param name="Details">What each side had and which one stands, as a sentence.</param>
internal sealed record MergeConflict(string? Task, string Details);

/// <summary>The two sides of a merge, as conflicts call them.</summary>
/// <param name="Ours">The one that gives way where both changed the same.</param>
/// <param name="Theirs">The one that stands there.</param>
internal sealed record MergeSides(string Ours, string Theirs)
{
    /// <summary>A person saved while TaskBoard was changing the file.</summary>
    public static MergeSides HandEdit { get; } = new("TaskBoard", "the hand edit");

    /// <summary>Two versions in version control, in its words: ours is the one that the other is merged into.</summary>
    public static MergeSides Versions { get; } = new("theirs", "ours") { KeepsChanged = true, TheirsStandsAlways = true };

    /// <summary>Whether a task stays that the one that stands took off and the other changed.</summary>
    public bool KeepsChanged { get; private init; }

    /// <summary>Whether <see cref="Theirs"/> stands in any state, not only in one that <see cref="Ours"/> can go to.</summary>
    public bool TheirsStandsAlways { get; private init; }
}

/// <summary>The conflicts of a merge so far. They are told with both sides whole, because what does not stand may be on record nowhere else.</summary>
internal sealed class MergeConflicts(MergeSides sides)
{
    private readonly List<MergeConflict> _found = [];

    /// <summary>Between whom.</summary>
    public MergeSides Sides => sides;

    /// <summary>All so far, in the order in which they were found.</summary>
    public IReadOnlyList<MergeConflict> Found => _found;

    /// <summary>Adds one.</summary>
    /// <param name="task">The task's key; null: the root of the file.</param>
    /// <param name="what">What both wanted.</param>
    /// <param name="ours">What we had; null: none.</param>
    /// <param name="theirs">What they had; null: none.</param>
    /// <param name="outcome">Which one stands.</param>
    public void Add(string? task, string what, string? ours, string? theirs, string outcome) =>
        _found.Add(new MergeConflict(task, $"{what}: {sides.Ours} had {ours ?? "none"}, {sides.Theirs} had {theirs ?? "none"}; {outcome}."));
}
