using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Tools;

/// <summary>A board worked on by tools alone.</summary>
public sealed class ToolTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_task_goes_from_a_plan_to_its_end()
    {
        await using var session = await OnBoardAsync();
        var plan = await session.DoAsync("plan_tasks", new
        {
            tasks = new object[]
            {
                new { key = "a", title = "Parse the header", priority = "high", acceptance = new[] { "12 tests" } },
                new { key = "b", title = "Parse the body", depends_on = new[] { "a" } },
            },
            agent = "planner",
        });
        Assert.Equal(2, plan.GetProperty("total").GetInt32());
        var (a, b) = (Id(plan, 0), Id(plan, 1));
        Assert.Equal([a], plan.GetProperty("ready").EnumerateArray().Select(e => e.GetString()));

        var claim = await session.DoAsync("claim_task");
        var handle = claim.GetProperty("claim").GetString()!;
        Assert.Equal($"{a}#1", handle);
        Assert.Equal("Parse the header", claim.GetProperty("task").GetProperty("title").GetString());
        Assert.False(claim.GetProperty("resumed").GetBoolean());

        // Whoever lost its memory and claims again goes on with the same task.
        var again = await session.DoAsync("claim_task");
        Assert.Equal((handle, true), (again.GetProperty("claim").GetString(), again.GetProperty("resumed").GetBoolean()));

        var progress = await session.DoAsync("report_progress", new { claim = handle, percent = 50, note = "magic number checked" });
        Assert.Equal(50, progress.GetProperty("task").GetProperty("progress").GetInt32());
        Assert.NotNull((await session.DoAsync("report_progress", new { claim = handle })).GetProperty("lease_expires_at").GetString());

        var end = await session.DoAsync("finish_task", new { claim = handle, outcome = "completed", summary = "parsed", evidence = new[] { "12 passed" }, artifacts = new[] { "header.c" } });
        Assert.Equal("COMPLETED", end.GetProperty("task").GetProperty("status").GetString());
        Assert.Equal([b], end.GetProperty("became_ready").EnumerateArray().Select(t => t.GetProperty("id").GetString()));

        var whole = (await session.DoAsync("get_task", new { task = a })).GetProperty("task");
        var result = whole.GetProperty("result");
        Assert.Equal(("parsed", "12 passed", "header.c"), (result.GetProperty("summary").GetString(), result.GetProperty("evidence")[0].GetString(), result.GetProperty("artifacts")[0].GetString()));

        var next = await session.DoAsync("claim_task", new { agent = "other" });
        Assert.Equal("parsed", next.GetProperty("results")[0].GetProperty("summary").GetString());
        Assert.Equal("released", (await session.CallAsync("finish_task", new { claim = $"{b}#1", outcome = "released", agent = "other", summary = "not mine" })).IsError == true ? "" : "released");
        var nothing = await session.DoAsync("claim_task", new { labels = new[] { "none has it" } });
        Assert.Equal((JsonValueKind.Null, "nothing_ready"), (nothing.GetProperty("claim").ValueKind, nothing.GetProperty("reason").GetString()));
        await session.DoAsync("update_task", new { task = b, action = "cancel", reason = "not needed" });
        Assert.Equal("done", (await session.DoAsync("claim_task")).GetProperty("reason").GetString());

        var history = await session.DoAsync("task_history", new { since = "0" });
        Assert.Equal(["planner", "planner", "tester", "tester", "tester", "other", "other", "tester"], history.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("agent").GetString()));
        Assert.Equal(history.GetProperty("items").GetArrayLength(), history.GetProperty("total").GetInt32());
        var then = await session.DoAsync("task_history", new { at = "2" });
        Assert.Equal(["IN_PROGRESS", "PENDING"], then.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("status").GetString()));
        Assert.Equal("IN_PROGRESS", (await session.DoAsync("task_history", new { at = "2", task = a })).GetProperty("task").GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_task_that_is_given_back_says_since_when_and_where_it_is_in_hand()
    {
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A"}]""");
        await session.DoAsync("register_agent", new { working_directory = "/repos/tree" });
        var first = await session.DoAsync("claim_task");
        Assert.Equal((false, false), (first.GetProperty("resumed").GetBoolean(), first.TryGetProperty("working_directory", out _)));
        var since = first.GetProperty("since").GetString();
        Assert.NotNull(since);

        // More reports than the file keeps entries, so that the one of the claim is in the history alone.
        for (var i = 1; i <= 25; i++)
        {
            await session.DoAsync("report_progress", new { claim = "a#1", percent = i });
        }

        Assert.DoesNotContain("ASSIGNED", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
        var again = await session.DoAsync("claim_task");
        Assert.Equal(
            ("a#1", true, since, "/repos/tree"),
            (again.GetProperty("claim").GetString(), again.GetProperty("resumed").GetBoolean(), again.GetProperty("since").GetString(), again.GetProperty("working_directory").GetString()));
    }

    [Fact]
    public async Task Whoever_finds_nothing_to_do_hears_of_failures()
    {
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A","status":"FAILED"},{"id":"b","title":"B","depends_on":["a"]}]""");
        var nothing = await session.DoAsync("claim_task");
        Assert.Equal(("nothing_ready", 1, 1), (nothing.GetProperty("reason").GetString(), nothing.GetProperty("waiting").GetInt32(), nothing.GetProperty("failed").GetInt32()));
        await session.DoAsync("update_task", new { task = "b", action = "cancel" });
        nothing = await session.DoAsync("claim_task");
        Assert.Equal(("done", 1), (nothing.GetProperty("reason").GetString(), nothing.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task Edits_go_through_one_tool()
    {
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A"},{"id":"b","title":"B","status":"FAILED"}]""");
        await session.DoAsync("update_task", new { task = "a", title = "A2", add_labels = new[] { "x" }, add_depends_on = new[] { "b" }, priority = "low", note = "look first" });
        await session.DoAsync("update_task", new { task = "a", action = "block", reason = "no samples" });
        var a = (await session.DoAsync("list_tasks")).GetProperty("items")[0];
        Assert.Equal(("A2", "no samples", "low", "b"), (a.GetProperty("title").GetString(), a.GetProperty("blocked").GetString(), a.GetProperty("priority").GetString(), a.GetProperty("waiting_for")[0].GetString()));
        await session.DoAsync("update_task", new { task = "a", action = "unblock", remove_depends_on = new[] { "b" } });
        Assert.True((await session.DoAsync("list_tasks", new { ready = true })).GetProperty("items")[0].GetProperty("ready").GetBoolean());
        await session.DoAsync("update_task", new { task = "b", action = "retry" });
        Assert.Equal("PENDING", (await session.DoAsync("get_task", new { task = "b" })).GetProperty("task").GetProperty("status").GetString());
        await session.DoAsync("finish_task", new { claim = "b", outcome = "completed" });
        var refused = await session.RefusalAsync("update_task", new { task = "b", action = "retry" });
        Assert.Equal(("TB2002", "COMPLETED"), (refused.GetProperty("code").GetString(), refused.GetProperty("status").GetString()));
        Assert.Contains("update_task action reopen", refused.GetProperty("allowed").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task What_is_set_of_a_task_is_shown_with_it()
    {
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A","max_run":"2h","own":{"x":1}},{"id":"b","title":"B"}]""");
        var id = Id(await session.DoAsync("plan_tasks", new { tasks = new[] { new { title = "C", related = new[] { "a" }, max_attempts = 2 } } }), 0);
        await session.DoAsync("update_task", new { task = "a", add_related = new[] { "b", id }, max_attempts = 3 });
        await session.DoAsync("update_task", new { task = "a", remove_related = new[] { "b" } });
        var a = (await session.DoAsync("get_task", new { task = "a" })).GetProperty("task");
        Assert.Equal(("2h", 3, $"[\"{id}\"]", 1), (a.GetProperty("max_run").GetString(), a.GetProperty("max_attempts").GetInt32(), a.GetProperty("related").GetRawText(), a.GetProperty("own").GetProperty("x").GetInt32()));
        var c = (await session.DoAsync("claim_task", new { task = id })).GetProperty("task");
        Assert.Equal((2, "a"), (c.GetProperty("max_attempts").GetInt32(), c.GetProperty("related")[0].GetString()));
    }

    [Fact]
    public async Task What_is_a_task_and_a_claim_of_another_is_neither()
    {
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A"},{"id":"a#1","title":"Looks like a claim"}]""");
        Assert.Equal("a#1", (await session.DoAsync("finish_task", new { claim = "a#1", outcome = "completed" })).GetProperty("task").GetProperty("id").GetString());
        await session.DoAsync("update_task", new { task = "a#1", action = "reopen" });
        await session.DoAsync("claim_task", new { task = "a" });
        Assert.Equal("TB2009", (await session.RefusalAsync("finish_task", new { claim = "a#1", outcome = "completed" })).GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_agent_that_registers_is_told_who_it_is()
    {
        Directory.CreateDirectory(_directory["personas"]);
        await File.WriteAllTextAsync(_directory["personas/reviewer.md"], "# Reviewer\n\nReads what others wrote.\n");
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A","persona":"reviewer"}]""");
        var me = await session.DoAsync("register_agent", new { persona = "reviewer", role = "second pair of eyes", focus = "the parser" });
        Assert.Contains("Reads what others wrote.", me.GetProperty("persona").GetProperty("definition").GetString(), StringComparison.Ordinal);
        Assert.Contains("Reads what others wrote.", (await session.DoAsync("claim_task")).GetProperty("persona").GetProperty("definition").GetString(), StringComparison.Ordinal);
        var status = await session.DoAsync("board_status");
        Assert.Equal("second pair of eyes", status.GetProperty("agents")[0].GetProperty("role").GetString());
        Assert.Equal((1, 0), (status.GetProperty("counts").GetProperty("in_hand").GetInt32(), status.GetProperty("counts").GetProperty("ready").GetInt32()));
        Assert.Equal("a", status.GetProperty("in_hand")[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_request_key_lets_nothing_happen_twice()
    {
        await using var session = await OnBoardAsync();
        var plan = new { tasks = new[] { new { title = "A" } }, request_key = "once" };
        await session.DoAsync("plan_tasks", plan);
        var again = await session.DoAsync("plan_tasks", plan);
        Assert.True(again.GetProperty("already_done").GetBoolean());
        Assert.Equal(1, (await session.DoAsync("list_tasks")).GetProperty("total").GetInt32());
        var other = await session.RefusalAsync("plan_tasks", new { tasks = new[] { new { title = "B" } }, request_key = "once" });
        Assert.Equal("TB2008", other.GetProperty("code").GetString());
        await session.DoAsync("plan_tasks", new { tasks = new[] { new { title = "C" } }, dry_run = true });
        Assert.Equal(1, (await session.DoAsync("list_tasks")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task What_touches_files_that_others_have_in_hand_is_nowhere_said_to_be_ready()
    {
        await using var session = await OnBoardAsync("""[{"id":"a","title":"A","paths":["src"]},{"id":"b","title":"B","paths":["src/x"]}]""");
        await session.DoAsync("claim_task", new { task = "a", agent = "other" });

        Assert.Equal(0, (await session.DoAsync("list_tasks", new { ready = true })).GetProperty("total").GetInt32());
        var counts = (await session.DoAsync("board_status")).GetProperty("counts");
        Assert.Equal((0, 1, 1), (counts.GetProperty("ready").GetInt32(), counts.GetProperty("in_hand").GetInt32(), counts.GetProperty("waiting").GetInt32()));
        Assert.Equal("touches {1}, as does a, which other has in hand", (await session.DoAsync("get_task", new { task = "b" })).GetProperty("task").GetProperty("waiting_because")[0].GetString());
        var nothing = await session.DoAsync("claim_task");
        Assert.Equal((0, 1), (nothing.GetProperty("ready_for_others").GetInt32(), nothing.GetProperty("waiting").GetInt32()));

        var end = await session.DoAsync("finish_task", new { claim = "a#1", outcome = "completed", agent = "other" });
        Assert.Equal(["b"], end.GetProperty("became_ready").EnumerateArray().Select(t => t.GetProperty("id").GetString()));
        Assert.Equal("b#1", (await session.DoAsync("claim_task")).GetProperty("claim").GetString());
    }

    private async Task<Session> OnBoardAsync(string tasks = "[]")
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], tasks);
        return await Session.OnAsync(_directory.Path);
    }

    private static string Id(JsonElement plan, int place) => plan.GetProperty("ids")[place].GetProperty("id").GetString()!;
}
