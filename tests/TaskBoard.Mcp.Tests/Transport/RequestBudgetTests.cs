using System.Text;
using TaskBoard.Mcp.Transport;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Transport;

/// <summary>However many long messages a client sends at once, few are in memory, all are answered, and what is short goes past them.</summary>
public sealed class RequestBudgetTests : IAsyncLifetime, IDisposable
{
    private const int Long = BoardMcpServer.MaxMessageBytes - 1000;

    private readonly TempDirectory _directory = new();

    public Task InitializeAsync() => File.WriteAllTextAsync(_directory["tasks.json"], "[]");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_short_goes_past_a_request_without_room_which_comes_when_another_has_ended()
    {
        await using var server = await FullAsync();
        await server.SendAsync(Padded(RawServer.Call(5, "list_tasks")));
        await server.SendAsync(RawServer.Call(6, "list_tasks"));
        Assert.Equal(6, await IdAsync(server));
        await server.SendAsync(Cancellation(2));
        Assert.Equal(5, await IdAsync(server));

        // Room for one is free since: of two, the second has to wait for the first, and behind it nothing is read.
        foreach (var id in (int[])[7, 8, 9])
        {
            await server.SendAsync(Padded(RawServer.Call(id, "list_tasks")));
        }

        await server.SendAsync(RawServer.Call(10, "list_tasks"));
        Assert.Equal([7, 8, 9, 10], new[] { await IdAsync(server), await IdAsync(server), await IdAsync(server), await IdAsync(server) }.Order());
    }

    [Fact]
    public async Task A_request_without_room_that_is_cancelled_is_never_done()
    {
        await using var server = await FullAsync();
        await server.SendAsync(Padded(RawServer.Call(5, "plan_tasks", """{"tasks":[{"title":"A"}]}""")));
        await server.SendAsync(Cancellation(5));
        await server.SendAsync(Cancellation(1));
        await server.SendAsync(Padded(RawServer.Call(6, "list_tasks")));
        Assert.Equal(6, await IdAsync(server));
        Assert.Equal("[]", await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task What_has_no_room_at_the_end_of_the_stream_is_done_and_answered()
    {
        string[] lines =
        [
            RawServer.Initialize, .. Waiting(),
            Padded(RawServer.Call(5, "plan_tasks", """{"tasks":[{"title":"A"}]}""")),
        ];
        var answers = await RawServer.AnswersAsync(_directory.Path, TextWriter.Null, 1, lines.Select(Encoding.UTF8.GetBytes));
        Assert.Equal(["\"begin\"", "1", "2", "3", "4", "5"], answers.Select(a => a["id"]!.ToJsonString()).Order());
        Assert.Contains("\"A\"", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_message_that_is_no_request_or_stays_open_is_thrown_away()
    {
        await using var log = new StringWriter();
        string[] lines =
        [
            RawServer.Initialize,
            .. Enumerable.Repeat(Padded("""{"jsonrpc":"2.0","method":"notifications/no_such"}"""), 8),
            Padded("""{"jsonrpc":"2.0","id":6,"method":"subscriptions/listen","params":{"notifications":{"resourceSubscriptions":[]}}}"""),
            Padded("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"list_tasks","arguments":{}},"id":8,"method":"no/such"}"""),
            RawServer.Call(9, "list_tasks"),
        ];
        var answers = await RawServer.AnswersAsync(_directory.Path, log, 4, lines.Select(Encoding.UTF8.GetBytes));
        Assert.Contains("65536 are the most", answers.Single(a => a["id"]!.ToJsonString() == "6")["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(answers, a => a["id"]!.ToJsonString() == "9");
        Assert.Equal(8, log.ToString().Split("65536 are the most").Length - 1);
    }

    [Fact]
    public void Room_is_given_back_once_however_a_request_ends()
    {
        var budget = new RequestBudget();
        Assert.True(budget.TryTake("1", RequestBudget.AllBytes));
        Assert.False(budget.TryTake("2", 1));
        var signal = budget.GivenBack;
        using (var share = budget.Begin("1"))
        {
            // The answer goes out before whoever served it has ended.
            budget.Answered("1");
            Assert.False(signal.IsCompleted);
            share!.Dispose();
        }

        Assert.True(signal.IsCompleted);
        Assert.True(budget.TryTake("2", RequestBudget.AllBytes));
        budget.Answered("2");
        Assert.Null(budget.Begin("2"));
        Assert.True(budget.TryTake("3", RequestBudget.AllBytes / 2));
        Assert.False(budget.TryTake("3", 1));
        Assert.True(budget.TryTake("4", RequestBudget.AllBytes / 2));
        Assert.False(budget.TryTake("5", 1));
    }

    /// <summary>A server with as many long requests in hand as there is room for, which wait.</summary>
    private async Task<LineServer> FullAsync()
    {
        var server = new LineServer(_directory.Path);
        await server.SendAsync(RawServer.Initialize);
        await server.ReadAsync();
        foreach (var line in Waiting())
        {
            await server.SendAsync(line);
        }

        return server;
    }

    private static IEnumerable<string> Waiting() =>
        Enumerable.Range(1, 4).Select(id => Padded(RawServer.Call(id, "board_status", """{"wait_seconds":50,"since_revision":1000}""")));

    private static string Padded(string line) => line[..^1] + new string(' ', Long - line.Length) + "}";

    private static string Cancellation(int id) => $$$"""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":{{{id}}}}}""";

    private static async Task<int> IdAsync(LineServer server) => (await server.ReadAsync())["id"]!.GetValue<int>();
}
