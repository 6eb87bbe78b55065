using SQLitePCL;
using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>The history database of one writer, over SQLite.</summary>
/// <remarks>
/// How durable a transaction is must be set before it begins. Transactions begin durable (<c>synchronous=FULL</c>) unless the board is
/// buffered; one that only says what became of a commit, and need not be durable, is begun again at its end with <c>synchronous=NORMAL</c>,
/// because it then costs 15 µs instead of a flush. The statements of a transaction that wait for this are in <see cref="_states"/>.
/// </remarks>
internal sealed class SqliteJournal : IJournal
{
    private const int PagesPerMegabyte = 256;
    private const int CommitsPerCheckpoint = 64;

    private readonly SqliteDatabase _database;
    private readonly JournalReading _reading;
    private readonly JournalWriting _writing;
    private readonly Func<Durability> _durability;
    private readonly bool _ownsDatabase;
    private readonly List<(long Commit, CommitState State)> _states = [];
    private bool _wrote;
    private bool? _full;
    private int _pages;
    private bool _checkpointDue;

    /// <param name="database">The database, at the newest version.</param>
    /// <param name="durability">Asked at the beginning of each: whether transactions may be durable at all.</param>
    /// <param name="ownsDatabase">Whether closing the journal closes the database.</param>
    public SqliteJournal(SqliteDatabase database, Func<Durability> durability, bool ownsDatabase = true)
    {
        _database = database;
        _reading = new JournalReading(database);
        _writing = new JournalWriting(database);
        _durability = durability;
        _ownsDatabase = ownsDatabase;
        _database.TakePagesWritten();
    }

    /// <inheritdoc/>
    public bool IsNew { get; init; }

    /// <inheritdoc/>
    public bool TryBegin(bool durable = true)
    {
        _states.Clear();
        _wrote = false;
        return BeginAs(full: durable && _durability() == Durability.Flushed);
    }

    /// <inheritdoc/>
    public JournalHead Head() => Reading().Head();

    /// <inheritdoc/>
    public CommitRecord? FindCommit(long number) => Reading().FindCommit(number);

    /// <inheritdoc/>
    public MirrorBoard Mirror() => Reading().Mirror(demandFit: true);

    /// <inheritdoc/>
    public string? PositionOf(string task) => Text("SELECT position FROM board_tasks WHERE id = ?", task);

    /// <inheritdoc/>
    public string? LastPosition() => Text("SELECT max(position) FROM board_tasks");

    /// <inheritdoc/>
    public IReadOnlyList<BoardEvent> EventsOf(long firstRevision, long lastRevision)
    {
        using var rows = _database.Statement($"SELECT {EventRow.Columns} FROM events WHERE revision BETWEEN ? AND ? ORDER BY seq")
            .With(firstRevision, lastRevision);
        var events = new List<BoardEvent>();
        while (rows.Step())
        {
            events.Add(EventRow.Read(rows));
        }

        return events;
    }

    /// <inheritdoc/>
    public IEnumerable<BoardEvent> NewestEventsOf(string task)
    {
        using var rows = _database.Statement($"SELECT {EventRow.Columns} FROM events WHERE task_id = ? ORDER BY seq DESC").With(task);
        while (rows.Step())
        {
            yield return EventRow.Read(rows);
        }
    }

    /// <inheritdoc/>
    public CommitRecord? FindCommitByHash(string hash, long before) => Reading().FindCommitByHash(hash, before);

    /// <inheritdoc/>
    public StoredRequest? FindRequest(string agent, string requestKey)
    {
        using var row = _database.Statement($"{RowTable.Requests.Selection} WHERE agent_id = ? AND request_key = ?").With(agent, requestKey);
        return !row.Step() ? null
            : RowTable.Requests.Fits(new ColumnHash(), row) ? new StoredRequest(agent, requestKey, row.Text(2), row.Text(3), row.Number(4))
            : throw new InvalidDataException($"the answer to request {requestKey} of {agent} is not what was written, and 'taskboard repair' takes it out");
    }

    /// <inheritdoc/>
    public int? HighestAttempt(string task) => Reading().HighestAttempt(task);

