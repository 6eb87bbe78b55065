using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>What writers and readers of the history read alike.</summary>
internal sealed class JournalReading(SqliteDatabase database)
{
    private const string CommitColumns = "SELECT n, first_revision, last_revision, base_hash, new_hash, state, at FROM commits";

    /// <summary>Where the history stands.</summary>
    public JournalHead Head()
    {
        var last = Commit($"{CommitColumns} ORDER BY n DESC LIMIT 1");
        var revision = last?.LastRevision
            ?? database.Number("SELECT last_revision FROM commits WHERE last_revision IS NOT NULL ORDER BY n DESC LIMIT 1");
        var (sequence, hash) = LastEvent();
        using var events = database.Statement("SELECT seq, recorded_at, (SELECT max(revision) FROM events) FROM events ORDER BY seq DESC LIMIT 1");
        return events.Step()
            ? new JournalHead(last, revision, sequence, hash, EventRow.Time(events, 1, events.Number(0))) { EventsTo = events.Number(2) }
            : new JournalHead(last, revision, sequence, hash, null);
    }

    /// <summary>The id that the board was given when its history began.</summary>
    public string BoardId()
    {
        using var row = database.Statement("SELECT board_id FROM board");
        return row.Step() ? row.Text(0) : "";
    }

    /// <summary>Number and hash of the last event, as written down beside the events.</summary>
    public (long Sequence, string Hash) LastEvent()
    {
        using var board = database.Statement("SELECT last_seq, last_hash FROM board");
        return board.Step() ? (board.Number(0), board.Text(1)) : (0, EventChain.Genesis);
    }

    /// <summary>The commit of this number; null: there is none.</summary>
    public CommitRecord? FindCommit(long number) => Commit($"{CommitColumns} WHERE n = ?", number);

    /// <summary>The newest commit before another whose file had this hash; null: none.</summary>
    public CommitRecord? FindCommitByHash(string hash, long before) =>
        Commit($"{CommitColumns} WHERE n < ? AND new_hash = ? ORDER BY n DESC LIMIT 1", before, hash);

    /// <summary>Commits by number.</summary>
    public IReadOnlyList<CommitRecord> Commits(long first, int limit)
    {
        using var rows = database.Statement($"{CommitColumns} WHERE n >= ? ORDER BY n LIMIT ?").With(first, (long)limit);
        var commits = new List<CommitRecord>();
        while (rows.Step())
        {
            commits.Add(ReadCommit(rows));
        }

        return commits;
    }

    /// <summary>The board as of the last commit.</summary>
    /// <param name="demandFit">Whether what is told by a row that is not what was written must not be believed: whatever is recorded after it would be wrong for ever.</param>
    /// <exception cref="InvalidDataException">There is such a row.</exception>
    public MirrorBoard Mirror(bool demandFit = false)
    {
        var tasks = new List<TaskContent>();
        var positions = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var rows = database.Statement($"{RowTable.Tasks.Selection} ORDER BY position, id"))
        {
            var hash = new ColumnHash();
            while (rows.Step())
            {
                if (demandFit && !RowTable.Tasks.Fits(hash, rows))
                {
                    throw new InvalidDataException($"the mirror's row of task {rows.TextOrNull(0)} is not what was written, and 'taskboard repair' computes it anew");
                }

                var key = rows.Text(0);
                if (!positions.TryAdd(key, rows.Text(1)))
                {
                    // One of them under a value that only reads like it.
                    throw new InvalidDataException($"it holds task {key} twice");
                }

                tasks.Add(TaskContent.FromJson(key, rows.Text(2)));
            }
        }

        using var board = database.Statement(RowTable.Board.Selection);
        var isThere = board.Step();
        if (demandFit && isThere && !RowTable.Board.Fits(new ColumnHash(), board))
        {
            throw new InvalidDataException("what stands around the tasks is not what was written, and 'taskboard repair' computes it anew");
        }

