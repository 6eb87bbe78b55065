namespace TaskBoard.History;

/// <summary>What a commit writes into the history database, inside the caller's transaction.</summary>
internal sealed class JournalWriting(SqliteDatabase database)
{
    /// <summary>Writes down a commit.</summary>
    public void Append(JournalEntry entry)
    {
        if (entry.Commit is { } commit)
        {
            database.Statement("INSERT INTO commits(n, first_revision, last_revision, base_hash, new_hash, state, at) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .With(commit.Number, commit.FirstRevision, commit.LastRevision, commit.BaseHash, commit.NewHash, WordOf(commit.State), StoredTime.Write(commit.At))
                .Run();
        }

        foreach (var item in entry.Events)
        {
            Insert(item);
        }

        if (entry.Mirror is { } mirror)
        {
            Follow(mirror);
        }

        foreach (var request in entry.Requests)
        {
            database.Statement("INSERT INTO requests(agent_id, request_key, request_hash, result, revision) VALUES (?, ?, ?, ?, ?)")
                .With(request.Agent, request.Key, request.RequestHash, request.Result, request.Revision).Run();
        }

        foreach (var (task, lease) in entry.Leases)
        {
            Set(task, lease);
        }

        foreach (var agent in entry.Agents)
        {
            database.Statement(
                "INSERT OR REPLACE INTO agents(id, persona_id, role, focus, working_directory, host, pid, process, registered_at, last_heartbeat, status, note) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .With(
                    agent.Id, agent.Persona, agent.Role, agent.Focus, agent.WorkingDirectory, agent.Host, agent.Pid, agent.Process, StoredTime.Write(agent.RegisteredAt),
                    StoredTime.Write(agent.LastHeartbeat), agent.Status, agent.Note)
                .Run();
        }

        foreach (var (id, persona) in entry.Personas)
        {
            Set(id, persona);
        }

        foreach (var (task, attempt) in entry.Attempts)
        {
            database.Statement(
                "INSERT INTO issued(id, highest_attempt) VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET highest_attempt = max(highest_attempt, excluded.highest_attempt)")
                .With(task, (long)attempt).Run();
        }
    }

    /// <summary>Says what became of a commit.</summary>
    public void SetState(long commit, CommitState state) =>
        database.Statement("UPDATE commits SET state = ? WHERE n = ?").With(WordOf(state), commit).Run();

    /// <summary>The hash of a mirror row, from what it holds.</summary>
    public static string RowHash(string key, string position, string json) =>
        new ColumnHash("taskboard.task.v1\n").Add(key).Add(position).Add(json).ToHexadecimal();

    private void Insert(BoardEvent item)
    {
        database.Statement($"INSERT INTO events({EventRow.Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .With(
                item.Sequence, item.Revision, StoredTime.Write(item.RecordedAt), StoredTime.Write(item.OccurredAt), item.Task, item.Event,
                item.FromStatus, item.ToStatus, item.Agent, item.Source, item.Details, item.Changes, item.PreviousHash, item.Hash)
            .Run();

        // After each, because the database demands of the next event that it follows this head.
        database.Statement("UPDATE board SET last_seq = ?, last_hash = ?").With(item.Sequence, item.Hash).Run();
    }

    private void Follow(MirrorChange mirror)
    {
        foreach (var key in mirror.Deletes)
        {
            database.Statement("DELETE FROM board_tasks WHERE id = ?").With(key).Run();
        }

        foreach (var task in mirror.Upserts)
        {
            var hash = RowHash(task.Key, task.Position, task.Json);

            // Most changes leave the task where it is; that touches no index.
            database.Statement("UPDATE board_tasks SET json = ?, row_hash = ? WHERE id = ? AND position = ?")
                .With(task.Json, hash, task.Key, task.Position).Run();
            if (database.Changes == 0)
            {
                database.Statement(
                    "INSERT INTO board_tasks(id, position, json, row_hash) VALUES (?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET "
                    + "position = excluded.position, json = excluded.json, row_hash = excluded.row_hash")
                    .With(task.Key, task.Position, task.Json, hash).Run();
            }
        }

        database.Statement("UPDATE board SET root = ?1 WHERE root IS NOT ?1").With(mirror.Root).Run();
    }

    private void Set(string task, Lease? lease)
    {
        if (lease is null)
        {
            database.Statement("DELETE FROM leases WHERE task_id = ?").With(task).Run();
            return;
        }

        database.Statement(
            "INSERT INTO leases(task_id, attempt, agent_id, granted_at, expires_at, boot_id, boot_expires, max_run_at, boot_max_run) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            + "ON CONFLICT(task_id) DO UPDATE SET attempt = excluded.attempt, agent_id = excluded.agent_id, granted_at = excluded.granted_at, "
            + "expires_at = excluded.expires_at, boot_id = excluded.boot_id, boot_expires = excluded.boot_expires, "
            + "max_run_at = excluded.max_run_at, boot_max_run = excluded.boot_max_run")
            .With(
                task, (long)lease.Attempt, lease.Agent, StoredTime.Write(lease.GrantedAt), StoredTime.Write(lease.ExpiresAt), lease.BootId,
                lease.BootExpires.Ticks, lease.MaxRunAt is { } end ? StoredTime.Write(end) : null, lease.BootMaxRun?.Ticks)
            .Run();
    }

    private void Set(string id, PersonaRow? persona)
    {
        if (persona is null)
        {
            database.Statement("DELETE FROM personas WHERE id = ?").With(id).Run();
            return;
        }

        database.Statement("INSERT OR REPLACE INTO personas(id, name, definition, source, created_at) VALUES (?, ?, ?, ?, ?)")
            .With(id, persona.Name, persona.Definition, persona.Source, StoredTime.Write(persona.CreatedAt)).Run();
    }

    private static string WordOf(CommitState state) => state switch
    {
        CommitState.Pending => "pending",
        CommitState.Applied => "applied",
        _ => "aborted",
    };
}
