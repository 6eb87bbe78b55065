using System.Text;

namespace TaskBoard.History;

/// <summary>A reader's connection, which sees one moment of the history from opening to closing.</summary>
internal sealed class SqliteHistoryReader : IHistoryReader
{
    private readonly SqliteDatabase _database;
    private readonly JournalReading _reading;

    /// <param name="database">The database, at the newest version; closed with the reader.</param>
    public SqliteHistoryReader(SqliteDatabase database)
    {
        _database = database;
        _reading = new JournalReading(database);

        // A transaction begins with its first read; that read belongs to opening, which happens under commit.lock.
        database.Execute("BEGIN");
        database.Number("SELECT count(*) FROM board");
    }

    /// <inheritdoc/>
    public JournalHead Head() => _reading.Head();

    /// <inheritdoc/>
    public (long Sequence, string Hash) LastEvent() => _reading.LastEvent();

    /// <inheritdoc/>
    public MirrorBoard Mirror() => _reading.Mirror();

    /// <inheritdoc/>
    public IReadOnlyList<Lease> Leases() => _reading.Leases();

    /// <inheritdoc/>
    public IReadOnlyList<AgentRow> Agents() => _reading.Agents();

    /// <inheritdoc/>
    public int? HighestAttempt(string task) => _reading.HighestAttempt(task);

    /// <inheritdoc/>
    public IReadOnlyList<PersonaRow> Personas() => _reading.Personas();

    /// <inheritdoc/>
    public string BoardId() => _reading.BoardId();

    /// <inheritdoc/>
    public void CopyTo(string path) => _database.CopyTo(path);

    /// <inheritdoc/>
    public QueryResult Query(string sql, QueryOptions options, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        new SqliteQuery(_database, options, timeProvider, cancellationToken).Run(sql);

    /// <inheritdoc/>
    public IReadOnlyList<BoardEvent> Events(EventFilter filter, int limit)
    {
        var (where, values) = Conditions(filter);
        values.Add((long)limit);
        var sql = $"SELECT {EventRow.Columns} FROM events WHERE {where} ORDER BY seq{(filter.NewestFirst ? " DESC" : "")} LIMIT ?";
        using var rows = _database.Statement(sql).With(values.ToArray());
        var events = new List<BoardEvent>();
        while (rows.Step())
        {
            try
            {
                events.Add(EventRow.Read(rows));
            }
            catch (UnreadableEventException e)
            {
                e.Before = events;
                throw;
            }
        }

        return events;
    }

    /// <inheritdoc/>
    public long Count(EventFilter filter)
    {
        var (where, values) = Conditions(filter with { AfterSequence = 0, BeforeSequence = null });
        using var row = _database.Statement($"SELECT count(*) FROM events WHERE {where}").With(values.ToArray());
        return row.Step() ? row.Number(0) : 0;
    }

    private static (string Where, List<SqlValue> Values) Conditions(EventFilter filter)
    {
        var (where, values) = (new StringBuilder("1"), new List<SqlValue>());
        Add(" AND task_id = ?", filter.Task is not null, filter.Task);
        Add(" AND agent_id = ?", filter.Agent is not null, filter.Agent);
        Add(" AND event = ?", filter.Event is not null, filter.Event);
        Add(" AND revision > ?", filter.AfterRevision > 0, filter.AfterRevision);
        Add(" AND revision <= ?", filter.ToRevision is not null, filter.ToRevision);
        Add(" AND recorded_at >= ?", filter.Since is not null, filter.Since is { } since ? CeilingOf(since) : null);
        Add(" AND seq > ?", filter.AfterSequence > 0, filter.AfterSequence);
        Add(" AND seq < ?", filter.BeforeSequence is not null, filter.BeforeSequence);
        return (where.ToString(), values);

        void Add(string condition, bool asked, SqlValue value)
        {
            if (asked)
            {
                where.Append(condition);
                values.Add(value);
            }
        }
    }

    /// <inheritdoc/>
    public long RevisionAt(DateTimeOffset time)
    {
        using var row = _database.Statement("SELECT revision FROM events WHERE recorded_at <= ? ORDER BY seq DESC LIMIT 1").With(StoredTime.Write(time));
        return row.Step() ? row.Number(0) : 0;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults() => [.. _database.Faults(most: 5).Select(fault => $"The database is damaged: {fault.TrimEnd('.')}.")];

    /// <inheritdoc/>
    public IReadOnlyList<string> SchemaProblems() => JournalSchema.Problems(_database);

    /// <inheritdoc/>
    public IReadOnlyList<UnfitRow> UnfitRows() => new RowCheck(_database).UnfitRows();

    /// <inheritdoc/>
    public IReadOnlyList<CommitRecord> Commits(long first, int limit) => _reading.Commits(first, limit);

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    // Recorded times are whole milliseconds.
    private static string CeilingOf(DateTimeOffset time) =>
        StoredTime.Write(StoredTime.Round(time) < time ? StoredTime.Round(time).AddMilliseconds(1) : time);
}
