namespace TaskBoard.Rules;

/// <summary>
/// The merge of two versions of a board in version control. Pure. As for a hand edit (<see cref="BoardMerge"/>), except that no task goes that
/// only one side took off and the other changed, and that tasks which only happen to have the same id, or none, are told apart.
/// </summary>
internal static class VersionMerge
{
    /// <summary>Merges.</summary>
    /// <param name="basis">The version that both came from.</param>
    /// <param name="ours">The one that the other is merged into: it stands where both changed the same, and its formatting is kept.</param>
    /// <param name="theirs">The one that is merged into it.</param>
    /// <returns>The merged board: the object <paramref name="ours"/> itself where nothing of theirs is missing in it.</returns>
    public static MergeResult Merge(BoardContent basis, BoardContent ours, BoardContent theirs)
    {
        var renamed = Namesakes.Rename(basis, ours, theirs);
        var known = UnnamedTasks.ByContent(ours);
        var merged = BoardMerge.Merge(UnnamedTasks.ByContent(basis), UnnamedTasks.ByContent(renamed.Content), known, MergeSides.Versions);
        return new MergeResult(
            ReferenceEquals(merged.Content, known) ? ours : UnnamedTasks.ByNumber(merged.Content, ours), [.. renamed.Conflicts, .. merged.Conflicts]);
    }
}
