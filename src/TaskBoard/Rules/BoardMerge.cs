namespace TaskBoard.Rules;

/// <summary>
/// The merge of two boards that came from one, three ways, per task and property. Pure. No task and no property of either side disappears
/// without a conflict that shows it.
/// </summary>
internal static partial class BoardMerge
{
    /// <summary>
    /// Merges. <paramref name="theirs"/> is the file that stands, for a hand edit the person's; its formatting is kept by applying the result to its text.
    /// </summary>
    /// <param name="basis">What both started from.</param>
    /// <param name="ours">For a hand edit, what TaskBoard recorded and was about to show.</param>
    /// <param name="theirs">For a hand edit, what the person saved.</param>
    /// <param name="sides">Who they are; null: TaskBoard and a hand edit.</param>
    /// <returns>The merged board: the object <paramref name="theirs"/> itself where nothing of ours is missing in it.</returns>
    public static MergeResult Merge(BoardContent basis, BoardContent ours, BoardContent theirs, MergeSides? sides = null)
    {
        var conflicts = new MergeConflicts(sides ?? MergeSides.HandEdit);
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
        return new MergeResult(unchanged ? theirs : new BoardContent(tasks, root), conflicts.Found);
    }

    private static TaskContent? MergeTask(TaskContent? basis, TaskContent? ours, TaskContent? theirs, MergeConflicts conflicts)
    {
        switch (basis, ours, theirs)
        {
            case (_, { }, { }) when ours.SameValues(theirs):
                return theirs;
            case ({ }, { }, { }):
                return TaskMerge.Merge(basis, ours, theirs, conflicts);
            case (null, { }, { }):
                conflicts.Add(theirs.Key, "new task", ours.Json, theirs.Json, $"{conflicts.Sides.Theirs} stands where they differ");
                return TaskMerge.Merge(TaskContent.Of(theirs.Key, []), ours, theirs, conflicts);
            case ({ }, { }, null) when !ours.SameValues(basis):
                var stays = conflicts.Sides.KeepsChanged;
                conflicts.Add(ours.Key, "task", ours.Json, null, stays ? "it stays" : "it stays deleted");
                return stays ? ours : null;
            case ({ }, null, { }) when !theirs.SameValues(basis):
                conflicts.Add(theirs.Key, "task", null, theirs.Json, "it stays");
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
        MergeConflicts conflicts)
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
