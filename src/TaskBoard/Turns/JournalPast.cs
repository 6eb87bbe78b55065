using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>The past as a turn may ask it, in its transaction. Events are read some revisions at a time, so that a long history is never in memory whole.</summary>
internal sealed class JournalPast(IJournal journal, JournalHead head) : IBoardPast
{
    private const int RevisionsAtOnce = 500;

    /// <inheritdoc/>
    public long LastRevision => head.LastRevision;

    /// <inheritdoc/>
    public MirrorBoard At(long revision)
    {
        if (revision < 0 || revision > head.LastRevision)
        {
            throw new RevisionNotFoundException($"revision {revision}", head.LastRevision);
        }

        return revision <= head.LastRevision / 2
            ? BoardDiff.Apply(HistoryReplay.Nothing, Forwards(1, revision).Select(HistoryReplay.ChangeOf).OfType<TaskChange>())
            : BoardDiff.Revert(journal.Mirror(), Backwards(revision + 1).Select(HistoryReplay.ChangeOf).OfType<TaskChange>());
    }

    /// <inheritdoc/>
    public IReadOnlyList<BoardEvent> LastChangeOf(string agent) => PastChanges.LastOf(agent, Backwards(1));

    /// <inheritdoc/>
    public IEnumerable<BoardEvent> EventsAfter(long revision) => Forwards(revision + 1, head.LastRevision);

    private IEnumerable<BoardEvent> Forwards(long first, long last)
    {
        for (var from = first; from <= last; from += RevisionsAtOnce)
        {
            foreach (var item in journal.EventsOf(from, Math.Min(last, from + RevisionsAtOnce - 1)))
            {
                yield return item;
            }
        }
    }

    private IEnumerable<BoardEvent> Backwards(long first)
    {
        for (var to = head.LastRevision; to >= first; to -= RevisionsAtOnce)
        {
            foreach (var item in journal.EventsOf(Math.Max(first, to - RevisionsAtOnce + 1), to).Reverse())
            {
                yield return item;
            }
        }
    }
}