        var root = isThere ? board.TextOrNull(RowTable.Board.IndexOf("root")) : null;
        return new MirrorBoard(new BoardContent(tasks, root is null ? null : JsonText.Properties(root)), positions);
    }

    /// <summary>A task of the board as of the last commit; null: there is none of this key.</summary>
    public TaskContent? FindMirrored(string task)
    {
        using var row = database.Statement("SELECT json FROM board_tasks WHERE id = ?").With(task);
        return row.Step() ? TaskContent.FromJson(task, row.Text(0)) : null;
    }

    /// <summary>All leases, or those of this agent.</summary>
    public IReadOnlyList<Lease> Leases(string? agent = null)
    {
        using var rows = database.Statement(
            "SELECT task_id, attempt, agent_id, granted_at, expires_at, boot_id, boot_expires, max_run_at, boot_max_run FROM leases "
            + (agent is null ? "ORDER BY task_id" : "WHERE agent_id = ? ORDER BY task_id")).With(agent is null ? [] : [agent]);
        var leases = new List<Lease>();
        while (rows.Step())
        {
            leases.Add(new Lease(
                rows.Text(0), (int)rows.Number(1), rows.Text(2), StoredTime.Read(rows.Text(3)), StoredTime.Read(rows.Text(4)),
                rows.Text(5), TimeSpan.FromTicks(rows.Number(6)),
                rows.TextOrNull(7) is { } end ? StoredTime.Read(end) : null, rows.NumberOrNull(8) is { } bootEnd ? TimeSpan.FromTicks(bootEnd) : null));
        }

        return leases;
    }

    /// <summary>All agents, by name, or the one of this name.</summary>
    public IReadOnlyList<AgentRow> Agents(string? id = null)
    {
        using var rows = database.Statement(
            "SELECT id, registered_at, last_heartbeat, persona_id, role, focus, working_directory, host, pid, status, note, process FROM agents "
            + (id is null ? "ORDER BY id" : "WHERE id = ?")).With(id is null ? [] : [id]);
        var agents = new List<AgentRow>();
        while (rows.Step())
        {
            agents.Add(new AgentRow(rows.Text(0), StoredTime.Read(rows.Text(1)), StoredTime.Read(rows.Text(2)))
            {
                Persona = rows.TextOrNull(3),
                Role = rows.TextOrNull(4),
                Focus = rows.TextOrNull(5),
                WorkingDirectory = rows.TextOrNull(6),
                Host = rows.TextOrNull(7),
                Pid = (int?)rows.NumberOrNull(8),
                Status = rows.Text(9),
                Note = rows.TextOrNull(10),
                Process = rows.TextOrNull(11),
            });
        }

        return agents;
    }

    /// <summary>The highest attempt ever recorded for an id; 0: never claimed; null: the id was never on this board.</summary>
    public int? HighestAttempt(string task)
    {
        using var row = database.Statement("SELECT highest_attempt FROM issued WHERE id = ?").With(task);
        return row.Step() ? (int)row.Number(0) : null;
    }

    /// <summary>All personas, by id. Of one whose row is not what was written nothing but the id is told: agents would follow what anybody may have put there.</summary>
    public IReadOnlyList<PersonaRow> Personas()
    {
        using var rows = database.Statement($"{RowTable.Personas.Selection} ORDER BY id");
        var (personas, hash) = (new List<PersonaRow>(), new ColumnHash());
        while (rows.Step())
        {
            personas.Add(RowTable.Personas.Fits(hash, rows)
                ? new PersonaRow(rows.Text(0), rows.Text(1), rows.Text(2), rows.TextOrNull(3), StoredTime.Read(rows.Text(4)))
                : PersonaRow.Altered(rows.Text(0)));
        }

        return personas;
    }

    private CommitRecord? Commit(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var row = database.Statement(sql).With(values);
        return row.Step() ? ReadCommit(row) : null;
    }

    private static CommitRecord ReadCommit(SqlStatement row) => new(
        row.Number(0), row.NumberOrNull(1), row.NumberOrNull(2), row.Text(3), row.Text(4), StateOf(row.Text(5)), StoredTime.Read(row.Text(6)));

    private static CommitState StateOf(string word) => word switch
    {
        "pending" => CommitState.Pending,
        "applied" => CommitState.Applied,
        _ => CommitState.Aborted,
    };
}
