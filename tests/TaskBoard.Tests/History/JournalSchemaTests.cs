using SQLitePCL;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class JournalSchemaTests
{
    [Fact]
    public async Task The_schema_is_this()
    {
        using var board = RecordedBoard.WithALife();
        await Snapshot.Verify(board.Query("SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"), extension: "sql");
        Assert.Equal(
            $"{JournalSchema.Newest}|{JournalSchema.ApplicationId}",
            board.Query("SELECT u.user_version, a.application_id FROM pragma_user_version u, pragma_application_id a"));
    }

    [Theory]
    [InlineData("UPDATE events SET details = 'x' WHERE seq = 2")]
    [InlineData("DELETE FROM events WHERE seq = 7")]
    [InlineData("INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 2")]
    [InlineData("INSERT INTO events SELECT seq + 2, revision, recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, hash, hash FROM events WHERE seq = 7")]
    [InlineData("INSERT INTO events SELECT seq + 1, revision, recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, prev_hash, hash FROM events WHERE seq = 7")]
    [InlineData("INSERT INTO events SELECT NULL, revision, recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, hash, hash FROM events WHERE seq = 7")]
    public void Events_can_only_be_appended(string sql)
    {
        using var board = RecordedBoard.WithALife();
        var before = board.Query("SELECT * FROM events");
        Assert.Throws<InvalidDataException>(() => board.Meddle(sql));
        Assert.Equal(before, board.Query("SELECT * FROM events"));
    }

    [Fact]
    public void The_history_of_a_newer_program_is_refused_and_left_as_it_is()
    {
        using var board = RecordedBoard.WithALife();
        board.Meddle("PRAGMA user_version=99; PRAGMA wal_checkpoint(TRUNCATE)");
        var before = File.ReadAllBytes(board.Path);
        var refusal = Assert.Throws<HistoryTooNewException>(() => board.Store.Open());
        Assert.Equal((99, board.Path), (refusal.Version, refusal.Path));
        Assert.Throws<HistoryTooNewException>(() => board.Store.OpenReader());
        Assert.Equal(before, File.ReadAllBytes(board.Path));
    }

    [Fact]
    public void Something_that_is_no_database_is_damaged_and_left_as_it_is()
    {
        using var board = new RecordedBoard();
        var garbage = Enumerable.Range(0, 8192).Select(i => (byte)(i * 7)).ToArray();
        File.WriteAllBytes(board.Path, garbage);
        Assert.Equal(board.Path, Assert.Throws<HistoryDamagedException>(() => board.Store.Open()).Path);
        Assert.Throws<HistoryDamagedException>(() => board.Store.OpenReader());
        Assert.Equal(garbage, File.ReadAllBytes(board.Path));
    }

    [Fact]
    public void One_whose_number_is_not_that_of_its_schema_is_damaged_and_left_as_it_is()
    {
        foreach (var version in Enumerable.Range(0, JournalSchema.Newest).Append(-1).Append(int.MinValue))
        {
            using var board = RecordedBoard.WithALife();
            board.Meddle($"PRAGMA user_version={version}; PRAGMA wal_checkpoint(TRUNCATE)");
            var before = File.ReadAllBytes(board.Path);
            Assert.Throws<HistoryDamagedException>(() => board.Store.Open());
            Assert.Equal(before, File.ReadAllBytes(board.Path));
        }
    }

    [Fact]
    public void A_truncated_database_is_damaged()
    {
        using var board = RecordedBoard.WithALife();
        board.Meddle("PRAGMA wal_checkpoint(TRUNCATE)");
        File.WriteAllBytes(board.Path, File.ReadAllBytes(board.Path)[..8192]);
        Assert.Throws<HistoryDamagedException>(() => board.Store.Open());
    }

    [Fact]
    public void A_directory_in_its_place_is_refused()
    {
        using var board = new RecordedBoard();
        Directory.CreateDirectory(board.Path);
        Assert.False(Assert.Throws<HistoryDamagedException>(() => board.Store.Open()).IsBroken);
        Assert.False(Assert.Throws<HistoryDamagedException>(() => board.Store.OpenReader()).IsBroken);
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using var board = new RecordedBoard();
        using (var other = SqliteDatabase.Open(board.Path, SqliteMode.ReadWriteCreate))
        {
            other.Execute("CREATE TABLE letters(text)");
        }

        var before = File.ReadAllBytes(board.Path);
        Assert.Equal(DiskFault.WrongKind, Assert.Throws<DiskException>(() => board.Store.Open()).Fault);
        Assert.Equal(before, File.ReadAllBytes(board.Path));
    }

    [Fact]
    public void A_missing_directory_is_refused_with_the_path()
    {
        using var board = new RecordedBoard();
        var path = Path.Combine(board.Path, "missing", "history.db");
        Assert.Equal(path, Assert.Throws<DiskException>(() => board.StoreAt(path).Open()).Path);
    }

    [Theory]
    [InlineData(raw.SQLITE_FULL, nameof(DiskFault.Full))]
    [InlineData(raw.SQLITE_IOERR | (4 << 8), nameof(DiskFault.Io))]
    [InlineData(raw.SQLITE_READONLY | (1 << 8), nameof(DiskFault.ReadOnly))]
    [InlineData(raw.SQLITE_PERM, nameof(DiskFault.Denied))]
    [InlineData(raw.SQLITE_CANTOPEN, nameof(DiskFault.Denied))]
    [InlineData(raw.SQLITE_CANTOPEN | (2 << 8), nameof(DiskFault.WrongKind))]
    [InlineData(raw.SQLITE_BUSY | (1 << 8), nameof(DiskFault.Busy))]
    public void Only_corruption_counts_as_damage(int code, string fault)
    {
        var error = Assert.IsType<DiskException>(SqliteFaults.Of(code, "words", "COMMIT", "/board/history.db"));
        Assert.Equal((fault, "/board/history.db"), (error.Fault.ToString(), error.Path));
        Assert.IsType<HistoryDamagedException>(SqliteFaults.Of(raw.SQLITE_CORRUPT | (1 << 8), "words", "COMMIT", "/board/history.db"));
        Assert.IsType<HistoryDamagedException>(SqliteFaults.Of(raw.SQLITE_NOTADB, "words", "COMMIT", "/board/history.db"));
    }
}
