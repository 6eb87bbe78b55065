using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SQLitePCL;

namespace TaskBoard.Benchmarks.Floors;

/// <summary>The history, written by hand: TaskBoard's schema, the rows of a change with their hashes, two commits.</summary>
internal sealed class FloorHistory : IDisposable
{
    private const int Tasks = 64;

    private static readonly byte[] s_time = "2026-01-01T00:00:00.000Z"u8.ToArray();

    private readonly sqlite3 _database;
    private readonly bool _durable;
    private readonly List<(byte[] Id, byte[] Json)> _tasks = [];
    private readonly sqlite3_stmt _begin, _end, _lastCommit, _head, _commit, _event, _moveHead, _task, _applied, _lease, _attempt;

    static FloorHistory() => Batteries_V2.Init();

    public FloorHistory(string path, byte[] board, bool durable)
    {
        _durable = durable;
        Check(raw.sqlite3_open_v2(path, out _database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null));
        raw.sqlite3_db_config(_database, 1006, 1, out _);
        Execute("PRAGMA journal_mode=WAL; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY");
        Synchronous(durable);
        var isNew = raw.sqlite3_prepare_v2(_database, "SELECT 1 FROM board", out var probe) != raw.SQLITE_OK;
        probe?.Dispose();
        if (isNew)
        {
            Execute(Schema());
            Execute("INSERT INTO board(only, board_id) VALUES (1, 'floor')");
        }

        Fill(board, isNew);
        _begin = Prepare("BEGIN IMMEDIATE");
        _end = Prepare("COMMIT");
        _lastCommit = Prepare("SELECT n, new_hash FROM commits ORDER BY n DESC LIMIT 1");
        _head = Prepare("SELECT last_seq, last_hash FROM board");
        _commit = Prepare("INSERT INTO commits(n, first_revision, last_revision, base_hash, new_hash, state, at, row_hash) VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)");
        _event = Prepare(
            "INSERT INTO events(seq, revision, recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, prev_hash, hash) "
            + "VALUES (?, ?, ?, ?, ?, 'UPDATED', 'PENDING', 'PENDING', 'floor', 'agent', 'title', "
            + "'{\"title\":{\"from\":\"Task that was changed for the 00000001. time\",\"to\":\"Task that was changed for the 00000002. time\"}}', ?, ?)");
        _moveHead = Prepare("UPDATE board SET last_seq = ?, last_hash = ?");
        _task = Prepare("UPDATE board_tasks SET json = ?, row_hash = ? WHERE id = ?");
        _applied = Prepare("UPDATE commits SET state = 'applied', row_hash = ? WHERE n = ?");
        _lease = Prepare(
            "INSERT INTO leases(task_id, attempt, agent_id, granted_at, expires_at, boot_id, boot_expires, row_hash) VALUES (?1, ?2, 'floor', ?3, ?3, '01234567-89ab-cdef-0123-456789abcdef', ?2, ?4) "
            + "ON CONFLICT(task_id) DO UPDATE SET attempt = excluded.attempt, granted_at = excluded.granted_at, expires_at = excluded.expires_at, row_hash = excluded.row_hash");
        _attempt = Prepare("INSERT INTO issued(id, highest_attempt, row_hash) VALUES (?, ?, ?) ON CONFLICT(id) DO UPDATE SET highest_attempt = max(highest_attempt, excluded.highest_attempt), row_hash = excluded.row_hash");
    }

    /// <summary>The number of the last commit and the hash of its file.</summary>
    public long Begin(Span<byte> hash)
    {
        Run(_begin);
        return Read(_lastCommit, hash);
    }

    /// <summary>Records a commit with its changes, each an event and a task, and, for claims, a lease.</summary>
    public void Record(long commit, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int changes, bool claim)
    {
        Span<byte> previous = stackalloc byte[64];
        Span<byte> hash = stackalloc byte[64];
        var sequence = Read(_head, previous);
        Number(_commit, 1, commit);
        Number(_commit, 2, sequence + 1);
        Number(_commit, 3, sequence + changes);
        Text(_commit, 4, from);
        Text(_commit, 5, to);
        Text(_commit, 6, s_time);
        HashOf(to, hash);
        Text(_commit, 7, hash);
        Run(_commit);
        for (var i = 1; i <= changes; i++)
        {
            var (id, json) = _tasks[(int)((sequence + i) % _tasks.Count)];
            HashOf(json, hash);
            Event(sequence + i, id, previous, hash);
            Task(id, json, hash);
            if (claim)
            {
                Lease(id, commit);
            }

            hash.CopyTo(previous);
        }
    }

