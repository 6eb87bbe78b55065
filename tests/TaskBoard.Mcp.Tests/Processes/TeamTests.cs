using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Processes;

/// <summary>Agents behind servers of their own, on one board, with commands and people among them.</summary>
public sealed class TeamTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_planner_two_workers_a_command_and_a_person_finish_ten_tasks_once_each()
    {
        await BoardCommand.RunAsync(_directory.Path, "init");
        await using (var planner = await ServerProcess.StartAsync(_directory.Path, "planner", "2025-06-18"))
        {
            Assert.Equal("2025-06-18", planner.Version);
            var plan = await planner.DoAsync("plan_tasks", new
            {
                tasks = Enumerable.Range(0, 10).Select(i => new { id = $"t{i}", key = $"k{i}", title = $"Part {i}", depends_on = i < 3 ? [] : new[] { $"k{i - 3}" } }),
                request_key = "plan",
            });
            Assert.Equal(["t0", "t1", "t2"], plan.GetProperty("ready").EnumerateArray().Select(e => e.GetString()));
        }

        // A command takes the first, and a person writes into the file, without any lock.
        var handle = (await BoardCommand.RunAsync(_directory.Path, "claim", "--agent", "cli-1")).Split('\n')[0];
        Assert.Equal("t0#1", handle);
        var file = _directory["tasks.json"];
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("Part 9", "Part 9, by hand", StringComparison.Ordinal));
        await using var one = await ServerProcess.StartAsync(_directory.Path, "worker-1", "2025-11-25");
        await using var two = await ServerProcess.StartAsync(_directory.Path, "worker-2", "2026-07-28");
        Assert.Equal(("2025-11-25", "2026-07-28"), (one.Version, two.Version));
        var working = Task.WhenAll(WorkAsync(one), WorkAsync(two));
        await BoardCommand.RunAsync(_directory.Path, "complete", handle, "done by a command", "--agent", "cli-1");
        Assert.Equal(9, (await working).Sum());

        await using var third = await ServerProcess.StartAsync(_directory.Path, "worker-3");
        Assert.Equal("done", (await third.DoAsync("claim_task")).GetProperty("reason").GetString());

        await using var board = await Board.OpenAsync(_directory.Path);
        var snapshot = await board.ReadAsync();
        Assert.All(snapshot.Tasks, t => Assert.Equal(TaskState.Completed, t.State));
        Assert.Equal("Part 9, by hand", snapshot.Find(TaskId.Parse("t9"))!.Title);
        var (completed, agents) = (new List<string>(), new HashSet<string>());
        await foreach (var e in board.History.EventsAsync())
        {
            agents.Add(e.Agent ?? e.Source);
            if (e.ToStatus == "COMPLETED" && e.FromStatus != "COMPLETED")
            {
                completed.Add(e.Task!);
            }
        }

        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"t{i}"), completed.Order(StringComparer.Ordinal));
        Assert.Superset(new HashSet<string> { "planner", "worker-1", "worker-2", "cli-1", "hand-edit" }, agents);
        Assert.True((await board.History.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_claim_lives_while_its_client_is_there_and_comes_back_after_it()
    {
        await BoardCommand.RunAsync(_directory.Path, "init");
        await BoardCommand.RunAsync(_directory.Path, "add", "Short lease", "--id", "short", "--agent", "lead", "--priority", "high");
        await BoardCommand.RunAsync(_directory.Path, "add", "Long lease", "--id", "long", "--agent", "lead");
        await using var other = await ServerProcess.StartAsync(_directory.Path, "other");
        await using (var first = await ServerProcess.StartAsync(_directory.Path, "first"))
        {
            Assert.Equal("short#1", (await first.DoAsync("claim_task", new { lease = "6s" })).GetProperty("claim").GetString());
            Assert.Equal("long#1", (await first.DoAsync("claim_task", new { another = true, lease = "1h" })).GetProperty("claim").GetString());
            var nothing = await other.DoAsync("claim_task", new { wait_seconds = 8 });
            Assert.Equal(("timeout", 2), (nothing.GetProperty("reason").GetString(), nothing.GetProperty("in_hand").GetInt32()));
        }

        // It went away: what has a lease left waits for it, what has none is free.
        Assert.Equal("short#2", (await other.DoAsync("claim_task", new { wait_seconds = 30 })).GetProperty("claim").GetString());
        await using var again = await ServerProcess.StartAsync(_directory.Path, "first");
        var back = await again.DoAsync("claim_task");
        Assert.Equal(("long#1", true), (back.GetProperty("claim").GetString(), back.GetProperty("resumed").GetBoolean()));
        var late = await again.CallAsync("finish_task", new { claim = "short#1", outcome = "completed" });
        Assert.Equal("TB2003", late.StructuredContent!.Value.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Thirty_megabytes_on_a_line_are_answered_and_not_kept()
    {
        using var server = await InitializedAsync();
        var before = Peak(server);
        await server.StandardInput.WriteAsync("""{"jsonrpc":"2.0","method":"tools/call","params":{"name":"list_tasks","arguments":{"text":" """);
        for (var i = 0; i < 30; i++)
        {
            await server.StandardInput.WriteAsync(new string('x', 1_000_000));
        }

        await server.StandardInput.WriteLineAsync("""
            "}},"id":9}
            """);
        Assert.Equal(9, JsonNode.Parse((await server.StandardOutput.ReadLineAsync())!)!["id"]!.GetValue<int>());
        Assert.InRange(Peak(server) - before, 0, 40_000_000);
        await server.StandardInput.WriteLineAsync(RawServer.Call(10, "list_tasks"));
        Assert.Equal(10, JsonNode.Parse((await server.StandardOutput.ReadLineAsync())!)!["id"]!.GetValue<int>());
        server.StandardInput.Close();
        Assert.Equal("", await server.StandardOutput.ReadToEndAsync());
        await server.WaitForExitAsync();
        Assert.Equal(0, server.ExitCode);
    }

    [Fact]
    public async Task Two_hundred_megabytes_in_sixty_messages_at_once_are_answered_and_never_in_memory_together()
    {
        using var server = await InitializedAsync();
        var before = Peak(server);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var sending = SendAsync();
        var ids = new List<int>();
        while (ids.Count < 60)
        {
            ids.Add(JsonNode.Parse((await server.StandardOutput.ReadLineAsync(patience.Token))!)!["id"]!.GetValue<int>());
        }

        await sending;
        Assert.Equal(Enumerable.Range(1, 60), ids.Order());
        Assert.InRange(Peak(server) - before, 0, 400_000_000);
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        Assert.Equal(0, server.ExitCode);

        async Task SendAsync()
        {
            var text = new string('x', 3_500_000);
            for (var id = 1; id <= 60; id++)
            {
                await server.StandardInput.WriteLineAsync(RawServer.Call(id, "update_task", $$"""{"task":"none","agent":"tester","reason":"{{text}}"}""").AsMemory(), patience.Token);
            }
        }
    }

    private static long Peak(Process process)
    {
        process.Refresh();
        return process.PeakWorkingSet64;
    }

    private static async Task<int> WorkAsync(ServerProcess worker)
    {
        for (var done = 0; ; done++)
        {
            var claim = await worker.DoAsync("claim_task", new { wait_seconds = 30 });
            if (claim.GetProperty("claim").ValueKind == JsonValueKind.Null)
            {
                Assert.Equal("done", claim.GetProperty("reason").GetString());
                return done;
            }

            var handle = claim.GetProperty("claim").GetString();
            await worker.DoAsync("report_progress", new { claim = handle, percent = 50, note = "half of it" });
            await worker.DoAsync("finish_task", new { claim = handle, outcome = "completed", summary = $"{handle} is done" });
        }
    }

    /// <summary>A server at a new board that was greeted, to be spoken to by hand.</summary>
    private async Task<Process> InitializedAsync()
    {
        await BoardCommand.RunAsync(_directory.Path, "init");
        var server = BoardCommand.Start(_directory.Path, "mcp");
        await server.StandardInput.WriteLineAsync(RawServer.Initialize);
        Assert.NotNull(await server.StandardOutput.ReadLineAsync());
        return server;
    }
}
