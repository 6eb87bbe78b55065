using TaskBoard.History;

namespace TaskBoard.TestKit;

/// <summary>What becomes of a COMMIT.</summary>
internal enum CommitFate
{
    /// <summary>All is well.</summary>
    Done,

    /// <summary>It happens, and an error is reported all the same.</summary>
    DoneAndDoubted,

    /// <summary>It does not happen, and an error is reported that leaves it open.</summary>
    UndoneAndDoubted,
}

/// <summary>A real history whose commits, openings and beginnings fail as planned.</summary>
internal sealed class FaultyJournals(IJournalStore inner) : IJournalStore
{
    private readonly Queue<CommitFate> _fates = new();

    /// <summary>How many of the next openings for writing fail.</summary>
    public int FailingOpenings { get; set; }

    /// <summary>How many of the next checkpoints fail.</summary>
    public int FailingCheckpoints { get; set; }

    /// <summary>How many checkpoints were asked for.</summary>
    public int Checkpoints { get; private set; }

    /// <summary>Asked at each beginning of a transaction: whether another program writes.</summary>
    public Func<bool> AnotherWrites { get; set; } = static () => false;

    /// <summary>How many commits were asked for.</summary>
    public int Commits { get; private set; }

    /// <inheritdoc/>
    public bool Exists => inner.Exists;

    /// <inheritdoc/>
    public bool IsOnDisk => inner.IsOnDisk;

    /// <inheritdoc/>
    public bool HoldsNothing() => inner.HoldsNothing();

    /// <inheritdoc/>
    public string? BoardIdOf(string copy) => inner.BoardIdOf(copy);

    /// <summary>Says what becomes of the next commits, in order; those after them are done.</summary>
    public void Plan(params CommitFate[] fates)
    {
        _fates.Clear();
        Array.ForEach(fates, _fates.Enqueue);
    }

    /// <inheritdoc/>
    public IJournal Open()
    {
        if (FailingOpenings > 0)
        {
            FailingOpenings--;
            throw new Files.DiskException(Files.DiskFault.Io, "open", "(injected)", "the disk is away");
        }

        return new FaultyJournal(inner.Open(), this);
    }

    /// <inheritdoc/>
    public IHistoryReader? OpenReader() => inner.OpenReader();

    /// <summary>Counts a checkpoint, or fails it as planned.</summary>
    internal void Checkpoint()
    {
        Checkpoints++;
        if (FailingCheckpoints > 0)
        {
            FailingCheckpoints--;
            throw new Files.DiskException(Files.DiskFault.Io, "checkpoint", "(injected)", "the disk does not take it");
        }
    }

    /// <summary>Commits, or does as planned.</summary>
    internal void Commit(IJournal journal, bool durable)
    {
        Commits++;
        var fate = _fates.TryDequeue(out var planned) ? planned : CommitFate.Done;
        if (fate == CommitFate.UndoneAndDoubted)
        {
            journal.Rollback();
        }
        else
        {
            journal.Commit(durable);
        }

        if (fate != CommitFate.Done)
        {
            throw new JournalInDoubtException("COMMIT: disk I/O error (injected).");
        }
    }
}
