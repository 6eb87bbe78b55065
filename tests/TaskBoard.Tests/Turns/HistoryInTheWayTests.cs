using TaskBoard.Files;
using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>The history is full, read-only, or another program writes it: an error that names it, nothing changed, and the next change works.</summary>
public sealed class HistoryInTheWayTests
{
    [Fact]
    public async Task A_full_history_refuses_the_change_and_takes_a_smaller_one()
    {
        await using var board = await FaultyBoard.WithATaskAsync(database => database.Execute("PRAGMA max_page_count=60"));
        var error = await Assert.ThrowsAsync<DiskException>(() => board.AddAsync("second", new string('x', 400_000)));
        Assert.Equal((DiskFault.Full, board.Paths.History), (error.Fault, error.Path));
        Assert.IsType<BoardDiskFullException>(DiskErrors.Translate(error));
        Assert.Equal("first", board.IdsInFile());
        Assert.Equal(2, (await board.AddAsync("third")).Revision);
        await board.HoldsAsync("first third");
    }

    [Fact]
    public async Task A_read_only_history_refuses_the_change()
    {
        await using var board = new FaultyBoard(database => database.Execute("PRAGMA query_only=1"));
        var error = await Assert.ThrowsAsync<DiskException>(() => board.AddAsync("second"));
        Assert.Equal((DiskFault.ReadOnly, board.Paths.History), (error.Fault, error.Path));
        Assert.IsType<BoardAccessException>(DiskErrors.Translate(error));
        Assert.Equal("", board.IdsInFile());
        await board.HoldsAsync("");
    }

    [Theory]
    [InlineData(false, "BEGIN IMMEDIATE")]
    [InlineData(true, "BEGIN IMMEDIATE")]
    [InlineData(true, "BEGIN EXCLUSIVE")]
    public async Task While_another_program_writes_the_change_waits_and_then_says_who_is_in_the_way(bool shared, string begin)
    {
        await using var board = await FaultyBoard.WithATaskAsync(shared: shared);
        using (var other = SqliteDatabase.Open(board.Paths.History, SqliteMode.ReadWrite))
        {
            other.Execute(begin);
            var started = board.Processes.SinceBoot;
            var error = await Assert.ThrowsAsync<BoardLockedException>(() => board.AddAsync("second"));
            Assert.Contains($"Another program has been writing {board.Paths.History} for 1 s.", error.Message, StringComparison.Ordinal);
            Assert.InRange(board.Processes.SinceBoot - started, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1));
            Assert.Equal("first", board.IdsInFile());
            other.Execute("ROLLBACK");
        }

        Assert.Equal(2, (await board.AddAsync("second")).Revision);
        await board.HoldsAsync("first second");
    }

    [Theory]
    [InlineData(false, "BEGIN IMMEDIATE")]
    [InlineData(true, "BEGIN EXCLUSIVE")]
    [InlineData(false, "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE")]
    public async Task A_board_opened_while_another_program_writes_waits_just_so(bool shared, string begin)
    {
        await using var board = await FaultyBoard.WithATaskAsync(shared: shared);
        await board.Engine.CloseAsync();
        using (var other = SqliteDatabase.Open(board.Paths.History, SqliteMode.ReadWrite))
        {
            other.Execute(begin);
            await using var late = await Board.OpenAsync(board.Paths.Directory, new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
            await Assert.ThrowsAsync<BoardLockedException>(() => late.AddAsync(new TaskDraft("Second"), "agent-2"));
            other.Execute("ROLLBACK");
        }

        await board.HoldsAsync("first");
    }

    [Fact]
    public async Task What_happened_is_answered_even_if_another_program_then_writes()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        var before = board.Journals.Commits;
        board.Journals.AnotherWrites = () => board.Journals.Commits > before;
        Assert.Equal(2, (await board.AddAsync("second")).Revision);
        Assert.Equal("first second", board.IdsInFile());
        board.Journals.AnotherWrites = static () => false;
        Assert.Equal(3, (await board.AddAsync("third")).Revision);
        await board.HoldsAsync("first second third");
    }

    [Fact]
    public async Task Where_the_history_has_a_rollback_journal_a_reader_that_stays_is_in_the_way()
    {
        await using var board = await FaultyBoard.WithATaskAsync(shared: true);
        using (var reader = SqliteDatabase.Open(board.Paths.History, SqliteMode.ReadOnly))
        {
            reader.Execute("BEGIN");
            Assert.Equal(1, reader.Number("SELECT count(*) FROM events"));
            var error = await Assert.ThrowsAsync<BoardLockedException>(() => board.AddAsync("second"));
            Assert.StartsWith($"Another program has been reading {board.Paths.History}", error.Message, StringComparison.Ordinal);
            Assert.Equal("first", board.IdsInFile());
        }

        Assert.Equal(2, (await board.AddAsync("second")).Revision);
        await board.HoldsAsync("first second");
    }
}
