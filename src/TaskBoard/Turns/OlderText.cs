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

    /// <summary>
    /// How many states of tasks are looked at, of one save, for those that texts were made from which have none of the entries that are left. What is not found is
    /// merged from the oldest of these, with a conflict.
    /// </summary>
    private const int StatesSearched = 20_000;

    /// <summary>What the save means once acknowledged changes that its author could not know are put back.</summary>
    /// <param name="mirror">The board as of the last commit.</param>
    /// <param name="basis">The board that the save is compared with: the mirror, or what an earlier commit was made on.</param>
    /// <param name="theirs">The save.</param>
    /// <param name="isRestored">The save is, byte for byte, what the file once was.</param>
    public MergeResult PutRight(MirrorBoard mirror, BoardContent basis, BoardContent theirs, bool isRestored = false)
    {
        var (asked, before, left) = ("", new Dictionary<int, TaskContent>(), StatesSearched);
        var result = BoardMerge.RejectOlderText(basis, theirs, Before, text => AsRead(mirror, text, ref left));
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

        TaskContent? Before(string key, int entries)
        {
            // Asked for the greatest number first: who goes back so far meets the others.
            if (asked != key)
            {
                (asked, before) = (key, ByMissing(mirror, basis, key, entries));
            }

            return before.GetValueOrDefault(entries);
        }
    }

    /// <summary>
    /// The task as it was before the newest of the basis' <c>history</c> entries for it were written, by their number: at most <paramref name="most"/>,
    /// without those that are not known. Goes back as far as that takes: of what is not found, the older state would stand without a word.
    /// </summary>
    private Dictionary<int, TaskContent> ByMissing(MirrorBoard mirror, BoardContent basis, string key, int most)
    {
        var written = EntriesOf(basis.Find(key)!);
        var before = new Dictionary<int, TaskContent>();

        // Where the mirror is ahead of the basis it may have dropped entries that the basis still has: nobody lacks those before the basis is reached.
        var isReached = false;
        foreach (var task in Past(mirror, key))
        {
            var left = EntriesOf(task).ToHashSet(StringComparer.Ordinal);
            var lost = written.Count(e => !left.Contains(e));
            if (isReached && lost > 0 && lost <= most)
            {
                before.TryAdd(lost, task);
            }

            isReached |= lost == 0;
            if (isReached && lost >= most)
            {
                break;
            }
        }

        return before;
    }

    /// <summary>
    /// The task as it last was with a newest entry that a text has, and the state that the text has, or with another; null: it never was, as far as is known. Not
    /// searched further back than all times of the text, of which one made by hand may have none.
    /// </summary>
    private TaskContent? AsRead(MirrorBoard mirror, TaskContent text, ref int left)
    {
        TaskContent? other = null;
        if (text.Item.History.Min(e => e.Timestamp) is not { } oldest)
        {
            return null;
        }

        var known = EntriesOf(text).Select(ListMerge.Canonical).ToHashSet(StringComparer.Ordinal);
        try
        {
            foreach (var task in Past(mirror, text.Key))
            {
                if (left-- <= 0 || task.Item.History.Max(e => e.Timestamp) < oldest)
                {
                    break;
                }

                if (EntriesOf(task) is [.., var newest] && known.Contains(ListMerge.Canonical(newest)))
                {
                    if (StateMerge.Same(task, text))
                    {
                        return task;
                    }

                    other ??= task;
                }
            }
        }
        catch (Exception e) when (JournalFaults.IsForeign(e))
        {
            // A row that somebody altered long ago: what lies before it is not known.
        }

        return other;
    }

    /// <summary>The task as it is on record and was before each of its changes, back to where it was added or the history begins.</summary>
    private IEnumerable<TaskContent> Past(MirrorBoard mirror, string key)
    {
        if (mirror.Content.Find(key) is not { } now)
        {
            yield break;
        }

        yield return now;
        var board = new MirrorBoard(new BoardContent([now]), new Dictionary<string, string>(StringComparer.Ordinal) { [key] = mirror.Positions[key] });
        foreach (var item in journal.NewestEventsOf(key).Where(e => e.Changes is not null))
        {
            board = BoardDiff.Revert(board, [new TaskChange(key, item.Event, item.FromStatus, item.ToStatus, item.Changes!)]);
            if (board.Content.Find(key) is not { } task)
            {
                yield break;
            }

            yield return task;
        }
    }

    private static IReadOnlyList<string> EntriesOf(TaskContent task) =>
        task["history"] is ['[', ..] entries ? JsonText.Elements(entries) : [];
}
