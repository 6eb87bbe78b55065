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
        var left = StatesSearched;
        var result = BoardMerge.RejectOlderText(basis, theirs, (key, lacked) => lacked.StatesRead(Past(mirror, key)), text => AsRead(mirror, text, ref left));
        var undone = result.Conflicts.Select(c => c.Task!).Distinct(StringComparer.Ordinal).ToArray();
        if (!isRestored && (undone.Length < ManyTasks || undone.Length * 2 <= theirs.Tasks.Count))
        {
            return BoardMerge.KeepUnknownTasks(basis, theirs, result);
        }

        // An old version stands, but nothing that was acknowledged goes in silence.
        var gone = mirror.Content.Tasks.Where(t => t.Item.History.Count > 0 && basis.Find(t.Key) is not null && theirs.Find(t.Key) is null);
        return new MergeResult(theirs, [
            .. undone.Select(key => new MergeConflict(key, $"an older version of the file was put back over what TaskBoard had recorded: {mirror.Content.Find(key)!.Json}")),
            .. gone.Select(t => new MergeConflict(t.Key, $"an older version of the file was put back, and task {t.Key} is not in it; it is deleted. It was: {t.Json}")),
        ])
        {
            IsOlderVersion = true,
        };
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

        var known = LackedEntries.Of(text).Select(ListMerge.Canonical).ToHashSet(StringComparer.Ordinal);
        try
        {
            foreach (var (task, _) in Past(mirror, text.Key, isAnyLife: true))
            {
                if (left-- <= 0 || task.Item.History.Max(e => e.Timestamp) < oldest)
                {
                    break;
                }

                if (LackedEntries.Of(task) is [.., var newest] && known.Contains(ListMerge.Canonical(newest)))
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

    /// <summary>
    /// The task as it is on record and was before each of its changes, back to where it was added or the history begins. Goes on before a time in which it was off the
    /// board only where the same task came back (an undo), which an entry of both tells.
    /// </summary>
    /// <param name="mirror">The board as of the last commit.</param>
    /// <param name="key">The task's key.</param>
    /// <param name="isAnyLife">Goes on also where another task had the key.</param>
    private IEnumerable<PastState> Past(MirrorBoard mirror, string key, bool isAnyLife = false)
    {
        if (mirror.Content.Find(key) is not { } now)
        {
            yield break;
        }

        var (task, last) = ((TaskContent?)now, now);
        var board = new MirrorBoard(new BoardContent([now]), new Dictionary<string, string>(StringComparer.Ordinal) { [key] = mirror.Positions[key] });
        foreach (var item in journal.NewestEventsOf(key).Where(e => e.Changes is not null))
        {
            if (task is not null)
            {
                yield return new PastState(task, ByHand: item.Source == BoardEventSource.HandEdit);
                last = task;
            }

            var wasThere = task is not null;
            board = BoardDiff.Revert(board, [new TaskChange(key, item.Event, item.FromStatus, item.ToStatus, item.Changes!)]);
            task = board.Content.Find(key);
            if (task is not null && !wasThere && !isAnyLife && !LackedEntries.HaveOneOfBoth(task, last))
            {
                yield break;
            }
        }

        if (task is not null)
        {
            yield return new PastState(task, ByHand: false);
        }
    }
}
