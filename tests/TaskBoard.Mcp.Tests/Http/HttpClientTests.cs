using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>Clients of the SDK over HTTP: every version of the protocol, many at once, and calls that wait.</summary>
public sealed class HttpClientTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _directory = new();
    private Board _board = null!;
    private HttpBoard _server = null!;

    public async Task InitializeAsync()
    {
        _board = await Board.CreateAsync(_directory.Path);
        _server = await HttpBoard.StartAsync(_directory.Path);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _board.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("2025-03-26")]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task Each_version_has_the_tools_the_resources_and_the_prompts(string version)
    {
        await using var client = await _server.ConnectAsync(version);
        Assert.Equal(version, client.NegotiatedProtocolVersion);
        Assert.Equal(version == HttpBoard.New, client.ServerCapabilities.Resources!.Subscribe);
        var tools = await client.ListToolsAsync();
        Assert.Equal(10, tools.Count);
        Assert.Contains("Renew the lease with report_progress", tools.Single(t => t.Name == "claim_task").Description, StringComparison.Ordinal);
        var plan = await Session.CallAsync(client, "plan_tasks", new { agent = "planner", tasks = new[] { new { id = "ä", title = "Über <alles> \"hier\"", description = "One\r\nSet-Cookie: two\r\n\r\ndata: three" } } });
        Assert.True(plan.IsError != true, plan.StructuredContent?.GetRawText());
        Assert.Contains("Über", ((TextResourceContents)(await client.ReadResourceAsync("taskboard://tasks/%C3%A4")).Contents[0]).Text, StringComparison.Ordinal);
        Assert.Equal(4, (await client.ListPromptsAsync()).Count);
        var unknown = await Assert.ThrowsAsync<McpProtocolException>(() => client.ReadResourceAsync("taskboard://tasks/none").AsTask());
        Assert.Equal(McpErrorCode.ResourceNotFound, unknown.ErrorCode);
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_call_that_waits_tells_that_it_lives_and_answers_when_there_is_work(string version)
    {
        await BlockedTaskAsync();
        await using var client = await _server.ConnectAsync(version);
        var alive = new TaskCompletionSource();
        var waiting = client.CallToolAsync(
            "claim_task", new Dictionary<string, object?> { ["wait_seconds"] = 50, ["agent"] = "w" }, new Told(() => alive.TrySetResult())).AsTask();
        await alive.Task.WaitAsync(s_patience);
        await _board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "" }, "lead");
        Assert.Equal("a#1", (await waiting.WaitAsync(s_patience)).StructuredContent!.Value.GetProperty("claim").GetString());
    }

    [Theory]
    [InlineData("2025-11-25")]
    [InlineData("2026-07-28")]
    public async Task A_caller_that_closes_its_connection_takes_nothing_any_more(string version)
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new() { Requests = 1 });
        await using var client = await WhenThereIsRoomAsync(() => server.ConnectAsync(version));
        await BlockedTaskAsync();
        var alive = new TaskCompletionSource();
        using var wanted = new CancellationTokenSource();
        var waiting = WhenThereIsRoomAsync(() => client.CallToolAsync(
            "claim_task", new Dictionary<string, object?> { ["wait_seconds"] = 50, ["agent"] = "w" }, new Told(() => alive.TrySetResult()), cancellationToken: wanted.Token).AsTask());
        await alive.Task.WaitAsync(s_patience);
        await wanted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        // There is room for one request: another one is answered when the first is over.
        await WhenThereIsRoomAsync(server, RawServer.Call(9, "list_tasks"));
        await _board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "" }, "lead");
        var claim = HttpBoard.Event(await WhenThereIsRoomAsync(server, RawServer.Call(10, "claim_task", """{"agent":"other"}""")));
        Assert.Equal("a#1", claim["result"]!["structuredContent"]!["claim"]!.GetValue<string>());
        Assert.Equal("", server.Log);
    }

    [Fact]
    public async Task Eight_clients_at_once_do_every_task_once()
    {
        const int Tasks = 40;
        await _board.AddAsync([.. Enumerable.Range(0, Tasks).Select(i => new TaskDraft($"Task {i}"))], "lead");
        var done = new ConcurrentBag<string>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            await using var client = await _server.ConnectAsync(i % 2 == 0 ? HttpBoard.New : "2025-06-18");
            while (true)
            {
                var claim = (await Session.CallAsync(client, "claim_task", new { agent = $"worker-{i}", wait_seconds = 30 })).StructuredContent!.Value;
                if (claim.GetProperty("claim").GetString() is not { } handle)
                {
                    Assert.Equal("done", claim.GetProperty("reason").GetString());
                    return;
                }

                var finish = await Session.CallAsync(client, "finish_task", new { agent = $"worker-{i}", claim = handle, outcome = "completed", summary = "done" });
                Assert.True(finish.IsError != true, finish.StructuredContent?.GetRawText());
                done.Add(handle);
            }
        }));
        Assert.Equal((Tasks, Tasks), (done.Count, done.Distinct().Count()));
        Assert.All((await _board.ReadAsync()).Tasks, t => Assert.Equal(TaskState.Completed, t.State));
        Assert.Equal("", _server.Log);
    }

    [Fact]
    public async Task A_subscription_of_the_newest_version_is_told_of_changes_until_the_server_ends()
    {
        await BlockedTaskAsync();
        using var request = _server.Post(new StringContent("""
            {"jsonrpc":"2.0","id":77,"method":"subscriptions/listen","params":{"notifications":{"resourceSubscriptions":["taskboard://tasks/a"]},
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}
            """));
        request.Headers.Add("MCP-Protocol-Version", HttpBoard.New);
        request.Headers.Add("Mcp-Method", "subscriptions/listen");
        using var answer = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        Assert.Equal("notifications/subscriptions/acknowledged", (await NextAsync(events))!["method"]!.GetValue<string>());

        // It may begin a moment after it was acknowledged.
        var told = NextAsync(events);
        for (var i = 0; !told.IsCompleted && i < 2000; i++)
        {
            await _board.NoteAsync(TaskId.Parse("a"), $"note {i}", "lead", CancellationToken.None);
        }

        Assert.Equal("taskboard://tasks/a", (await told)!["params"]!["uri"]!.GetValue<string>());
        await _server.EndAsync();
        JsonNode? last = null;
        while (await NextAsync(events) is { } next)
        {
            last = next;
        }

        Assert.Equal((77, true), (last!["id"]!.GetValue<int>(), last["result"] is not null));
    }

    [Fact]
    public async Task Whoever_agreed_on_an_older_version_is_told_that_there_are_no_subscriptions()
    {
        await using var client = await _server.ConnectAsync("2025-11-25");
        var refused = await Assert.ThrowsAnyAsync<McpException>(() => client.SubscribeToResourceAsync("taskboard://board"));
        Assert.Equal(McpErrorCode.MethodNotFound, Assert.IsType<McpProtocolException>(refused).ErrorCode);
    }

    private static async Task<string> WhenThereIsRoomAsync(HttpBoard server, string message)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            using var answer = await server.PostAsync(message, patience.Token);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return await answer.Content.ReadAsStringAsync(patience.Token);
            }
        }
    }

    /// <summary>The same by a client, whose messages follow each other faster than the server notices that the one before is answered.</summary>
    private static async Task<T> WhenThereIsRoomAsync<T>(Func<Task<T>> ask)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.ServiceUnavailable && !patience.IsCancellationRequested)
            {
                // Not yet.
            }
        }
    }

    /// <summary>The next event; null: there is none any more.</summary>
    private static async Task<JsonNode?> NextAsync(StreamReader events)
    {
        while (await events.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return JsonNode.Parse(line["data: ".Length..]);
            }
        }

        return null;
    }

    private async Task BlockedTaskAsync()
    {
        await _board.AddAsync([new TaskDraft("Held back") { Id = TaskId.Parse("a") }], "lead");
        await _board.EditAsync(TaskId.Parse("a"), new TaskEdit { Blocked = "no samples" }, "lead");
    }

    private sealed class Told(Action told) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => told();
    }
}
