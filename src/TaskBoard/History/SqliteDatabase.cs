using SQLitePCL;
using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>
/// One connection to a history database, with the settings that all of ours have. Everything goes to SQLite directly: a command of the ADO.NET
/// provider sleeps for at least 150 ms where SQLite says "busy", here busy returns at once; and to load it takes longer than many a change.
/// </summary>
/// <remarks>
/// Never checkpoints by itself, not on closing either: SQLite before 3.51.3 can corrupt a database when two connections write or checkpoint
/// around a reset of the write-ahead log. Nothing but SQLite may open the database's files: closing any handle of a file by the file API
/// drops SQLite's own locks in this process.
/// </remarks>
internal sealed class SqliteDatabase : IDisposable
{
    private const int NoCheckpointOnClose = 1006;
    private const int Defensive = 1010;
    private const int PagesWritten = 9;

    private readonly Dictionary<string, SqlStatement> _statements = new(StringComparer.Ordinal);

    static SqliteDatabase() => Batteries_V2.Init();

    /// <summary>The version of SQLite itself.</summary>
    public static string LibraryVersion => raw.sqlite3_libversion().utf8_to_string();

    private SqliteDatabase(sqlite3 handle, string path)
    {
        Handle = handle;
        Path = path;
    }

    /// <summary>The file's name in messages.</summary>
    public string Path { get; }

    /// <summary>SQLite's own handle.</summary>
    public sqlite3 Handle { get; }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(Handle);

    /// <summary>Opens a database file. One thread uses the connection at a time: SQLite is not asked to see to that with each call.</summary>
    public static SqliteDatabase Open(string path, SqliteMode mode) => Open(path, path, (int)mode | raw.SQLITE_OPEN_NOMUTEX);

    /// <summary>Opens a database in memory, which lives as long as this connection.</summary>
    public static SqliteDatabase OpenInMemory() => Open(":memory:", "the history in memory", (int)SqliteMode.ReadWriteCreate);

    /// <summary>Runs statements without results.</summary>
    public void Execute(string sql)
    {
        var code = TryExecute(sql);
        if (code != raw.SQLITE_OK)
        {
            throw Fault(code, sql);
        }
    }

    /// <summary>Runs statements without results and gives SQLite's answer; busy comes back at once.</summary>
    public int TryExecute(string sql)
    {
        var code = raw.sqlite3_exec(Handle, sql);
        return code == raw.SQLITE_OK ? code : raw.sqlite3_extended_errcode(Handle);
    }

    /// <summary>Runs one statement without results, prepared once per connection, and gives SQLite's answer; busy comes back at once.</summary>
    public int TryRun(string sql)
    {
        if (TryStatement(sql) is not { } prepared)
        {
            return raw.sqlite3_extended_errcode(Handle);
        }

        using var statement = prepared;
        return raw.sqlite3_step(statement.Handle) == raw.SQLITE_DONE ? raw.SQLITE_OK : raw.sqlite3_extended_errcode(Handle);
    }

    /// <summary>A statement, prepared once per connection. Dispose of it after use: that resets it.</summary>
    public SqlStatement Statement(string sql) => TryStatement(sql) ?? throw Fault(raw.sqlite3_extended_errcode(Handle), sql);

    private SqlStatement? TryStatement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            if (raw.sqlite3_prepare_v2(Handle, sql, out var prepared) != raw.SQLITE_OK)
            {
                return null;
            }

            statement = new SqlStatement(this, prepared, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>The number that a query without parameters gives.</summary>
    public long Number(string sql)
    {
        using var statement = Statement(sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>How many pages this connection has written since it was last asked.</summary>
    public int TakePagesWritten() =>
        raw.sqlite3_db_status(Handle, PagesWritten, out var pages, out _, resetFlg: 1) == raw.SQLITE_OK ? pages : 0;

    /// <summary>Moves the write-ahead log into the database and empties it, unless somebody is reading.</summary>
    public void Checkpoint()
    {
        const int Truncate = 3;
        var code = raw.sqlite3_wal_checkpoint_v2(Handle, "main", Truncate, out _, out _);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED))
        {
            throw Fault(raw.sqlite3_extended_errcode(Handle), "checkpoint");
        }
    }

    /// <summary>What SQLite finds wrong when it reads all of it, as sentences; none: it is sound.</summary>
    /// <param name="most">How many are told.</param>
    public IReadOnlyList<string> Faults(int most)
    {
        using var rows = Statement($"PRAGMA integrity_check({most})");
        var faults = new List<string>();
        while (rows.Step())
        {
            faults.Add(rows.Text(0).ReplaceLineEndings(" "));
        }

        return faults is ["ok"] ? [] : faults;
    }

    /// <summary>A copy of the whole database in memory.</summary>
    public SqliteDatabase CopyToMemory()
    {
        var copy = OpenInMemory();
        try
        {
            CopyTo(copy);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>A copy of the whole database in a file, without a log beside it.</summary>
    public void CopyTo(string path)
    {
        using var copy = Open(path, SqliteMode.ReadWrite);
        CopyTo(copy);

        // A copy is one with a log too, as its header says; going back empties the log and deletes it.
        copy.Execute("PRAGMA journal_mode=DELETE");
    }

    private void CopyTo(SqliteDatabase copy)
    {
        using var backup = raw.sqlite3_backup_init(copy.Handle, "main", Handle, "main");
        var code = backup.IsInvalid ? raw.sqlite3_extended_errcode(copy.Handle) : raw.sqlite3_backup_step(backup, -1);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
        {
            // The database learns of what a step met only when the copying is given up.
            throw backup.IsInvalid ? copy.Fault(code, "copy") : SqliteFaults.Of(code, raw.sqlite3_errstr(code).utf8_to_string(), "copy", copy.Path);
        }
    }

    /// <summary>
    /// The exception for an answer of SQLite. What a statement of several words does is said in one: messages are for people who know the board, not
    /// its tables.
    /// </summary>
    public Exception Fault(int code, string operation) => SqliteFaults.Of(code, raw.sqlite3_errmsg(Handle).utf8_to_string(), WordFor(operation), Path);

    private static string WordFor(string operation) => SqlText.FirstWord(operation) switch
    {
        "INSERT" or "UPDATE" or "DELETE" or "CREATE" => "write",
        "SELECT" or "PRAGMA" => "read",
        { Length: > 0 } word when operation.Contains(' ', StringComparison.Ordinal) => word,
        _ => operation,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        Handle.Dispose();
    }

    private static SqliteDatabase Open(string source, string path, int flags)
    {
        var code = raw.sqlite3_open_v2(source, out var handle, flags, null);
        var database = new SqliteDatabase(handle, path);
        try
        {
            if (code != raw.SQLITE_OK)
            {
                throw database.Fault(raw.sqlite3_extended_errcode(handle), "open");
            }

            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_db_config(handle, NoCheckpointOnClose, 1, out _);
            raw.sqlite3_db_config(handle, Defensive, 1, out _);
            database.Execute("PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }
}

/// <summary>What a connection may do; the values are SQLite's.</summary>
internal enum SqliteMode
{
    /// <summary>Read.</summary>
    ReadOnly = raw.SQLITE_OPEN_READONLY,

    /// <summary>Read and write a database that exists.</summary>
    ReadWrite = raw.SQLITE_OPEN_READWRITE,

    /// <summary>Create the database too, where there is none.</summary>
    ReadWriteCreate = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
}
