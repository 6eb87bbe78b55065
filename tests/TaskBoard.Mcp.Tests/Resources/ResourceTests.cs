using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Resources;

/// <summary>The board for clients that show it, and prompts for people who start agents.</summary>
public sealed class ResourceTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_directory["personas"]);
        await File.WriteAllTextAsync(_directory["personas/reviewer.md"], "# Reviewer\n\nReads what others wrote.\n");
        await using var board = await Board.CreateAsync(_directory.Path);
        await board.AddAsync([new TaskDraft("A task") { Id = TaskId.Parse("a/ü") }, new TaskDraft("Another") { Id = TaskId.Parse("b") }], "lead");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_board_its_tasks_its_report_and_its_personas_can_be_read()
    {
        await using var session = await Session.OnAsync(_directory.Path);
        Assert.Equal(["taskboard://board", "taskboard://report"], (await session.Client.ListResourcesAsync()).Select(r => r.Uri));
        Assert.Equal(["taskboard://tasks/{id}", "taskboard://personas/{id}"], (await session.Client.ListResourceTemplatesAsync()).Select(r => r.UriTemplate));
        Assert.Equal(2, JsonNode.Parse(await TextAsync(session, "taskboard://board"))!.AsArray().Count);
        Assert.Equal("A task", JsonNode.Parse(await TextAsync(session, "taskboard://tasks/a%2F%C3%BC"))!["title"]!.GetValue<string>());
        Assert.StartsWith("# ", await TextAsync(session, "taskboard://report"), StringComparison.Ordinal);
        Assert.Contains("Reads what others wrote.", await TextAsync(session, "taskboard://personas/reviewer"), StringComparison.Ordinal);
        foreach (var uri in (string[])["taskboard://tasks/none", "taskboard://personas/..%2F..%2Fetc", "taskboard://secrets", "file:///etc/passwd"])
        {
            await Assert.ThrowsAsync<McpProtocolException>(() => session.Client.ReadResourceAsync(uri).AsTask());
        }
    }

    [Theory]
    [InlineData("2025-06-18")]
    [InlineData("2025-11-25")]
    public async Task Whoever_subscribes_hears_of_changes_by_hand_too(string version)
    {
        await using var session = await Session.OnAsync(_directory.Path, version: version);
        var told = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var one = await session.Client.SubscribeToResourceAsync("taskboard://tasks/b", (p, _) =>
        {
            told.Writer.TryWrite(p.Uri);
            return ValueTask.CompletedTask;
        });
        await EditUntilToldAsync(told.Reader);
        await Assert.ThrowsAsync<McpProtocolException>(() => session.Client.SubscribeToResourceAsync("taskboard://secrets"));
    }

    [Fact]
    public async Task The_newest_protocol_hears_of_them_on_a_request_that_is_held_open()
    {
        const string Meta =
            """
            "_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}
            """;
        await using var server = new LineServer(_directory.Path);
        await server.SendAsync("""{"jsonrpc":"2.0","id":77,"method":"subscriptions/listen","params":{META,"notifications":{"resourceSubscriptions":["taskboard://tasks/b","taskboard://secrets"]}}}"""
            .Replace("META", Meta, StringComparison.Ordinal));
        var first = await server.ReadAsync();
        Assert.Equal("notifications/subscriptions/acknowledged", first["method"]!.GetValue<string>());
        Assert.Equal("""["taskboard://tasks/b"]""", first["params"]!["notifications"]!["resourceSubscriptions"]!.ToJsonString());
        await using var board = await Board.OpenAsync(_directory.Path);
        using var told = new CancellationTokenSource();
        var editing = EditUntilAsync(board, told.Token);
        var second = await server.ReadAsync();
        await told.CancelAsync();
        await editing;
        Assert.Equal("taskboard://tasks/b", second["params"]!["uri"]!.GetValue<string>());
        await server.EndAsync();
        Assert.Equal(77, second["params"]!["_meta"]!["io.modelcontextprotocol/subscriptionId"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_happens_right_after_a_subscription_was_answered_is_told()
    {
        await using var session = await Session.OnAsync(_directory.Path, version: "2025-11-25");
        var told = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await using var board = await Board.OpenAsync(_directory.Path);
        await using var subscription = await session.Client.SubscribeToResourceAsync(
            "taskboard://tasks/b", (update, _) => { told.Writer.TryWrite(update.Uri); return ValueTask.CompletedTask; });
        await board.NoteAsync(TaskId.Parse("b"), "once", "lead");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal("taskboard://tasks/b", await told.Reader.ReadAsync(patience.Token));
    }

    [Fact]
    public async Task Whoever_subscribes_to_a_persona_hears_of_its_file_however_it_is_written()
    {
        var clock = new TimerClock();
        await using var session = await Session.StartAsync(new BoardMcpOptions { FindBoard = () => _directory.Path, Agent = "tester", TimeProvider = clock }, "2025-11-25");
        var told = System.Threading.Channels.Channel.CreateUnbounded<string>();
        ValueTask Tell(ResourceUpdatedNotificationParams update, CancellationToken none)
        {
            told.Writer.TryWrite(update.Uri);
            return ValueTask.CompletedTask;
        }

        await using var one = await session.Client.SubscribeToResourceAsync("taskboard://personas/reviewer", Tell);
        await using var other = await session.Client.SubscribeToResourceAsync("taskboard://personas/new%20one", Tell);
        var (reviewer, created) = (_directory["personas/reviewer.md"], _directory["personas/new one.md"]);
        await using var board = await Board.OpenAsync(_directory.Path);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var (change, uri) in ((Func<Task>, string)[])
            [
                (() => File.WriteAllTextAsync(reviewer, "# Reviewer\n\nReads it twice.\n"), "taskboard://personas/reviewer"),
                (() => File.WriteAllTextAsync(created, "# New\n"), "taskboard://personas/new%20one"),
                (() => Exchange(reviewer, "# Reviewer\n\nReads it thrice.\n"), "taskboard://personas/reviewer"),
                (() => Done(() => File.Delete(created)), "taskboard://personas/new%20one"),
                (() => Done(() => Directory.Move(_directory["personas"], _directory["gone"])), "taskboard://personas/reviewer"),
                (() => board.SetPersonaAsync("reviewer", "# Set\n\nReads nothing.\n", "lead"), "taskboard://personas/reviewer"),
                (() => board.RemovePersonaAsync("reviewer", "lead"), "taskboard://personas/reviewer"),
                (() => Done(() => Directory.Move(_directory["gone"], _directory["personas"])), "taskboard://personas/reviewer"),
            ])
        {
            while (clock.Waiting == 0)
            {
                await Task.Yield();
            }

            await change();
            clock.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(uri, await told.Reader.ReadAsync(patience.Token));
        }

        // What says the same as before has not changed.
        await Exchange(reviewer, "# Reviewer\n\nReads it thrice.\n");
        await File.WriteAllTextAsync(_directory["personas/unwanted.md"], "# Unwanted\n");
        while (clock.Waiting == 0)
        {
            await Task.Yield();
        }

        clock.Advance(TimeSpan.FromSeconds(2));
        await File.WriteAllTextAsync(created, "# New again\n");
        while (clock.Waiting == 0)
        {
            await Task.Yield();
        }

        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("taskboard://personas/new%20one", await told.Reader.ReadAsync(patience.Token));

        static Task Done(Action action)
        {
            action();
            return Task.CompletedTask;
        }

        static async Task Exchange(string path, string text)
        {
            await File.WriteAllTextAsync(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
        }
    }

    [Fact]
    public async Task The_newest_protocol_hears_of_a_persona_file_too()
    {
        await using var server = new LineServer(_directory.Path);
        await server.SendAsync(
            """
            {"jsonrpc":"2.0","id":5,"method":"subscriptions/listen","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}},"notifications":{"resourceSubscriptions":["taskboard://personas/reviewer"]}}}
            """);
        Assert.Equal("notifications/subscriptions/acknowledged", (await server.ReadAsync())["method"]!.GetValue<string>());
        await File.WriteAllTextAsync(_directory["personas/reviewer.md"], "# Reviewer\n\nReads it twice.\n");
        Assert.Equal("taskboard://personas/reviewer", (await server.ReadAsync())["params"]!["uri"]!.GetValue<string>());
        await server.EndAsync();
    }

    [Fact]
    public async Task Nothing_is_acknowledged_where_there_is_no_board_to_listen_to()
    {
        using var nothing = new TempDirectory();
        await using var session = await Session.StartAsync(new BoardMcpOptions { FindBoard = () => null }, "2025-11-25");
        await Assert.ThrowsAnyAsync<McpException>(async () => await session.Client.SubscribeToResourceAsync("taskboard://board"));
        await using var server = new LineServer(nothing.Path);
        await server.SendAsync(
            """
            {"jsonrpc":"2.0","id":5,"method":"subscriptions/listen","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}},"notifications":{"resourceSubscriptions":["taskboard://board"]}}}
            """);
        Assert.NotNull((await server.ReadAsync())["error"]);
        await server.EndAsync();
    }

    [Fact]
    public async Task Prompts_say_how_to_work_with_it()
    {
        await using var session = await Session.OnAsync(_directory.Path);
        var prompts = await session.Client.ListPromptsAsync();
        Assert.Equal(["planner", "worker", "coordinator", "guide"], prompts.Select(p => p.Name));
        var tools = (await session.Client.ListToolsAsync()).Select(t => t.Name).ToHashSet();
        var text = new System.Text.StringBuilder();
        foreach (var prompt in prompts)
        {
            var said = (TextContentBlock)(await session.Client.GetPromptAsync(prompt.Name)).Messages[0].Content;
            text.Append("=== ").Append(prompt.Name).Append('\n').Append(said.Text).Append("\n\n");
            Assert.All(System.Text.RegularExpressions.Regex.Matches(said.Text, "\\b[a-z]+_(tasks?|status|progress|history|agent)\\b"), m => Assert.Contains(m.Value, tools));
        }

        var goal = (TextContentBlock)(await session.Client.GetPromptAsync("planner", new Dictionary<string, object?> { ["goal"] = "parse it" })).Messages[0].Content;
        Assert.EndsWith("The goal: parse it", goal.Text, StringComparison.Ordinal);
        await Snapshot.Verify(text.ToString());
    }

    [Theory]
    [InlineData("planner", """{"gaol":"x","goal":7,"more":null}""", "These arguments cannot be used: 'gaol' is not known; 'goal' must be a text; 'more' is not known. The prompt planner takes 'goal', a text, or none.")]
    [InlineData("guide", """{"goal":"x"}""", "These arguments cannot be used: 'goal' is not known. The prompt guide takes none.")]
    [InlineData("worker", """{"persona":null}""", "These arguments cannot be used: 'persona' must be a text. The prompt worker takes 'persona', a text, or none.")]
    public async Task A_prompt_refuses_arguments_that_it_does_not_take(string prompt, string arguments, string message)
    {
        var answers = await RawServer.AnswersAsync(
            _directory.Path, RawServer.Initialize, $$$"""{"jsonrpc":"2.0","id":2,"method":"prompts/get","params":{"name":"{{{prompt}}}","arguments":{{{arguments}}}}}""");
        var error = answers.Single(a => a["id"]?.ToJsonString() == "2")["error"]!;
        Assert.Equal((-32602, message), (error["code"]!.GetValue<int>(), error["message"]!.GetValue<string>()));
    }

    /// <summary>A subscription may begin a moment after it was acknowledged: edits go on until one is told of.</summary>
    private async Task EditUntilToldAsync(System.Threading.Channels.ChannelReader<string> told)
    {
        await using var board = await Board.OpenAsync(_directory.Path);
        using var end = new CancellationTokenSource();
        var editing = EditUntilAsync(board, end.Token);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal("taskboard://tasks/b", await told.ReadAsync(patience.Token));
        await end.CancelAsync();
        await editing;
    }

    private static async Task EditUntilAsync(Board board, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested && i < 2000; i++)
        {
            await board.NoteAsync(TaskId.Parse("b"), $"note {i}", "lead", CancellationToken.None);
            await board.NoteAsync(TaskId.Parse("a/ü"), $"note {i}", "lead", CancellationToken.None);
        }
    }

    private static async Task<string> TextAsync(Session session, string uri) => ((TextResourceContents)(await session.Client.ReadResourceAsync(uri)).Contents[0]).Text;
}
