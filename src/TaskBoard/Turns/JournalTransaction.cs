using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Turns;

/// <summary>A turn's transaction at the history: one at a time, begun and ended as often as the turn commits, and what is done where a COMMIT is in doubt.</summary>
internal sealed class JournalTransaction(BoardPaths paths, JournalConnection journals)
{
    private IJournal? _open;
    private JournalHead? _head;

    /// <summary>Whether one is open.</summary>
    public bool IsOpen => _open is not null;

    /// <summary>Where the history stood when this transaction first asked; read then.</summary>
    public JournalHead Head => _head ??= Journal.Head();

    /// <summary>The history, in this transaction.</summary>
    public IJournal Journal => _open ?? throw new InvalidOperationException("No transaction is open.");

    /// <summary>Begins one.</summary>
    /// <param name="durable">Whether its commit may be asked to be durable.</param>
    public void Begin(bool durable = true) => _open = journals.BeginWhileLocked(durable);

    /// <summary>Ends it, if one is open, so that nothing of it happened.</summary>
    public void Rollback()
    {
        var journal = _open;
        (_open, _head) = (null, null);
        journal?.Rollback();
    }

    /// <summary>Commits and ends it.</summary>
    /// <exception cref="DiskException">It has not happened.</exception>
    /// <exception cref="BoardLockedException">It has not happened, because a foreign program reads all the time.</exception>
    /// <exception cref="JournalInDoubtException">It may have happened.</exception>
    public void Commit(bool durable)
    {
        var journal = Journal;
        (_open, _head) = (null, null);
        try
        {
            journal.Commit(durable);
        }
        catch (JournalInDoubtException)
        {
            journals.Doubt();
            throw;
        }
        catch (DiskException e)
        {
            // Only a COMMIT in doubt may have happened; this one has not, and must not keep others from writing.
            journal.Rollback();
            throw e.Fault == DiskFault.Busy
                ? new BoardLockedException(
                    $"Another program has been reading {paths.History} all the time ({e.Message}). End what it does (an open transaction of a "
                    + "database tool, most likely) and repeat; nothing was changed.",
                    paths.History)
                : e;
        }
        catch
        {
            // Whatever it was, it came before the end: left open it would keep everybody else from writing.
            journal.Rollback();
            throw;
        }
    }

    /// <summary>
    /// Commits and ends it, as the commit point. An I/O error at COMMIT leaves it in doubt whether it happened (it was seen to be there after
    /// reopening): close, reopen and look, in this same turn.
    /// </summary>
    /// <param name="durable">Whether it is flushed.</param>
    /// <param name="number">The commit that the transaction holds.</param>
    /// <param name="revision">The revision that it leads to.</param>
    /// <param name="hash">The hash of its text, by which it is known again.</param>
    /// <exception cref="DiskException">It has not happened.</exception>
    /// <exception cref="BoardLockedException">It has not happened, because a foreign program reads all the time.</exception>
    /// <exception cref="JournalInDoubtException">It has not happened, as was found out.</exception>
    /// <exception cref="BoardInDoubtException">Whether it has happened could not be found out.</exception>
    public void CommitForSure(bool durable, long number, long revision, string hash)
    {
        try
        {
            Commit(durable);
        }
        catch (JournalInDoubtException e)
        {
            if (!IsThereAfterReopening(number, revision, hash, e))
            {
                throw;
            }
        }
    }

    private bool IsThereAfterReopening(long number, long revision, string hash, JournalInDoubtException cause)
    {
        try
        {
            journals.CloseWhileLocked();
            Begin();
            var there = Journal.FindCommit(number)?.NewHash == hash;
            Rollback();
            if (there)
            {
                journals.CheckpointWhileLocked();
            }

            return there;
        }
        catch (Exception e) when (e is DiskException or BoardException or JournalInDoubtException)
        {
            Rollback();
            journals.CloseWhileLocked();
            throw new BoardInDoubtException(
                revision, $"The history reported an error at the commit point ({cause.Message}) and what became of it could not be made certain ({e.Message}). "
                + "Whether the change happened shows when the history can be read and written again; repeat with the same request key.", e);
        }
    }
}
