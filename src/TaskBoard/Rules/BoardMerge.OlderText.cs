using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <content>Hand edits by somebody who had read before we changed the file.</content>
internal static partial class BoardMerge
{
    /// <summary>
    /// Puts right a hand edit by somebody who had read before we changed the file, and never locked: a task that lacks <c>history</c> entries that the mirror has for it
    /// (read before it was claimed, saved after it was completed) and carries the values from before them is an older text. Our state, claim and result stay, the
    /// person's other properties stay, and a conflict shows both.
    /// </summary>
    /// <remarks>
    /// A task that lacks entries and has a state that it had not before them was decided on by somebody who did not know our change: it is
    /// merged from what they knew, so that a legal transition stands. One that has our present state, and takes nothing of ours back, knows our
    /// change whatever became of its <c>history</c>: an ordinary hand edit. (The state alone is no proof: an editor that is still open saves the
    /// state that its last save gave, and two may cancel the same task.) Tasks added or deleted are ordinary hand edits too.
    /// </remarks>
    /// <param name="mirror">The board as of the last commit.</param>
    /// <param name="found">The file as found.</param>
    /// <param name="before">The states in which the author of a text may have read a task, the likeliest first, by its key and the entries that the text lacks.</param>
    /// <param name="read">
    /// The task as it last was with a newest <c>history</c> entry that a text has, which the mirror has dropped since, because only the newest are kept: with the
    /// state of the text, or else with another; null: it never was. Asked only for tasks that have entries, and none of the mirror's; null: nobody knows.
    /// </param>
    /// <returns>The board to go on with: the object <paramref name="found"/> itself where nothing had to be put right.</returns>
    public static MergeResult RejectOlderText(
        BoardContent mirror, BoardContent found, Func<string, LackedEntries, IReadOnlyList<TaskContent>> before, Func<TaskContent, TaskContent?>? read = null)
    {
        var conflicts = new MergeConflicts(MergeSides.HandEdit);
        TaskContent[]? tasks = null;
        for (var i = 0; i < found.Tasks.Count; i++)
        {
            var theirs = found.Tasks[i];
            if (mirror.Find(theirs.Key) is not { } ours || ours.SameValues(theirs))
            {
                continue;
            }

            var task = PutRight(ours, theirs, lacked => before(theirs.Key, lacked), read, conflicts);
            if (!ReferenceEquals(task, theirs))
            {
                (tasks ??= found.Tasks.ToArray())[i] = task;
            }
        }

        return new MergeResult(tasks is null ? found : new BoardContent(tasks, found.Root), conflicts.Found);
    }

    private static TaskContent PutRight(
        TaskContent ours, TaskContent theirs, Func<LackedEntries, IReadOnlyList<TaskContent>> before, Func<TaskContent, TaskContent?>? read, MergeConflicts conflicts)
    {
        var lacked = new LackedEntries(ours, theirs);
        if (lacked.Missing.Count == 0)
        {
            return theirs;
        }

        var basis = lacked.AreAll && LackedEntries.Of(theirs).Count > 0 ? read?.Invoke(theirs) : null;
        var isOlder = basis is not null && StateMerge.Same(basis, theirs);
        foreach (var past in isOlder ? [] : before(lacked))
        {
            isOlder = StateMerge.Same(past, theirs);
            basis = isOlder ? past : basis ?? past;
            if (isOlder)
            {
                break;
            }
        }

        if (basis is null)
        {
            return theirs;
        }

        var known = conflicts.Found.Count;
        var task = TaskMerge.Merge(basis, ours, theirs, conflicts);
        var isTheirs = SameBesidesHistory(task, theirs);
        if (!isOlder && isTheirs && StateMerge.Same(ours, theirs))
        {
            return theirs;
        }

        if ((isOlder || conflicts.Found.Count == known) && !isTheirs)
        {
            conflicts.Add(
                theirs.Key, "older text", Differing(ours, theirs), Differing(theirs, ours), "TaskBoard's stands where the hand edit changed nothing");
        }

        return task;
    }

    private static bool SameBesidesHistory(TaskContent left, TaskContent right) =>
        left.Without("history").Without("updated_at").SameValues(right.Without("history").Without("updated_at"));

    private static string Differing(TaskContent task, TaskContent other) => JsonText.Object(task.Properties.Where(p =>
        p.Key is not ("history" or "updated_at") && (other[p.Key] is not { } value || !JsonText.AreEqual(p.Value, value))));
}
