using ModelContextProtocol;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Tools;

/// <summary>Calls that wait: told that they live, answered when something happens, ended when nobody wants them any more.</summary>
public sealed class WaitTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();

    public async Task InitializeAsync() => await (await Board.CreateAsync(_directory.Path)).DisposeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_claim_waits_until_there_is_work_and_says_so_meanwhile()
    {
        await using var board = await Board.OpenAsync(_directory.Path);
        await board.AddAsync([new TaskDraft("Held back") { Id = TaskId.Parse("a") }], "lead");
        await board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "no samples" }, "lead");
        await using var session = await Session.OnAsync(_directory.Path);
        var alive = new TaskCompletionSource();
        var waiting = session.Client.CallToolAsync(
            "claim_task", new Dictionary<string, object?> { ["wait_seconds"] = 50 }, new Progress(_ => alive.TrySetResult())).AsTask();
        await alive.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "" }, "lead");
        var answer = await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("a#1", answer.StructuredContent!.Value.GetProperty("claim").GetString());
    }

    [Fact]
    public async Task A_call_that_is_cancelled_takes_nothing_any_more()
    {
        await using var board = await Board.OpenAsync(_directory.Path);
        await using var server = new LineServer(_directory.Path);
        await WaitForWhatIsHeldBackAsync(board, server);
        await server.SendAsync("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}""");
        await server.SendAsync(RawServer.Call(6, "list_tasks"));
        await server.AnswerAsync(6);

        // Nobody waits for it any more, so the next to ask gets it.
        await board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "" }, "lead");
        await server.SendAsync(RawServer.Call(7, "claim_task", """{"agent":"other"}"""));
        Assert.Equal("a#1", (await server.AnswerAsync(7))["result"]!["structuredContent"]!["claim"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing_that_waits_and_nothing_that_takes_a_task()
    {
        await using var board = await Board.OpenAsync(_directory.Path);
        await using var server = new LineServer(_directory.Path);
        await WaitForWhatIsHeldBackAsync(board, server);
        await server.EndAsync();
        await board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "" }, "lead");
        Assert.Equal(TaskState.Pending, (await board.FindAsync(TaskId.Parse("a")))!.State);
    }

    [Fact]
    public async Task The_status_waits_for_a_change_and_misses_none()
    {
        await using var board = await Board.OpenAsync(_directory.Path);
        await using var session = await Session.OnAsync(_directory.Path);
        var begin = await session.DoAsync("board_status");
        Assert.False(begin.GetProperty("changed").GetBoolean());
        var since = begin.GetProperty("revision").GetInt64();
        var waiting = session.DoAsync("board_status", new { since_revision = since, wait_seconds = 50 });
        await board.AddAsync([new TaskDraft("A")], "lead");
        var first = await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(first.GetProperty("changed").GetBoolean());

        // By hand, and before anybody asks.
        var file = _directory["tasks.json"];
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"A\"", "\"A, and more\"", StringComparison.Ordinal));
        var second = await session.DoAsync("board_status", new { since_revision = first.GetProperty("revision").GetInt64(), wait_seconds = 50 });
        Assert.Equal("A, and more", second.GetProperty("ready")[0].GetProperty("title").GetString());
    }

    /// <summary>A call that waits for a task which nobody can have yet.</summary>
    private static async Task WaitForWhatIsHeldBackAsync(Board board, LineServer server)
    {
        await board.AddAsync([new TaskDraft("Held back") { Id = TaskId.Parse("a") }], "lead");
        await board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "no samples" }, "lead");
        await server.SendAsync(RawServer.Initialize);
        await server.ReadAsync();
        await server.SendAsync("""{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"claim_task","arguments":{"wait_seconds":50},"_meta":{"progressToken":"p"}}}""");
        Assert.Equal("notifications/progress", (await server.ReadAsync())["method"]!.GetValue<string>());
    }

    private sealed class Progress(Action<ProgressNotificationValue> told) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => told(value);
    }
}
