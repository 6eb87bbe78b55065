using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;

namespace TaskBoard.Turns;

/// <summary>
/// Records a lock that was broken outside of a turn: by an operator, or for a caller that only holds the visible lock. It needs the history
/// alone, so it works also where the board cannot be read.
/// </summary>
internal sealed class BrokenLockRecorder(TurnSeams seams, BoardPaths paths, TurnSettings settings)
{
    /// <summary>Records it in a transaction of its own, on a connection of its own: the one of the turns belongs to another thread.</summary>
    /// <exception cref="BoardIOException">The lock is broken, but whether that is on record is not known.</exception>
    public void RecordWhileLocked(BrokenLock broken, string by, string source)
    {
        var connection = new JournalConnection(seams, paths, settings);
        try
        {
            Append(connection.BeginWhileLocked(), broken, by, source);
        }
        catch (JournalInDoubtException e)
        {
            throw new BoardIOException(
                paths.History, $"The lock was broken and is kept as {broken.KeptAs}, but whether that was recorded is not known: {e.Message}", e);
        }
        finally
        {
            connection.CloseWhileLocked();
        }
    }

    private void Append(IJournal journal, BrokenLock broken, string by, string source)
    {
        var done = false;
        try
        {
            var (head, now, writing) = (journal.Head(), seams.Clock.GetUtcNow(), new Writing());
            var events = EventChain.Seal(head, [EventDrafts.OfBrokenLock(broken, head.LastRevision, by, source, now)], now);
            journal.Append(new JournalEntry(null, events, writing.Mirror, writing.Requests, writing.Leases, writing.Attempts));
            journal.Commit(settings.Durable);
            done = true;
        }
        finally
        {
            if (!done)
            {
                journal.Rollback();
            }
        }
    }
}
