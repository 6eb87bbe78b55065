namespace TaskBoard.History;

/// <summary>Writes rows that carry the hash of what they hold (<see cref="RowTable"/>), inside the caller's transaction. Used by one thread.</summary>
internal sealed class RowWriting(SqliteDatabase database)
{
    private static readonly string Raising = RowTable.Issued.Putting + " WHERE excluded.highest_attempt > highest_attempt";

    /// <summary>What no row has for its hash.</summary>
    private static ReadOnlySpan<byte> Unfit => "unfit"u8;

    private static readonly int State = RowTable.Commits.IndexOf("state");
    private static readonly int Root = RowTable.Board.IndexOf("root");

    private readonly ColumnHash _hash = new();

    /// <summary>The hashes of the last pending commit that was added: as it was then, and as it will be.</summary>
    private readonly byte[] _inserted = new byte[ColumnHash.Digits], _applied = new byte[ColumnHash.Digits];
    private long? _pending;

    /// <summary>Adds a row: its columns in their order.</summary>
    public void Insert(RowTable table, params ReadOnlySpan<SqlValue> values) => Run(table.Insertion, table, values);

    /// <summary>Adds a row, or changes the one of its key.</summary>
    public void Put(RowTable table, params ReadOnlySpan<SqlValue> values) => Run(table.Putting, table, values);

    /// <summary>The same for a row whose new values come from those that it has. One that does not fit goes on without a hash that does, so that it stays to be seen.</summary>
    public void Renew(RowTable table, params ReadOnlySpan<SqlValue> values)
    {
        bool isUnfit;
        using (var row = database.Statement(table.SelectionByKey).With(values[table.Keys[0]]))
        {
            isUnfit = row.Step() && !table.Fits(_hash, row);
        }

        if (isUnfit)
        {
            database.Statement(table.Putting).With(values).With(values.Length + 1, Unfit).Run();
        }
        else
        {
            Put(table, values);
        }
    }

    /// <summary>Puts an id on record with an attempt, which never goes back.</summary>
    public void Raise(string id, int attempt) => Run(Raising, RowTable.Issued, id, (long)attempt);

    /// <summary>Puts a task into the mirror, or changes it there; a row that does not fit, as <see cref="Renew"/> does.</summary>
    public void Put(MirrorTask task)
    {
        if (task.Was is not { } was)
        {
            Put(RowTable.Tasks, task.Key, task.Position, task.Json);
            return;
        }

        Span<byte> hash = stackalloc byte[ColumnHash.Digits], before = stackalloc byte[ColumnHash.Digits];
        RowTable.Tasks.HashOf(_hash, task.Key, task.Position, was).WriteHexadecimal(before);
        RowTable.Tasks.HashOf(_hash, task.Key, task.Position, task.Json).WriteHexadecimal(hash);

        // Most changes leave the task where it is, which touches no index, and what it was is known.
        database.Statement("UPDATE board_tasks SET json = ?1, row_hash = ?5 WHERE id = ?2 AND position = ?3 AND json = ?4 AND row_hash = ?6")
            .With(task.Json, task.Key, task.Position, was).With(5, hash).With(6, before).Run();
        if (database.Changes == 0)
        {
            Renew(RowTable.Tasks, task.Key, task.Position, task.Json);
        }
    }

    /// <summary>Says what stands around the tasks.</summary>
    public void Put(MirrorRoot root)
    {
        using (var other = database.Statement("SELECT 1 FROM board WHERE root IS NOT ?").With(root.Json))
        {
            if (!other.Step())
            {
                return;
            }
        }

        Change(RowTable.Board, 1, Root, root.Json);
    }

    /// <summary>Adds a commit.</summary>
    public void Insert(CommitRecord commit)
    {
        var at = StoredTime.Write(commit.At);
        HashOf(commit, WordOf(commit.State), at, _inserted);
        database.Statement(RowTable.Commits.Insertion)
            .With(commit.Number, commit.FirstRevision, commit.LastRevision, commit.BaseHash, commit.NewHash, WordOf(commit.State), at)
            .With(RowTable.Commits.Count + 1, _inserted)
            .Run();
        _pending = null;
        if (commit.State == CommitState.Pending)
        {
            // It is about to be marked: from what is in memory, because to read it again would cost more.
            _pending = commit.Number;
            HashOf(commit, WordOf(CommitState.Applied), at, _applied);
        }
    }

    /// <summary>Says what became of a commit.</summary>
    public void PutState(long commit, CommitState state)
    {
        if (state == CommitState.Applied && commit == _pending)
        {
            _pending = null;
            database.Statement("UPDATE commits SET state = 'applied', row_hash = ?2 WHERE n = ?1 AND row_hash = ?3").With(commit).With(2, _applied).With(3, _inserted).Run();
            if (database.Changes == 1)
            {
                return;
            }
        }

        Change(RowTable.Commits, commit, State, WordOf(state));
    }

    /// <summary>Changes one column of a row. A row that does not fit keeps its hash, so that it stays to be seen.</summary>
    private void Change(RowTable table, long key, int column, string? value)
    {
        Span<byte> hash = stackalloc byte[ColumnHash.Digits];
        bool fits;
        using (var row = database.Statement(table.SelectionByKey).With(key))
        {
            fits = row.Step() && table.Fits(_hash, row);
            if (fits)
            {
                table.HashOf(_hash, row, column, value).WriteHexadecimal(hash);
            }
        }

        var change = database.Statement(table.Change(column)).With(value, key, (string?)null);
        (fits ? change.With(3, hash) : change).Run();
    }

    private void HashOf(CommitRecord commit, string state, string at, byte[] hash) => RowTable.Commits
        .HashOf(_hash, commit.Number, commit.FirstRevision, commit.LastRevision, commit.BaseHash, commit.NewHash, state, at).WriteHexadecimal(hash);

    private static string WordOf(CommitState state) => state switch
    {
        CommitState.Pending => "pending",
        CommitState.Applied => "applied",
        _ => "aborted",
    };

    private void Run(string sql, RowTable table, params ReadOnlySpan<SqlValue> values)
    {
        Span<byte> hash = stackalloc byte[ColumnHash.Digits];
        table.HashOf(_hash, values).WriteHexadecimal(hash);
        database.Statement(sql).With(values).With(values.Length + 1, hash).Run();
    }
}