    /// <inheritdoc/>
    public AgentRow? FindAgent(string id) => Reading().Agents(id) is [var agent] ? agent : null;

    /// <inheritdoc/>
    public IReadOnlyList<PersonaRow> Personas() => Reading().Personas();

    /// <inheritdoc/>
    public IReadOnlyList<Lease> Leases() => Reading().Leases();

    /// <inheritdoc/>
    public IReadOnlyList<Lease> LeasesOf(string agent) => Reading().Leases(agent);

    /// <inheritdoc/>
    public TaskContent? FindMirrored(string task) => Reading().FindMirrored(task);

    /// <inheritdoc/>
    public void Append(JournalEntry entry)
    {
        RequireTransaction();
        _wrote = true;
        _writing.Append(entry);
        _checkpointDue |= entry.Commit?.Number % CommitsPerCheckpoint == 0;
    }

    /// <inheritdoc/>
    public void SetState(long commit, CommitState state)
    {
        RequireTransaction();
        _states.Add((commit, state));
    }

    /// <inheritdoc/>
    public void DemandAllMirrored()
    {
        RequireTransaction();
        if (new RowCheck(_database).Gone() is [{ Values: [{ } task, ..] }, ..])
        {
            throw RowCheck.GoneFault(task);
        }
    }

    /// <inheritdoc/>
    public RowRepair RepairRows()
    {
        RequireTransaction();
        _wrote = true;
        return new RowRepairing(_database).Run();
    }

    /// <inheritdoc/>
    public void Commit(bool durable)
    {
        RequireTransaction();
        if (!durable && _full == true && !_wrote)
        {
            _database.TryRun("ROLLBACK");
            if (!BeginAs(full: false))
            {
                throw new DiskException(DiskFault.Busy, "BEGIN", _database.Path, "another program writes into it");
            }
        }

        WriteStates();
        var code = _database.TryRun("COMMIT");

        // Only where the history has a rollback journal can a reader be in the way; it is gone in a moment.
        if (IsBusy(code))
        {
            SpinWait.SpinUntil(() => !IsBusy(code = _database.TryRun("COMMIT")), TimeSpan.FromSeconds(5));
        }

        if (IsBusy(code))
        {
            throw _database.Fault(code, "COMMIT");
        }

        if (code != raw.SQLITE_OK)
        {
            var fault = _database.Fault(code, "COMMIT");
            throw new JournalInDoubtException($"{_database.Path}: whether the change was committed is not known: {fault.Message}", fault);
        }

        _states.Clear();
        _pages += _database.TakePagesWritten();
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        _states.Clear();
        if (_database.InTransaction)
        {
            _database.TryRun("ROLLBACK");
        }
    }

    /// <inheritdoc/>
    /// <remarks>
    /// When this connection wrote 1 MB, or made one of every 64 commits: a short-lived process writes little, but shares the log with others.
    /// </remarks>
    public void Tidy()
    {
        if (_pages >= PagesPerMegabyte || _checkpointDue)
        {
            Checkpoint();
        }
    }

    /// <inheritdoc/>
    public void Checkpoint()
    {
        _database.Checkpoint();
        (_pages, _checkpointDue) = (0, false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Rollback();
        if (_ownsDatabase)
        {
            _database.Dispose();
        }
    }

    private bool BeginAs(bool full)
    {
        if (_full != full)
        {
            _database.Execute(full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
            _full = full;
        }

        var code = _database.TryRun("BEGIN IMMEDIATE");
        return code == raw.SQLITE_OK || (IsBusy(code) ? false : throw _database.Fault(code, "BEGIN"));
    }

    private JournalReading Reading()
    {
        RequireTransaction();
        WriteStates();
        return _reading;
    }

    private void WriteStates()
    {
        foreach (var (commit, state) in _states)
        {
            _wrote = true;
            _writing.SetState(commit, state);
        }

        _states.Clear();
    }

    private string? Text(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var row = _database.Statement(sql).With(values);
        return row.Step() ? row.TextOrNull(0) : null;
    }

    private void RequireTransaction()
    {
        if (!_database.InTransaction)
        {
            throw new InvalidOperationException("The journal is used outside a transaction.");
        }
    }

    private static bool IsBusy(int code) => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
}
