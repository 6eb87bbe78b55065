using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class HistoryQueryTests
{
    private const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";

    [Fact]
    public async Task Values_of_every_kind_come_as_what_they_are()
    {
        using var board = RecordedBoard.WithALife();
        var result = await board.History.QueryAsync("SELECT 1 AS a, 1.5 AS b, 'ä' || char(0) || 'b' AS c, '' AS d, NULL AS e, x'00ff' AS f, 2 AS a, 3 AS a -- all\n;");
        Assert.Equal(["a", "b", "c", "d", "e", "f", "a:2", "a:3"], result.Columns);
        Assert.Equal([1L, 1.5, "ä\0b", "", null, "00FF", 2L, 3L], Assert.Single(result.Rows).Select(v => v is byte[] bytes ? Convert.ToHexString(bytes) : v));
        Assert.False(result.IsCut);
    }

    [Fact]
    public async Task Parameters_are_bound_as_text_and_missing_ones_are_null()
    {
        using var board = RecordedBoard.WithALife();
        var options = new QueryOptions { Parameters = new Dictionary<string, string> { ["task"] = "a'; DROP TABLE events; --" } };
        Assert.Equal(["a'; DROP TABLE events; --", null], Assert.Single((await board.History.QueryAsync("SELECT :task, :other", options)).Rows));
        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => board.History.QueryAsync("SELECT 1", options));
        Assert.Equal("The query has no parameter :task.", refusal.Message);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    [InlineData(8, false)]
    public async Task Rows_beyond_the_limit_are_left_out_and_it_says_so(int limit, bool cut)
    {
        using var board = RecordedBoard.WithALife();
        var result = await board.History.QueryAsync("SELECT seq FROM events ORDER BY seq", new QueryOptions { MaxRows = limit });
        Assert.Equal((Math.Min(limit, 7), cut), (result.Rows.Count, result.IsCut));
    }

    [Theory]
    [InlineData("DELETE FROM events")]
    [InlineData("  /* a comment */ -- another\n update events set details = 'x'")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM leases")]
    [InlineData("WITH x AS (SELECT 1) INSERT INTO board_tasks SELECT 'x', 'x', 'x', 'x'")]
    [InlineData("INSERT INTO nothing VALUES (1)")]
    [InlineData("DROP VIEW tasks")]
    [InlineData("PRAGMA journal_mode=DELETE")]
    [InlineData("ATTACH 'other.db' AS other")]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("COMMIT")]
    [InlineData("VACUUM INTO 'copy.db'")]
    [InlineData("SELECT 1; DELETE FROM events")]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("(SELECT 1)")]
    public async Task Whatever_does_not_only_read_is_refused(string sql)
    {
        using var board = RecordedBoard.WithALife();
        var before = board.Query("SELECT * FROM events") + board.Query("SELECT * FROM leases") + board.Query("SELECT * FROM board_tasks");
        var refusal = await Assert.ThrowsAsync<QueryRefusedException>(() => board.History.QueryAsync(sql));
        Assert.Equal((BoardErrorCodes.QueryRefused, BoardErrorKind.Refused), (refusal.Code, refusal.Kind));
        Assert.Equal(before, board.Query("SELECT * FROM events") + board.Query("SELECT * FROM leases") + board.Query("SELECT * FROM board_tasks"));
    }

    [Theory]
    [InlineData("", "The query is empty.")]
    [InlineData(" -- nothing\n ; /* at all", "The query is empty.")]
    [InlineData("SELECT 1\0, 2", "The query holds a NUL character.")]
    [InlineData("SELECT FROM", "SQLite cannot run this query: near \"FROM\": syntax error.")]
    [InlineData("SELECT json('{') FROM events", "SQLite cannot run this query: malformed JSON.")]
    [InlineData("SELECT title FROM task", "SQLite cannot run this query: no such table: task. Did you mean tasks? There are tasks, ")]
    [InlineData("SELECT title FROM secrets", "SQLite cannot run this query: no such table: secrets. There are tasks, ")]
    [InlineData("SELECT name FROM tasks", "SQLite cannot run this query: no such column: name. SELECT name FROM pragma_table_info('NAME') lists ")]
    public async Task What_SQLite_does_not_understand_is_said_in_its_words(string sql, string beginning)
    {
        using var board = RecordedBoard.WithALife();
        var refusal = await Assert.ThrowsAsync<InvalidRequestException>(() => board.History.QueryAsync(sql));
        Assert.StartsWith(beginning, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(-1, 10)]
    [InlineData(1, 0)]
    [InlineData(1, 3601)]
    public async Task Bounds_that_make_no_sense_are_refused(int rows, int seconds)
    {
        using var board = RecordedBoard.WithALife();
        await Assert.ThrowsAsync<InvalidRequestException>(
            () => board.History.QueryAsync("SELECT 1", new QueryOptions { MaxRows = rows, Timeout = TimeSpan.FromSeconds(seconds) }));
    }

    [Fact]
    public async Task A_query_that_takes_too_long_is_stopped()
    {
        using var board = RecordedBoard.WithALife();
        var clock = new HurriedClock();
        var history = new BoardHistory(_ => board.Store.OpenReader(), () => board.File, () => new BoardLimits(), "tasks.json", timeProvider: clock);
        var timeout = await Assert.ThrowsAsync<QueryTimeoutException>(() => history.QueryAsync(Endless + "SELECT count(*) FROM n"));
        Assert.Equal((TimeSpan.FromSeconds(10), BoardErrorKind.TimedOut), (timeout.Timeout, timeout.Kind));
        Assert.InRange(clock.Looks, 10, 13);
    }

    [Fact]
    public async Task A_cancelled_query_ends()
    {
        using var board = RecordedBoard.WithALife();
        using var source = new CancellationTokenSource();
        var clock = new HurriedClock { Look = source.Cancel };
        var history = new BoardHistory(_ => board.Store.OpenReader(), () => board.File, () => new BoardLimits(), "tasks.json", timeProvider: clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => history.QueryAsync(Endless + "SELECT count(*) FROM n", null, source.Token));
    }

    [Fact]
    public async Task A_change_is_made_beside_a_running_query_which_does_not_see_it()
    {
        using var board = RecordedBoard.WithALife();
        var looks = 0;
        var clock = new HurriedClock
        {
            Look = () =>
            {
                // The first look is before the query begins; a later one is in the midst of it.
                if (++looks == 2)
                {
                    board.Record("""{"id":"d","title":"Meanwhile"}""");
                }
            },
        };
        var history = new BoardHistory(_ => board.Store.OpenReader(), () => board.File, () => new BoardLimits(), "tasks.json", timeProvider: clock);
        var options = new QueryOptions { Timeout = TimeSpan.FromHours(1) };
        var result = await history.QueryAsync(Endless + "SELECT (SELECT count(*) FROM (SELECT i FROM n LIMIT 10000)), (SELECT count(*) FROM events)", options);
        Assert.Equal([10_000L, 7L], Assert.Single(result.Rows));
        Assert.Equal("8", board.Query("SELECT count(*) FROM events"));
    }

    [Fact]
    public async Task Where_nothing_was_recorded_the_tables_are_there_and_empty()
    {
        await using var board = Board.InMemory();
        Assert.Empty((await board.History.QueryAsync("SELECT * FROM task_timeline")).Rows);
        await board.AddAsync(new TaskDraft("First"), "planner");
        Assert.Equal(["First"], Assert.Single((await board.History.QueryAsync("SELECT title FROM tasks")).Rows));
        await Assert.ThrowsAsync<QueryRefusedException>(() => board.History.QueryAsync("DELETE FROM events"));
    }

    /// <summary>A clock that a second passes on whenever somebody looks at it.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public int Looks { get; private set; }

        public Action? Look { get; init; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            Look?.Invoke();
            return Looks++;
        }
    }
}
