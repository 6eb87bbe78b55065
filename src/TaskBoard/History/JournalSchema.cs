using System.Reflection;
using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>The schema of the history, as numbered SQL scripts; <c>user_version</c> is the number of the last one applied.</summary>
internal static class JournalSchema
{
    /// <summary>Marks a database as a TaskBoard history (the ASCII codes of <c>TBRD</c>).</summary>
    public const int ApplicationId = 0x54425244;

    /// <summary>The version from which rows carry their hashes.</summary>
    private const int WithRowHashes = 2;

    private static readonly string[] Scripts = NamesOfScripts();

    /// <summary>The newest version this program knows.</summary>
    public static int Newest => Scripts.Length;

    /// <summary>The version of a database; 0: empty.</summary>
    /// <exception cref="HistoryTooNewException">It was written by a newer program.</exception>
    /// <exception cref="HistoryDamagedException">Its number cannot be that of what is in it.</exception>
    public static int VersionOf(SqliteDatabase database)
    {
        // In this order: what another process creates meanwhile has its number already.
        var empty = database.Number("SELECT count(*) FROM sqlite_master") == 0;
        var version = (int)database.Number("PRAGMA user_version");
        if (version > Newest)
        {
            throw new HistoryTooNewException(database.Path, version, Newest);
        }

        if ((version != 0 || !empty) && database.Number("PRAGMA application_id") != ApplicationId)
        {
            throw new DiskException(DiskFault.WrongKind, "open", database.Path, "this is the database of another program; move it away");
        }

        return version > 0 || empty ? version : throw SqliteFaults.Damaged(database.Path, $"it has tables, and says that their version is {version}");
    }

    /// <summary>Brings a database to the newest version.</summary>
    /// <param name="database">The database, outside a transaction.</param>
    /// <param name="newBoardId">Makes the id of a board whose history begins.</param>
    public static void Migrate(SqliteDatabase database, Func<string> newBoardId)
    {
        database.Execute("BEGIN IMMEDIATE");
        try
        {
            // Looked at again, now that nobody else can write.
            var version = VersionOf(database);
            for (var next = version; next < Newest; next++)
            {
                database.Execute(Read(Scripts[next]));
                if (next + 1 == WithRowHashes)
                {
                    new RowSealing(database).SealAll();
                }
            }

            if (version == 0)
            {
                new RowWriting(database).Insert(RowTable.Board, 1, newBoardId(), (string?)null);
            }

            database.Execute($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Newest}; COMMIT");
        }
        catch
        {
            database.TryExecute("ROLLBACK");
            throw;
        }
    }

    /// <summary>What is missing in a database of the newest version, or is not as this program makes it, each as a sentence.</summary>
    public static IReadOnlyList<string> Problems(SqliteDatabase database)
    {
        using var model = SqliteDatabase.OpenInMemory();
        Migrate(model, static () => "");
        var found = Objects(database);
        return [.. Objects(model)
            .Where(made => found.GetValueOrDefault(made.Key) != made.Value)
            .Select(made => $"The {made.Key} is {(found.ContainsKey(made.Key) ? "not as TaskBoard makes it" : "missing")}: another program changed the schema.")];
    }

    /// <summary>All that the schema consists of, as <c>kind name</c>, with its table, the SQL that makes it (none: an index that SQLite made by itself), and what kinds of values these are.</summary>
    private static Dictionary<string, string> Objects(SqliteDatabase database)
    {
        using var rows = database.Statement("SELECT type || ' ' || name, quote(type) || quote(name) || quote(tbl_name) || quote(sql) FROM sqlite_master ORDER BY rowid");
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);
        while (rows.Step())
        {
            objects[rows.Text(0)] = rows.Text(1);
        }

        return objects;
    }

    private static string[] NamesOfScripts()
    {
        var names = Array.FindAll(
            Assembly.GetExecutingAssembly().GetManifestResourceNames(), name => name.StartsWith("migrations/", StringComparison.Ordinal));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static string Read(string script)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(script)!);
        return reader.ReadToEnd();
    }
}
