using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;

namespace TaskBoard.Turns;

/// <summary>
/// The one writer's connection of this process to the history. Opened, reopened and closed only under <c>commit.lock</c>, because opening
/// and closing may touch the write-ahead log.
/// </summary>
internal sealed class JournalConnection(TurnSeams seams, BoardPaths paths, Func<TurnSettings> settings)
{
    private const long MostLog = 1024 * 1024;
    private const int TriesPerCheckpoint = 8;

    private IJournal? _journal;
    private FileStamp? _opened;
    private bool _wasOpen;
    private bool _isUncertain;
    private int _users;

    /// <summary>
    /// Whether the database was gone at an opening although there had been one (<see cref="History.LostHistory"/>).
    /// </summary>
    public bool LostHistory { get; private set; }

    /// <summary>What became of the history that was lost, as the first event of the next one says it.</summary>
    public string Loss { get; private set; } = "the history was gone";

    /// <summary>Moves a history aside that SQLite cannot read; the next opening begins a new one, and says so.</summary>
    /// <returns>Where it is kept; null: SQLite can read it.</returns>
    public string? SetAsideDamagedWhileLocked()
    {
        var damaged = new DamagedHistory(seams, paths);
        CloseWhileLocked();
        if (damaged.FindWhileLocked() is null)
        {
            return null;
        }

        var kept = damaged.SetAsideWhileLocked();
        (_wasOpen, Loss) = (true, $"the history was damaged, and is kept in {paths.NameOf(kept)}");
        return kept;
    }

    /// <summary>
    /// The connection for this caller alone, until it is disposed. Turns and signs of life of one process exclude each other by <c>commit.lock</c>
    /// already; but where somebody deleted <c>.taskboard</c> in the middle of a turn, the next to come holds another file of that name, and has to
    /// let that turn end. Whoever waits here holds nothing that a turn needs to end.
    /// </summary>
    public IDisposable TakeWhileLocked()
    {
        while (Interlocked.CompareExchange(ref _users, 1, 0) != 0)
        {
            seams.Processes.Pause(TimeSpan.FromMilliseconds(0.2));
        }

        return new Use(this);
    }

    /// <summary>The journal, in a transaction of its own. Reopens where somebody deleted or replaced the database.</summary>
    /// <exception cref="BoardLockedException">A foreign program writes the database all the time.</exception>
    /// <param name="durable">Whether its commit may be asked to be durable.</param>
    public IJournal BeginWhileLocked(bool durable = true)
    {
        var deadline = seams.Processes.SinceBoot + settings().BusyTimeout;
        while (true)
        {
            if (TryOpenWhileLocked() is { } journal && journal.TryBegin(durable))
            {
                return journal;
            }

            if (seams.Processes.SinceBoot >= deadline)
            {
                throw new BoardLockedException(
                    $"Another program has been writing {paths.History} for {settings().BusyTimeout.TotalSeconds:0.#} s. End what it does (an open "
                    + "transaction of a database tool, most likely) and repeat; nothing was changed.",
                    paths.History);
            }

            seams.Processes.Pause(TimeSpan.FromMilliseconds(5));
        }
    }

    /// <summary>Whether nothing is on record, so that a transaction would begin a new history.</summary>
    public bool HoldsNothingWhileLocked() => _journal is null ? seams.Journals.HoldsNothing() : !seams.Journals.Exists;

    /// <summary>Keeps the write-ahead log small. Outside a transaction.</summary>
    public void TidyWhileLocked() => _journal?.Tidy();

    /// <summary>
    /// The same for signs of life, of which many short processes may write one each: besides what this connection wrote, the size that the log has
    /// grown to counts, seldom enough for a reader who keeps it from being emptied.
    /// </summary>
    public void TidySeldomWhileLocked()
    {
        if (seams.Disk.Stat(paths.HistoryLog) is { Size: > MostLog } && seams.Random(TriesPerCheckpoint) == 0)
        {
            _journal?.Checkpoint();
        }
        else
        {
            _journal?.Tidy();
        }
    }

    /// <summary>Writes anew, and flushes, what is committed, where flushing it may have failed. Outside a transaction.</summary>
    public void CheckpointWhileLocked()
    {
        if (_journal is not null)
        {
            if (settings().Durable)
            {
                _journal.Checkpoint();
            }

            _isUncertain = false;
        }
    }

    /// <summary>A COMMIT reported an error that leaves in doubt what reached the disk.</summary>
    public void Doubt() => _isUncertain = true;

    /// <summary>
    /// After such an error: what is committed is written anew by a new connection, or later commits of others would follow in the log on
    /// something that a power cut takes away.
    /// </summary>
    /// <returns>Whether all that is committed is certain (again).</returns>
    public bool MendWhileLocked()
    {
        if (_isUncertain)
        {
            CloseWhileLocked();
            try
            {
                TryOpenWhileLocked();
                CheckpointWhileLocked();
            }
            catch (Exception e) when (e is DiskException or BoardException)
            {
                CloseWhileLocked();
            }
        }

        return !_isUncertain;
    }

    /// <summary>Closes the connection, as after an error that leaves it in doubt.</summary>
    public void CloseWhileLocked()
    {
        var journal = _journal;
        (_journal, _opened) = (null, null);
        journal?.Dispose();
    }

    /// <summary>The connection; null: another program has the database for itself at the moment.</summary>
    private IJournal? TryOpenWhileLocked()
    {
        if (_journal is not null && !(seams.Disk.Stat(paths.History) is { } now && _opened is { } opened && opened.SameFile(now)))
        {
            CloseWhileLocked();
        }

        if (_journal is null)
        {
            var (exists, hasSwap) = (seams.Journals.Exists, seams.Disk.Stat(paths.Swap) is not null);
            if (seams.Disk.Stat(paths.Private) is null)
            {
                PrivateDirectory.Make(seams.Disk, paths);
            }

            if (seams.Journals is { IsOnDisk: true, Exists: false } && seams.Disk.Stat(paths.History) is null)
            {
                // SQLite would let only its owner write it; what SQLite puts beside it later takes after it. Nobody can have it open: the lock is ours.
                PrivateDirectory.CreateNew(seams.Disk, paths.History)?.Dispose();
            }

            try
            {
                _journal = seams.Journals.Open();
            }
            catch (DiskException e) when (e.Fault == DiskFault.Busy)
            {
                return null;
            }

            LostHistory |= History.LostHistory.IsGone(exists && !_journal.IsNew, _wasOpen, hasSwap);
            _wasOpen = true;
            _opened = seams.Disk.Stat(paths.History);
            PrivateDirectory.MakeInside(seams.Disk, paths, paths.Swap);
        }

        return _journal;
    }

    private sealed class Use(JournalConnection connection) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref connection._users, 0);
    }
}
