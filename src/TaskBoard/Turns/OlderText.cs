using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Keeps a save by somebody who had read the file earlier, and never locked, from undoing changes that were acknowledged meanwhile. Asked for
/// every save that is met: one found in the file, and one that came out of an exchange.
/// </summary>
/// <param name="journal">The history, in a transaction.</param>
internal sealed class OlderText(IJournal journal)
{
    /// <summary>
    /// From how many tasks on, and if more than half of all are concerned, older text counts as an old version restored on purpose
    /// (a branch switched, a file copied back) instead of a save by somebody who had read earlier.
    /// </summary>
    private const int ManyTasks = 5;

    /// <summary>How far back the events of a task are searched for the state that an older text was made from.</summary>
    private const int EventsSearched = 100;

    /// <summary>The same where the save was made on what an earlier commit was made on: what came after that has to be passed first.</summary>
    private const int EventsSearchedLate = 1000;

    /// <summary>What the save means once acknowledged changes that its author could not know are put back.</summary>
    /// <param name="mirror">The board as of the last commit.</param>
    /// <param name="basis">The board that the save is compared with: the mirror, or what an earlier commit was made on.</param>
    /// <param name="theirs">The save.</param>
    /// <param name="isRestored">The save is, byte for byte, what the file once was.</param>
    public MergeResult PutRight(MirrorBoard mirror, BoardContent basis, BoardContent theirs, bool isRestored = false)
    {
        var result = BoardMerge.RejectOlderText(basis, theirs, (key, entries) => Before(mirror, basis, key, entries));
        var undone = result.Conflicts.Select(c => c.Task).Distinct(StringComparer.Ordinal).ToArray();
        if (isRestored || (undone.Length >= ManyTasks && undone.Length * 2 > theirs.Tasks.Count))
        {
            // An old version stands, but nothing that was acknowledged goes in silence.
            var gone = basis.Tasks.Where(t => t.Item.History.Count > 0 && theirs.Find(t.Key) is null);
            return new MergeResult(theirs, [
                .. undone.Select(key => new MergeConflict(
                    key, $"an older version of the file was put back, and stands; TaskBoard had recorded {(key is null ? "other properties of the file" : basis.Find(key)?.Json)}")),
                .. gone.Select(t => new MergeConflict(
                    t.Key, $"an older version of the file was put back, and stands; task {t.Key} is not in it, and is deleted. It was: {t.Json}")),
            ]);
        }

        return BoardMerge.KeepUnknownTasks(basis, theirs, result);
    }

    /// <summary>The task as it was before the newest so many of the basis' <c>history</c> entries for it were written; null: not known.</summary>
    private TaskContent? Before(MirrorBoard mirror, BoardContent basis, string key, int entries)
    {
        if (mirror.Content.Find(key) is not { } now)
        {
            return null;
        }

        var written = EntriesOf(basis.Find(key)!);
        var board = new MirrorBoard(new BoardContent([now]), new Dictionary<string, string>(StringComparer.Ordinal) { [key] = mirror.Positions[key] });

        // Where the mirror is ahead of the basis it may have dropped entries that the basis still has: nobody lacks those before the basis is reached.
        var isReached = written.All(EntriesOf(now).ToHashSet(StringComparer.Ordinal).Contains);
        foreach (var item in journal.NewestEventsOf(key, ReferenceEquals(basis, mirror.Content) ? EventsSearched : EventsSearchedLate))
        {
            if (item.Changes is null)
            {
                continue;
            }

            board = BoardDiff.Revert(board, [new TaskChange(key, item.Event, item.FromStatus, item.ToStatus, item.Changes)]);
            if (board.Content.Find(key) is not { } task)
            {
                return null;
            }

            var left = EntriesOf(task).ToHashSet(StringComparer.Ordinal);
            var lost = written.Count(e => !left.Contains(e));
            if (!isReached)
            {
                isReached = lost == 0;
            }
            else if (lost >= entries)
            {
                return lost == entries ? task : null;
            }
        }

        return null;
    }

    private static IReadOnlyList<string> EntriesOf(TaskContent task) =>
        task["history"] is ['[', ..] entries ? JsonText.Elements(entries) : [];
}
