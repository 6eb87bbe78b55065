using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>Opens the history database of a board's directory. Only under <c>commit.lock</c>.</summary>
/// <param name="path">The database.</param>
/// <param name="disk">Tells whether it exists; never opens it.</param>
/// <param name="mode">Asked on opening. Local: a write-ahead log; shared: a rollback journal, because a write-ahead log needs memory that machines do not share.</param>
/// <param name="durability">Asked for each transaction. What an acknowledged change survives.</param>
/// <param name="randomBytes">Fills memory with random bytes, for a new board's id.</param>
internal sealed class SqliteJournalStore(string path, IDisk disk, Func<BoardMode> mode, Func<Durability> durability, Action<Memory<byte>> randomBytes) : IJournalStore
{
    private const int MostFaults = 100;

    /// <inheritdoc/>
    public bool Exists => IsMoreThanEmpty(path) || IsMoreThanEmpty(path + "-wal");

    /// <inheritdoc/>
    public bool IsOnDisk => true;

    /// <inheritdoc/>
    public bool HoldsNothing()
    {
        using var reader = OpenReader();
        return reader is null;
    }

    /// <inheritdoc/>
    public string? Damage()
    {
        if (!Exists)
        {
            return null;
        }

        try
        {
            RefuseWhatIsNoFile();
            using var database = SqliteDatabase.Open(path, SqliteMode.ReadOnly);
            JournalSchema.VersionOf(database);

            // What SQLite finds wrong with what a row holds is no fault in its reading, and told by the row's hash.
            return database.Faults(MostFaults).FirstOrDefault(fault => !RowTable.IsOfARow(fault));
        }
        catch (HistoryDamagedException e) when (e.IsBroken)
        {
            return e.Damage;
        }
    }

    /// <inheritdoc/>
    public string? BoardIdOf(string copy)
    {
        try
        {
            using var database = SqliteDatabase.Open(copy, SqliteMode.ReadOnly);
            return new JournalReading(database).BoardId();
        }
        catch (Exception e) when (e is HistoryDamagedException or DiskException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public IJournal Open()
    {
        try
        {
            return OpenOrCreate();
        }
        catch (DiskException e) when (e.Fault == DiskFault.Denied)
        {
            // SQLite only says that it could not open a file, which may be one it had to create; the disk says why.
            CreationProbe.Demand(disk, path);
            throw;
        }
    }

    private SqliteJournal OpenOrCreate()
    {
        RefuseWhatIsNoFile();
        var database = SqliteDatabase.Open(path, SqliteMode.ReadWriteCreate);
        try
        {
            // Before anything that could write: a newer program's database is left as it is.
            var version = JournalSchema.VersionOf(database);
            SetJournalMode(database);
            if (version < JournalSchema.Newest)
            {
                JournalSchema.Migrate(database, () => BoardId(randomBytes));
            }

            return new SqliteJournal(database, durability) { IsNew = version == 0 };
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IHistoryReader? OpenReader()
    {
        if (!Exists)
        {
            return null;
        }

        RefuseWhatIsNoFile();
        var database = SqliteDatabase.Open(path, SqliteMode.ReadOnly);
        try
        {
            var version = JournalSchema.VersionOf(database);
            if (version == JournalSchema.Newest)
            {
                return new SqliteHistoryReader(database);
            }

            database.Dispose();
            if (version == 0)
            {
                return null;
            }

            Open().Dispose();
            return new SqliteHistoryReader(database = SqliteDatabase.Open(path, SqliteMode.ReadOnly));
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A new board's id: 128 random bits.</summary>
    internal static string BoardId(Action<Memory<byte>> randomBytes)
    {
        var bytes = new byte[16];
        randomBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private void SetJournalMode(SqliteDatabase database)
    {
        var wanted = mode() == BoardMode.Local ? "wal" : "truncate";
        using var answer = database.Statement($"PRAGMA journal_mode={wanted}");
        if (!answer.Step() || answer.Text(0) != wanted)
        {
            throw new DiskException(DiskFault.Busy, "PRAGMA journal_mode", path, $"the journal mode could not be set to {wanted}");
        }
    }

    /// <summary>An empty file is what a database was cut down to, or one that was never begun: nothing is on record there.</summary>
    private bool IsMoreThanEmpty(string file) => disk.Stat(file) is { } stamp && stamp is not { Kind: FileKind.File, Size: 0 };

    private void RefuseWhatIsNoFile()
    {
        // SQLite follows links, and begins a log anew in whatever it is led to.
        foreach (var end in new[] { "-wal", "-shm", "-journal" })
        {
            Demand(path + end, "what belongs to the history");
        }

        // SQLite takes the log of an empty database as left over, and deletes it: with it would go whatever was not moved out of it yet.
        if (disk.Stat(path) is null or { Size: 0 } && disk.Stat(path + "-wal") is { Size: > 0 })
        {
            throw SqliteFaults.Damaged(path, "it is empty or missing, while its write-ahead log is there");
        }

        Demand(path, "the history");
    }

    private void Demand(string file, string what)
    {
        if (disk.Stat(file) is { Kind: not FileKind.File } stamp)
        {
            throw SqliteFaults.NoFile(path, $"{file} must be a regular file ({what}), and is a {stamp.Kind.ToString().ToLowerInvariant()}");
        }
    }
}
