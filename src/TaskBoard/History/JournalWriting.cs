namespace TaskBoard.History;

/// <summary>What a commit writes into the history database, inside the caller's transaction.</summary>
internal sealed class JournalWriting(SqliteDatabase database)
{
    private readonly RowWriting _rows = new(database);

    /// <summary>Writes down a commit.</summary>
    public void Append(JournalEntry entry)
    {
        if (entry.Commit is { } commit)
        {
            _rows.Insert(commit);
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
            _rows.Insert(RowTable.Requests, request.Agent, request.Key, request.RequestHash, request.Result, request.Revision);
        }

        foreach (var (task, lease) in entry.Leases)
        {
            Set(task, lease);
        }

        foreach (var agent in entry.Agents)
        {
            _rows.Renew(
                RowTable.Agents, agent.Id, agent.Persona, agent.Role, agent.Focus, agent.WorkingDirectory, agent.Host, agent.Pid, agent.Process,
                StoredTime.Write(agent.RegisteredAt), StoredTime.Write(agent.LastHeartbeat), agent.Status, agent.Note);
        }

        foreach (var (id, persona) in entry.Personas)
        {
            Set(id, persona);
        }

        foreach (var (task, attempt) in entry.Attempts)
        {
            _rows.Raise(task, attempt);
        }
    }

    /// <summary>Says what became of a commit. One whose row does not fit stays to be seen as such.</summary>
    public void SetState(long commit, CommitState state) => _rows.PutState(commit, state);

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
            _rows.Put(task);
        }

        if (mirror.Root is { } root)
        {
            _rows.Put(root);
        }
    }

    private void Set(string task, Lease? lease)
    {
        if (lease is null)
        {
            database.Statement("DELETE FROM leases WHERE task_id = ?").With(task).Run();
            return;
        }

        _rows.Renew(
            RowTable.Leases, task, (long)lease.Attempt, lease.Agent, StoredTime.Write(lease.GrantedAt), StoredTime.Write(lease.ExpiresAt), lease.BootId,
            lease.BootExpires.Ticks, lease.MaxRunAt is { } end ? StoredTime.Write(end) : null, lease.BootMaxRun?.Ticks);
    }

    private void Set(string id, PersonaRow? persona)
    {
        if (persona is null)
        {
            database.Statement("DELETE FROM personas WHERE id = ?").With(id).Run();
            return;
        }

        _rows.Put(RowTable.Personas, id, persona.Name, persona.Definition, persona.Source, StoredTime.Write(persona.CreatedAt));
    }
}
