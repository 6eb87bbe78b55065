using System.Text;
using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Answers;

/// <summary>A large plan is answered in short, and what the answer leaves out can be had.</summary>
public sealed class PlanAnswerTests : IDisposable
{
    private const int Most = 8_000;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Ids_that_one_answer_does_not_hold_are_listed_behind_it()
    {
        await using var session = await OnBoardAsync("""[{"id":"old","title":"Old"},{"id":"done","title":"Done","status":"COMPLETED"}]""");
        var plan = Plan(500, i => $"key-{i}");
        var answer = await session.DoAsync("plan_tasks", plan);
        AssertShort(answer);
        var told = answer.GetProperty("ids").EnumerateArray().ToList();
        Assert.InRange(told.Count, 100, 499);
        Assert.Equal(Enumerable.Range(0, told.Count).Select(i => $"key-{i}"), told.Select(t => t.GetProperty("key").GetString()));
        Assert.Equal((500, 500), (answer.GetProperty("total").GetInt32(), answer.GetProperty("ready_total").GetInt32()));

        // Whatever becomes of the last one told, the list goes on behind it.
        var last = told[^1].GetProperty("id").GetString()!;
        await session.DoAsync("update_task", new { task = last, action = "cancel" });
        Assert.Equal(
            $"Title {told.Count}",
            (await session.DoAsync("list_tasks", new { after = answer.GetProperty("next").GetString(), limit = 1 })).GetProperty("items")[0].GetProperty("title").GetString());
        await session.DoAsync("update_task", new { task = last, action = "reopen" });

        var ids = told.Select(t => t.GetProperty("id").GetString()!).ToList();
        for (var next = answer.GetProperty("next").GetString(); next is not null;)
        {
            var page = await session.DoAsync("list_tasks", new { after = next, limit = 200 });
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        var board = JsonDocument.Parse(await File.ReadAllTextAsync(_directory["tasks.json"])).RootElement.EnumerateArray().Skip(2).ToList();
        Assert.Equal(board.Select(t => t.GetProperty("id").GetString()), ids);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"Title {i}"), board.Select(t => t.GetProperty("title").GetString()));

        // Or all at once: whoever gave a request key asks again.
        var whole = await session.DoAsync("plan_tasks", Plan(500, i => $"key-{i}", full: true));
        Assert.Equal((true, 500, 500), (whole.GetProperty("already_done").GetBoolean(), whole.GetProperty("ids").GetArrayLength(), whole.GetProperty("ready").GetArrayLength()));
        Assert.Equal(ids, whole.GetProperty("ids").EnumerateArray().Select(t => t.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, whole.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task However_long_the_names_are_it_stays_short()
    {
        await using var session = await OnBoardAsync("""[{"id":"gone","title":"Gone","status":"CANCELLED"}]""");
        var name = new string('ä', 190);
        var tasks = Enumerable.Range(0, 60).Select(i => new { key = $"k{i}-{name}", id = $"t{i}-{name}", title = "x", depends_on = i % 2 == 0 ? ["gone"] : Array.Empty<string>() });
        foreach (var dry in (bool[])[true, false])
        {
            var answer = await session.DoAsync("plan_tasks", new { tasks, dry_run = dry });
            AssertShort(answer);
            Assert.Equal((60, 30), (answer.GetProperty("total").GetInt32(), answer.GetProperty("ready_total").GetInt32()));
            Assert.Equal(1, answer.GetProperty("warnings_total").GetInt32());
            Assert.False(answer.TryGetProperty("cut", out var cut), cut.ToString());
        }
    }

    [Fact]
    public async Task A_plan_that_is_only_looked_at_tells_no_ids_that_nobody_will_ever_have()
    {
        await using var session = await OnBoardAsync("[]");
        var preview = await session.DoAsync("plan_tasks", new
        {
            tasks = new object[] { new { key = "a", id = "own", title = "A" }, new { id = "mine", title = "B" }, new { title = "C" }, new { title = "D", depends_on = new[] { "a" } } },
            dry_run = true,
        });
        Assert.Equal(["a", "mine", "tasks[2]"], preview.GetProperty("ready").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal((0, 4, JsonValueKind.Null), (preview.GetProperty("ids").GetArrayLength(), preview.GetProperty("total").GetInt32(), preview.GetProperty("next").ValueKind));
        Assert.Equal("[]", await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task Of_many_problems_the_first_are_told_and_all_are_counted()
    {
        await using var session = await OnBoardAsync("[]");
        var tasks = Enumerable.Range(0, 100).Select(i => new { title = $"Title {i}", depends_on = new[] { $"nowhere-{i}-{new string('x', 150)}" } });
        var refusal = await session.RefusalAsync("plan_tasks", new { tasks });
        AssertShort(refusal);
        Assert.Equal(("TB1002", 100), (refusal.GetProperty("code").GetString(), refusal.GetProperty("total").GetInt32()));
        Assert.Equal("Nothing of the plan was added: 100 to mend, the first 20 in 'problems'.", refusal.GetProperty("message").GetString());
        refusal = await session.RefusalAsync("plan_tasks", new { tasks = Enumerable.Range(0, 100).Select(i => new { titel = i }) });
        Assert.Equal(200, refusal.GetProperty("total").GetInt32());
    }

    private static void AssertShort(JsonElement answer) => Assert.InRange(Encoding.UTF8.GetByteCount(answer.GetRawText()), 1, Most);

    private static object Plan(int count, Func<int, string> key, bool full = false) =>
        new { tasks = Enumerable.Range(0, count).Select(i => new { key = key(i), title = $"Title {i}" }), request_key = "once", full };

    private async Task<Session> OnBoardAsync(string tasks)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], tasks);
        return await Session.OnAsync(_directory.Path);
    }
}
