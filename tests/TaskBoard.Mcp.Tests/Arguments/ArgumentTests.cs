using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Arguments;

/// <summary>Whatever a model sends by mistake is refused with words that it can act on, and changes nothing.</summary>
public sealed class ArgumentTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_cannot_be_used_is_told_all_at_once()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A"}]""");
        var before = await File.ReadAllTextAsync(_directory["tasks.json"]);
        await using var session = await Session.OnAsync(_directory.Path);
        foreach (var (tool, arguments, problem) in ((string, string, string)[])
            [
                ("list_tasks", """{"statsu":["PENDING"]}""", "'statsu' is not known."),
                ("list_tasks", """{"status":"PENDING"}""", "'status' must be a list of texts."),
                ("list_tasks", """{"status":["DONE"]}""", "'status[0]' must be one of PENDING, CLAIMED, IN_PROGRESS, COMPLETED, FAILED, CANCELLED."),
                ("list_tasks", """{"limit":"5"}""", "'limit' must be a whole number."),
                ("list_tasks", """{"limit":2.5}""", "'limit' must be a whole number."),
                ("list_tasks", """{"limit":0}""", "'limit' must be from 1 to 200."),
                ("list_tasks", """{"limit":1e300}""", "'limit' must be from 1 to 200."),
                ("list_tasks", """{"after":"x"}""", "'after': It is no cursor; take it from 'next' of the page before."),
                ("list_tasks", """{"all":"yes"}""", "'all' must be true or false."),
                ("get_task", "{}", "'task' is missing."),
                ("get_task", """{"task":null}""", "'task' is null; leave it out instead."),
                ("get_task", """{"task":7}""", "'task' must be a text."),
                ("get_task", """{"task":""}""", "'task' is empty."),
                ("get_task", $$"""{"task":"{{new string('x', 201)}}"}""", "'task' has 201 characters; 200 are the most."),
                ("get_task", """{"task":"a\u0000b"}""", "'task' holds a NUL character."),
                ("claim_task", """{"agent":""}""", "'agent' is empty; leave it out instead."),
                ("register_agent", """{"agent":" \t"}""", "'agent' is empty; leave it out instead."),
                ("claim_task", """{"override":true}""", "'override': It needs 'task'."),
                ("claim_task", """{"lease":"soon"}""", "'lease': It is no span of time; write 90s, 15m, 1h30m or 1d."),
                ("claim_task", """{"wait_seconds":51}""", "'wait_seconds' must be from 0 to 50."),
                ("finish_task", """{"claim":"a","outcome":"done"}""", "'outcome' must be one of completed, failed, released."),
                ("finish_task", """{"claim":"a","outcome":"failed"}""", "'summary': A failure needs it: why did it fail?"),
                ("finish_task", """{"claim":"a","outcome":"released","evidence":["x"]}""", "'evidence': It has no meaning where the outcome is released: leave it out, or put what it says into 'summary'."),
                ("update_task", """{"task":"a","reason":"so"}""", "'action': Say what to change."),
                ("update_task", """{"task":"a","action":"block"}""", "'reason': Blocking needs it: why can the task not go on?"),
                ("plan_tasks", """{"tasks":[]}""", "'tasks' is empty."),
                ("plan_tasks", """{"tasks":["A"]}""", "'tasks[0]' must be an object."),
                ("plan_tasks", """{"tasks":[{"titel":"A"}]}""", "'tasks[0].title' is missing."),
                ("plan_tasks", """{"tasks":[{"title":"A","depends_on":[1]}]}""", "'tasks[0].depends_on[0]' must be a text."),
                ("task_history", """{"at":"yesterday"}""", "'at': It is neither a revision (a number) nor a time; write one as 2026-11-21T09:00:00Z."),
                ("task_history", """{"at":"1","since":"1"}""", "'at': It asks for the board and not for events: leave 'since' and 'by_agent' out."),
            ])
        {
            var refusal = await session.RefusalAsync(tool, arguments);
            Assert.Equal("TB1001", refusal.GetProperty("code").GetString());
            Assert.NotEqual("", refusal.GetProperty("message").GetString());
            Assert.NotEmpty(refusal.GetProperty("allowed").EnumerateArray());
            Assert.Contains(problem, refusal.GetProperty("problems").EnumerateArray().Select(p => p.GetString()));
        }

        var all = await session.RefusalAsync("get_task", """{"id":"a","ful":true}""");
        Assert.Equal(["'id' is not known.", "'ful' is not known.", "'task' is missing."], all.GetProperty("problems").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(["task (required)", "full", "board"], all.GetProperty("allowed").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal(before, await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task A_refusal_of_what_an_argument_means_says_what_would_be_accepted()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A"}]""");
        await using var session = await Session.OnAsync(_directory.Path);
        foreach (var (tool, arguments, allowed) in ((string, string, string[])[])
            [
                ("claim_task", """{"lease":"soon"}""", ["the same call with 'lease' mended"]),
                ("claim_task", """{"override":true}""", ["claim_task with 'task' and 'override'", "claim_task without 'override'"]),
                ("list_tasks", """{"after":"x"}""", ["the same call with the cursor of the page before", "the same call without 'after'"]),
                ("finish_task", """{"claim":"a","outcome":"failed"}""", ["finish_task outcome failed with 'summary'"]),
                ("finish_task", """{"claim":"a","outcome":"released","evidence":["x"]}""", ["the same call without 'evidence'"]),
                ("update_task", """{"task":"a","action":"block"}""", ["update_task action block with 'reason'"]),
                ("update_task", """{"task":"a"}""", ["update_task with 'action'", "update_task with what is to change, such as 'title', 'note' or 'add_depends_on'"]),
                ("task_history", """{"at":"1","since":"1"}""", ["task_history with 'at' alone, or with 'task'", "task_history without 'at'"]),
            ])
        {
            Assert.Equal(allowed, (await session.RefusalAsync(tool, arguments)).GetProperty("allowed").EnumerateArray().Select(p => p.GetString()));
        }
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_plan_is_told_at_once()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], "[]");
        await using var session = await Session.OnAsync(_directory.Path);
        var refusal = await session.RefusalAsync("plan_tasks", """
            {"tasks":[{"key":"k","title":" "},{"id":"b c","title":"B","depends_on":["k","x y"],"not_before":"soon"},{"title":"C","depends_on":["nowhere"]},
                {"key":"own","title":"D","parent":"own"}]}
            """);
        Assert.Equal(("TB1002", 6), (refusal.GetProperty("code").GetString(), refusal.GetProperty("total").GetInt32()));
        Assert.Equal(
            [
                "0  A title must not be empty.", "1 id An id holds no white space and no control characters.", "1 depends_on An id holds no white space and no control characters.",
                "1 not_before It is no time; write it as 2026-11-21T09:00:00Z.", "2 depends_on It depends on 'nowhere', which is neither in the plan nor on the board.",
                "3 parent It cannot be its own parent. Name another parent, or none.",
            ],
            refusal.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("index")} {p.GetProperty("property")} {p.GetProperty("problem")}"));
        Assert.Equal("[]", await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task A_tool_that_is_not_there_is_answered_with_those_that_are()
    {
        await using var session = await Session.OnAsync(_directory.Path);
        var refusal = await session.RefusalAsync("complete_task");
        Assert.Equal(10, refusal.GetProperty("allowed").GetArrayLength());
        Assert.Contains("finish_task", refusal.GetProperty("allowed").EnumerateArray().Select(p => p.GetString()));
    }

    [Fact]
    public async Task Who_acts_must_be_said_somewhere()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A"}]""");
        await using var session = await Session.OnAsync(_directory.Path, agent: null);
        var refusal = await session.RefusalAsync("claim_task");
        Assert.Equal(["the same call with 'agent'"], refusal.GetProperty("allowed").EnumerateArray().Select(p => p.GetString()));
        Assert.Equal("a#1", (await session.DoAsync("claim_task", new { agent = "me" })).GetProperty("claim").GetString());
    }
}
