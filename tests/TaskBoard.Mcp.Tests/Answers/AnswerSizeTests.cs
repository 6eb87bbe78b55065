using System.Text;
using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Answers;

/// <summary>No answer floods a model that did not ask for it.</summary>
public sealed class AnswerSizeTests : IDisposable
{
    private const int Most = 8_000;

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_is_short_unless_asked_to_be_textand_says_what_is_left_out()
    {
        var text = string.Concat(Enumerable.Repeat("Grüße aus dem \"Header\" ", 1000));
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        await File.WriteAllTextAsync(_directory["tasks.json"], "[" + string.Join(',', Enumerable.Range(0, 60).Select(i => JsonSerializer.Serialize(new
        {
            id = $"task-{i:d3}",
            title = text[..300],
            description = text,
            labels = Enumerable.Range(0, 30).Select(n => $"label-{n}-{text[..100]}"),
            notes = Enumerable.Range(0, 15).Select(n => new { text = $"{n} {text[..500]}" }),
            blocked = i % 2 == 0 ? null : text[..2000],
            own = Enumerable.Range(0, 60).ToDictionary(n => $"own-{n}", n => text[..100]),
        }).Replace("\"own\":", $"\"deep\":{deep},\"own\":", StringComparison.Ordinal))) + "]");
        await using var session = await Session.OnAsync(_directory.Path);
        foreach (var (tool, arguments) in ((string, object)[])
            [
                ("board_status", new { }), ("list_tasks", new { }), ("list_tasks", new { limit = 10 }), ("list_tasks", new { limit = 25 }), ("get_task", new { task = "task-000" }), ("claim_task", new { task = "task-000" }),
                ("report_progress", new { claim = "task-000#1", note = text[..20_000] }), ("get_task", new { task = "task-000" }),
                ("update_task", new { task = "task-002", note = text[..20_000] }), ("task_history", new { }), ("task_history", new { at = "1" }), ("task_history", new { at = "1", task = "task-000" }),
                ("register_agent", new { }),
            ])
        {
            var document = await session.DoAsync(tool, arguments);
            Assert.True(Encoding.UTF8.GetByteCount(document.GetRawText()) < Most, $"{tool}: {Encoding.UTF8.GetByteCount(document.GetRawText())}");
            Assert.True(document.TryGetProperty("total", out _) && document.TryGetProperty("next", out _), tool);
        }

        var cut = await session.DoAsync("get_task", new { task = "task-000" });
        Assert.Contains("task.description", cut.GetProperty("cut").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("task-000", cut.GetProperty("task").GetProperty("id").GetString());
        var whole = await session.DoAsync("get_task", new { task = "task-000", full = true });
        Assert.Equal(text, whole.GetProperty("task").GetProperty("description").GetString());
        Assert.Equal(60, (await session.DoAsync("list_tasks", new { limit = 200 })).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_list_that_is_cut_says_how_many_there_are_and_where_the_others_are()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize((object[])[
            new { id = "first", title = "First" },
            .. Enumerable.Range(0, 57).Select(i => new { id = $"t{i}", title = $"Task {i}", depends_on = (string[])["first"] })]));
        await using var session = await Session.OnAsync(_directory.Path);
        for (var i = 0; i < 6; i++)
        {
            await session.DoAsync("update_task", new { task = "first", note = $"note {i}" });
        }

        await AssertMoreAsync("get_task", new { task = "first" }, "'events' has 5 of 7: task_history with 'task' and since: \"0\" has all.");
        var ready = await AssertMoreAsync("finish_task", new { claim = "first", outcome = "completed" }, "'became_ready' has 20 of 57: list_tasks with ready has all.");
        Assert.Equal((20, 57), (ready.GetProperty("became_ready").GetArrayLength(), ready.GetProperty("total").GetInt32()));
        await AssertMoreAsync("board_status", new { }, "'ready' has 10 of 57: list_tasks with ready has all.");
        for (var i = 0; i < 12; i++)
        {
            await session.DoAsync("claim_task", new { task = $"t{i}", agent = $"agent-{i}" });
            await session.DoAsync("claim_task", new { task = $"t{i + 20}", another = true });
        }

        await AssertMoreAsync(
            "board_status",
            new { },
            "'ready' has 10 of 33: list_tasks with ready has all.", "'in_hand' has 10 of 24: list_tasks with status [\"CLAIMED\", \"IN_PROGRESS\"] has all.",
            "'agents' has 10 of 13: those who were heard of last.");
        await AssertMoreAsync("register_agent", new { }, "'tasks' has 10 of 12: list_tasks with 'assigned_to' has all.");
        Assert.False((await session.DoAsync("finish_task", new { claim = "t0", outcome = "completed", agent = "agent-0" })).TryGetProperty("more", out _));

        async Task<JsonElement> AssertMoreAsync(string tool, object arguments, params string[] more)
        {
            var result = await session.CallAsync(tool, arguments);
            var document = result.StructuredContent!.Value;
            Assert.Equal(more, document.GetProperty("more").EnumerateArray().Select(m => m.GetString()));
            Assert.Contains(string.Join(' ', more), ((ModelContextProtocol.Protocol.TextContentBlock)result.Content[0]).Text, StringComparison.Ordinal);
            return document;
        }
    }

    [Fact]
    public async Task What_is_said_of_a_list_counts_what_is_left_of_it_when_the_answer_was_made_to_fit()
    {
        var text = new string('ü', 150);
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize(Enumerable.Range(0, 40).Select(i => new
        {
            id = $"t{i}-{text}",
            title = text,
            labels = Enumerable.Range(0, 6).Select(n => $"{n}{text}"),
            depends_on = i == 0 ? [] : (string[])[$"t0-{text}"],
        })));
        await using var session = await Session.OnAsync(_directory.Path);
        var answer = await session.DoAsync("finish_task", new { claim = $"t0-{text}", outcome = "completed" });
        var shown = answer.GetProperty("became_ready").GetArrayLength();
        Assert.InRange(shown, 1, 19);
        Assert.Equal([$"'became_ready' has {shown} of 39: list_tasks with ready has all."], answer.GetProperty("more").EnumerateArray().Select(m => m.GetString()));
        Assert.True(Encoding.UTF8.GetByteCount(answer.GetRawText()) < Most);
    }