    public void Commit() => Run(_end);

    /// <summary>Marks a commit whose file was exchanged, in a transaction of its own that need not be durable.</summary>
    public void MarkApplied(long commit)
    {
        if (_durable)
        {
            Synchronous(full: false);
        }

        Run(_begin);
        Span<byte> hash = stackalloc byte[64];
        HashOf(s_time, hash);
        Text(_applied, 1, hash);
        Number(_applied, 2, commit);
        Run(_applied);
        Run(_end);
        if (_durable)
        {
            Synchronous(full: true);
        }
    }

    public void Checkpoint() => raw.sqlite3_wal_checkpoint_v2(_database, "main", 3, out _, out _);

    /// <summary>SHA-256, in hexadecimal.</summary>
    public static void HashOf(ReadOnlySpan<byte> bytes, Span<byte> into)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        Convert.TryToHexStringLower(hash, into, out _);
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _begin, _end, _lastCommit, _head, _commit, _event, _moveHead, _task, _applied, _lease, _attempt })
        {
            statement.Dispose();
        }

        _database.Dispose();
    }

    private static string Schema()
    {
        var steps = typeof(Board).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("migrations/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        return string.Join('\n', steps.Select(name =>
        {
            using var reader = new StreamReader(typeof(Board).Assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }));
    }

    private void Fill(byte[] board, bool insert)
    {
        using var insertion = Prepare("INSERT INTO board_tasks(id, position, json, row_hash) VALUES (?, ?, ?, ?)");
        var hash = new byte[64];
        Execute("BEGIN");
        foreach (var (index, task) in JsonDocument.Parse(board).RootElement.EnumerateArray().Index())
        {
            var (id, json) = (Encoding.UTF8.GetBytes(task.GetProperty("id").GetString()!), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(task)));
            if (_tasks.Count < Tasks)
            {
                _tasks.Add((id, json));
            }

            if (insert)
            {
                HashOf(json, hash);
                Text(insertion, 1, id);
                Text(insertion, 2, Encoding.UTF8.GetBytes($"a{index:000000}"));
                Text(insertion, 3, json);
                Text(insertion, 4, hash);
                Run(insertion);
            }
        }

        Execute("COMMIT");
    }

    private void Event(long sequence, byte[] task, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
    {
        Number(_event, 1, sequence);
        Number(_event, 2, sequence);
        Text(_event, 3, s_time);
        Text(_event, 4, s_time);
        Text(_event, 5, task);
        Text(_event, 6, previous);
        Text(_event, 7, hash);
        Run(_event);
        Number(_moveHead, 1, sequence);
        Text(_moveHead, 2, hash);
        Run(_moveHead);
    }

    private void Task(byte[] id, byte[] json, ReadOnlySpan<byte> hash)
    {
        Text(_task, 1, json);
        Text(_task, 2, hash);
        Text(_task, 3, id);
        Run(_task);
    }

    private void Lease(byte[] id, long attempt)
    {
        Text(_lease, 1, id);
        Number(_lease, 2, attempt);
        Text(_lease, 3, s_time);
        Span<byte> hash = stackalloc byte[64];
        HashOf(id, hash);
        Text(_lease, 4, hash);
        Run(_lease);
        Text(_attempt, 1, id);
        Number(_attempt, 2, attempt);
        Text(_attempt, 3, hash);
        Run(_attempt);
    }

    private void Synchronous(bool full) => Execute(full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");

    private static long Read(sqlite3_stmt statement, Span<byte> hash)
    {
        var number = 0L;
        if (raw.sqlite3_step(statement) == raw.SQLITE_ROW)
        {
            number = raw.sqlite3_column_int64(statement, 0);
            raw.sqlite3_column_blob(statement, 1).CopyTo(hash);
        }

        raw.sqlite3_reset(statement);
        return number;
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement));
        return statement;
    }

    private void Run(sqlite3_stmt statement)
    {
        Check(raw.sqlite3_step(statement));
        raw.sqlite3_reset(statement);
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private static void Number(sqlite3_stmt statement, int index, long number) => raw.sqlite3_bind_int64(statement, index, number);

    private static void Text(sqlite3_stmt statement, int index, ReadOnlySpan<byte> text) => raw.sqlite3_bind_text(statement, index, text);

    private void Check(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            throw new IOException($"SQLite: {raw.sqlite3_errmsg(_database).utf8_to_string()}");
        }
    }
}
