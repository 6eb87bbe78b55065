using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>A history of version 1 is brought up to date when it is opened, all of it or nothing.</summary>
public sealed class JournalMigrationTests : IDisposable
{
    private const string Rows =
        """
        INSERT INTO board(only, board_id, root) VALUES (1, '0123456789abcdef0123456789abcdef', NULL);
        INSERT INTO commits VALUES (1, 1, 1, 'a', 'b', 'applied', '2026-11-21T09:00:00.000Z'), (2, NULL, NULL, 'b', 'c', 'applied', '2026-11-21T09:00:01.000Z');
        INSERT INTO requests VALUES ('planner', 'once', 'h', '{}', 1), ('planner', '', 'h', '', 1);
        INSERT INTO leases VALUES ('a', 1, 'agent-1', '2026-11-21T09:00:00.000Z', '2026-11-21T09:10:00.000Z', 'boot', 5, NULL, NULL), ('ä', 2, 'agent-2', 'x', 'y', '', -1, 'z', 7);
        INSERT INTO agents(id, role, registered_at, last_heartbeat, status, pid) VALUES ('agent-1', NULL, 'x', 'y', 'active', 12), ('agent-2', 'tester', 'x', 'y', 'gone', NULL);
        INSERT INTO personas VALUES ('tester', 'Tester', '# Tester', NULL, 'x');
        INSERT INTO issued VALUES ('a', 1), ('ä', 0);
        """;

    private readonly TempDirectory _place = new();
    private readonly SqliteJournalStore _store;

    public JournalMigrationTests() =>
        _store = new SqliteJournalStore(Path, new RealDisk(), static () => BoardMode.Local, static () => Durability.Buffered, static m => m.Span.Clear());

    private string Path => _place["history.db"];

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_row_has_its_hash_then(bool byReader)
    {
        Make(Rows);
        var before = RecordedBoard.Query(Path, "SELECT id, role, pid FROM agents UNION ALL SELECT task_id, boot_id, max_run_at FROM leases");
        if (!byReader)
        {
            _store.Open().Dispose();
        }

        using var reader = _store.OpenReader()!;
        Assert.Empty(reader.UnfitRows());
        Assert.Empty(reader.SchemaProblems());
        Assert.Equal("0123456789abcdef0123456789abcdef", reader.BoardId());
        Assert.Equal("2", RecordedBoard.Query(Path, "SELECT user_version FROM pragma_user_version"));
        Assert.Equal(before, RecordedBoard.Query(Path, "SELECT id, role, pid FROM agents UNION ALL SELECT task_id, boot_id, max_run_at FROM leases"));
        Assert.All(RowTable.All, table => Assert.Equal("0", RecordedBoard.Query(Path, $"SELECT count(*) FROM {table.Name} WHERE length(row_hash) <> 64")));
    }

    [Fact]
    public void A_row_that_holds_what_is_never_written_is_found_afterwards()
    {
        Make(Rows + "UPDATE leases SET boot_id = x'00' WHERE task_id = 'a'; UPDATE agents SET pid = 'x' WHERE id = 'agent-2';");
        using var reader = _store.OpenReader()!;
        Assert.Equal(["task a", "agent agent-2"], reader.UnfitRows().Select(row => row.Name));
    }

    [Fact]
    public void Where_it_fails_midway_nothing_has_changed()
    {
        Make(Rows + "ALTER TABLE issued ADD COLUMN row_hash TEXT");
        var before = RecordedBoard.Query(Path, "SELECT sql FROM sqlite_master");
        var refusal = Assert.Throws<HistoryDamagedException>(() => _store.Open());
        Assert.Contains("duplicate column name: row_hash: another program changed its schema", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1", RecordedBoard.Query(Path, "SELECT user_version FROM pragma_user_version"));
        Assert.Equal(before, RecordedBoard.Query(Path, "SELECT sql FROM sqlite_master"));
    }

    [Fact]
    public void A_program_of_version_1_that_has_it_open_is_refused_and_told_why()
    {
        Make(Rows);
        using var old = SqliteDatabase.Open(Path, SqliteMode.ReadWrite);
        const string Insertion = "INSERT INTO commits(n, first_revision, last_revision, base_hash, new_hash, state, at) VALUES (3, 2, 2, 'c', 'd', 'pending', 'x')";
        old.Execute($"BEGIN; {Insertion}; ROLLBACK");
        _store.Open().Dispose();
        var refusal = Assert.Throws<InvalidDataException>(() => old.Execute(Insertion));
        Assert.Contains("a newer TaskBoard has brought the history up to date: end this program and start it with that version", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A history as version 1 made it, with rows.</summary>
    private void Make(string rows)
    {
        using var database = SqliteDatabase.Open(Path, SqliteMode.ReadWriteCreate);
        using var script = new StreamReader(typeof(Board).Assembly.GetManifestResourceStream("migrations/0001-schema.sql")!);
        database.Execute($"{script.ReadToEnd()}; {rows}; PRAGMA application_id={JournalSchema.ApplicationId}; PRAGMA user_version=1");
    }
}