    [Fact]
    public async Task Pages_go_on_where_the_one_before_ended()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize(Enumerable.Range(0, 70).Select(i => new { id = $"t{i}", title = $"Task {i}" })));
        await using var session = await Session.OnAsync(_directory.Path);
        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = await session.DoAsync("list_tasks", next is null ? new { } : new { after = next });
            Assert.Equal(70, page.GetProperty("total").GetInt32());
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 70).Select(i => $"t{i}"), seen);

        await session.DoAsync("update_task", new { task = "t0", note = "first" });
        var (events, after) = (0, (string?)null);
        do
        {
            var page = await session.DoAsync("task_history", after is null ? new { since = "0", limit = 30 } : new { after, limit = 30 });
            events += page.GetProperty("items").GetArrayLength();
            after = page.GetProperty("next").GetString();
            Assert.Equal(71, page.GetProperty("total").GetInt32());
        }
        while (after is not null);
        Assert.Equal(71, events);
    }

    [Fact]
    public async Task A_page_leaves_nothing_out_where_tasks_are_finished_meanwhile()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize(Enumerable.Range(0, 10).Select(i => new { id = $"t{i}", title = $"Task {i}" })));
        await using var session = await Session.OnAsync(_directory.Path);
        var next = (await session.DoAsync("list_tasks", new { limit = 4 })).GetProperty("next").GetString();
        foreach (var id in (string[])["t1", "t3"])
        {
            await session.DoAsync("finish_task", new { claim = id, outcome = "completed" });
        }

        Assert.Equal(
            ["t4", "t5"], (await session.DoAsync("list_tasks", new { limit = 2, after = next })).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_total_counts_what_was_asked_for_wherever_the_page_begins()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize(Enumerable.Range(0, 30).Select(i => new { id = $"t{i}", title = $"Task {i}" })));
        await using var session = await Session.OnAsync(_directory.Path);
        for (var i = 0; i < 30; i++)
        {
            await session.DoAsync("update_task", new { task = $"t{i % 2}", note = $"note {i}", agent = i % 3 == 0 ? "third" : "other" });
        }

        // The first change records what a person had put there, as revision 1.
        foreach (var (arguments, total) in ((object, int)[])
            [
                (new { by_agent = "third" }, 10), (new { by_agent = "third", task = "t0" }, 5), (new { since = "1", by_agent = "other" }, 20), (new { since = "30" }, 1),
                (new { since = "21", limit = 3 }, 10), (new { task = "t5" }, 1), (new { since = "31" }, 0), (new { by_agent = "nobody", task = "t0" }, 0),
                (new { since = DateTimeOffset.UtcNow.AddDays(1).ToString("o") }, 0),
            ])
        {
            var (seen, after, page) = (0, (string?)null, await session.DoAsync("task_history", arguments));
            do
            {
                page = after is null ? page : await session.DoAsync("task_history", With(arguments, after));
                Assert.Equal(total, page.GetProperty("total").GetInt32());
                (seen, after) = (seen + page.GetProperty("items").GetArrayLength(), page.GetProperty("next").GetString());
            }
            while (after is not null);
            Assert.Equal(total, seen);
        }

        static string With(object arguments, string after) => $"{JsonSerializer.Serialize(arguments)[..^1]},\"after\":\"{after}\"}}";
    }

    [Fact]
    public async Task Half_characters_of_a_board_arrive_as_what_every_client_can_read()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"\ud800 half","own\udc00":"\udfff","notes":[{"text":"x"}],"own":{"y":1,"y":2}}]""");
        await using var session = await Session.OnAsync(_directory.Path);
        Assert.Equal("\ufffd half", (await session.DoAsync("get_task", new { task = "a" })).GetProperty("task").GetProperty("title").GetString());
    }
}
