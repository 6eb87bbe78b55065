namespace TaskBoard.Rules;

/// <summary>
/// The merge of a hand edit with a change, three ways, per task and property. Pure. No task and no property of either side disappears
/// without a conflict that shows it.
/// </summary>
internal static partial class BoardMerge
{
    /// <summary>
    /// Merges. <paramref name="theirs"/> is the person's file; its formatting is kept by applying the result to its text.
    /// </summary>
    /// <param name="basis">What both started from.</param>
    /// <param name="ours">What TaskBoard recorded and was about to show.</param>
    /// <param name="theirs">What the person saved.</param>
    /// <returns>The merged board: the object <paramref name="theirs"/> itself where nothing of ours is missing in it.</returns>
    public static MergeResult Merge(BoardContent basis, BoardContent ours, BoardContent theirs)
    {
        var conflicts = new List<MergeConflict>();
        var merged = new Dictionary<string, TaskContent>(StringComparer.Ordinal);
        foreach (var key in theirs.Tasks.Concat(ours.Tasks).Select(t => t.Key).Distinct(StringComparer.Ordinal))
        {
            if (MergeTask(basis.Find(key), ours.Find(key), theirs.Find(key), conflicts) is { } task)
            {
                merged.Add(key, task);
            }
        }

        var root = MergeRoot(basis.Root, ours.Root, theirs.Root, conflicts);
        var tasks = OrderMerge.Keys(basis, ours, theirs, merged.ContainsKey).Select(key => merged[key]).ToArray();
        var unchanged = ReferenceEquals(root, theirs.Root) && tasks.SequenceEqual(theirs.Tasks, ReferenceEqualityComparer.Instance);
        return new MergeResult(unchanged ? theirs : new BoardContent(tasks, root), conflicts);
    }

    private static TaskContent? MergeTask(TaskContent? basis, TaskContent? ours, TaskContent? theirs, List<MergeConflict> conflicts)
    {
        switch (basis, ours, theirs)
        {
            case (_, { }, { }) when ours.SameValues(theirs):
                return theirs;
            case ({ }, { }, { }):
                return TaskMerge.Merge(basis, ours, theirs, conflicts);
            case (null, { }, { }):
                conflicts.Add(new MergeConflict(theirs.Key, MergeWords.Both("new task", ours.Json, theirs.Json, "the hand edit stands where they differ")));
                return TaskMerge.Merge(TaskContent.Of(theirs.Key, []), ours, theirs, conflicts);
            case ({ }, { }, null) when !ours.SameValues(basis):
                conflicts.Add(new MergeConflict(ours.Key, MergeWords.Both("task", ours.Json, null, "it stays deleted")));
                return null;
            case ({ }, null, { }) when !theirs.SameValues(basis):
                conflicts.Add(new MergeConflict(theirs.Key, MergeWords.Both("task", null, theirs.Json, "it stays")));
                return theirs;
            case ({ }, _, _):
                return null;
            default:
                return theirs ?? ours;
        }
    }

    private static IReadOnlyList<KeyValuePair<string, string>>? MergeRoot(
        IReadOnlyList<KeyValuePair<string, string>>? basis,
        IReadOnlyList<KeyValuePair<string, string>>? ours,
        IReadOnlyList<KeyValuePair<string, string>>? theirs,
        List<MergeConflict> conflicts)
    {
        var saved = TaskContent.Of("", theirs ?? []);
        var root = TaskMerge.MergeProperties(null, TaskContent.Of("", basis ?? []), TaskContent.Of("", ours ?? []), saved, conflicts);
        if (ReferenceEquals(root, saved))
        {
            return theirs;
        }

        // Whatever else stands around the tasks, an object has them.
        return root.Properties.Count == 0 ? null : root["tasks"] is null ? root.With("tasks", "[]").Properties : root.Properties;
    }
}

/// <summary>What came out of a merge.</summary>
/// <param name="Content">The merged board.</param>
/// <param name="Conflicts">Where both sides wanted something else.</param>
internal sealed record MergeResult(BoardContent Content, IReadOnlyList<MergeConflict> Conflicts);

/// <summary>A place where both sides wanted something else.</summary>
/// <param name="Task">The task's key; null: the root of the file.</param>
/// <param name="Details">What each side had and which one stands, as a sentence.</param>
internal sealed record MergeConflict(string? Task, string Details);

/// <summary>How conflicts are told: always with both sides whole, because what does not stand is on record nowhere else.</summary>
internal static class MergeWords
{
    public static string Both(string what, string? ours, string? theirs, string outcome) =>
        $"{what}: TaskBoard had {ours ?? "none"}, the hand edit had {theirs ?? "none"}; {outcome}.";
}
