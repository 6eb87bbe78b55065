using System.Text;
using System.Text.Json;
using TaskBoard.Fronts;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>The commands that change single tasks.</summary>
public sealed class StateCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public StateCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_task_through_all_its_states_reads_as_it_did()
    {
        var page = await TellAsync(
            ["init"],
            ["add", "Parse the header", "--id", "parse"],
            ["add", "Write the report", "--id", "report", "--depends-on", "parse"],
            ["next"],
            ["next", "--json"],
            ["claim", "--hold"],
            ["next"],
            ["start", "parse#1"],
            ["start", "parse#1"],
            ["note", "parse", "version 2 has no checksum"],
            ["note", "parse#1", "nor has version 1"],
            ["block", "parse", "waits for the sample files"],
            ["block", "parse", "waits for the sample files"],
            ["unblock", "parse"],
            ["fail", "parse", "encrypted", "--no-retry"],
            ["show", "report"],
            ["retry", "parse", "the key is there now"],
            ["retry", "parse"],
            ["cancel", "parse", "not wanted"],
            ["reopen", "parse", "wanted after all"],
            ["claim", "parse"],
            ["complete", "parse#2", "parsed"],
            ["edit", "report", "--title", "Write the short report", "--priority", "high", "--add-label", "text", "--assign", "ann", "--note", "short"],
            ["edit", "report", "--priority", "high"],
            ["next"],
            ["next", "--agent", "ann"],
            ["cancel", "report"],
            ["next", "--json"],
            ["remove", "report"],
            ["remove", "parse", "--json"],
            ["log"]);
        await Snapshot.Verify(page);
    }

    [Fact]
    public async Task Refusals_say_what_is_allowed_and_change_nothing()
    {
        await TellAsync(
            ["init"],
            ["add", "done", "--id", "done"],
            ["add", "in hand", "--id", "mine"],
            ["add", "waits", "--id", "waits", "--depends-on", "mine"],
            ["complete", "done", "done"],
            ["claim", "mine", "--agent", "ann"]);
        var before = await File.ReadAllTextAsync(_directory["tasks.json"]);
        var page = new StringBuilder();
        foreach (var (code, args) in new (int, string[])[]
        {
            (4, ["retry", "done"]),
            (4, ["retry", "mine"]),
            (4, ["reopen", "mine"]),
            (4, ["cancel", "done"]),
            (4, ["start", "waits"]),
            (4, ["start", "mine"]),
            (4, ["note", "mine#7", "too late"]),
            (4, ["remove", "mine"]),
            (4, ["edit", "mine", "--assign", "bob"]),
            (4, ["edit", "mine", "--status", "completed"]),
            (4, ["edit", "mine", "--depends-on", "waits"]),
            (2, ["depend", "waits", "--on", "mine", "--not-on", "mine"]),
            (2, ["depend", "waits", "--related", "waits"]),
            (7, ["edit", "mine", "--depends-on", "nope"]),
            (7, ["cancel", "nope"]),
            (7, ["remove", "nope"]),
            (2, ["edit", "mine"]),
            (2, ["edit", "mine", "--status", "doing"]),
            (2, ["edit", "mine", "--title", ""]),
            (2, ["edit", "mine", "--title", "a", "--json-input", "-"]),
            (2, ["block", "mine", " "]),
            (2, ["block", "mine"]),
            (2, ["note", "mine", ""]),
            (2, ["cancel", "mine#1"]),
            (2, ["claim", "mine", "--wait", "1s"]),
            (2, ["claim", "--wait", "8d"]),
            (2, ["claim", "--wait", "2000000000h"]),
            (2, ["claim", "--override"]),
            (2, ["add", "--json-input", "-", "--priority", "high"]),
        })
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(code == answer.Code, $"{string.Join(' ', args)}: {answer}");
            Assert.Empty(answer.Out);
            page.Append("$ taskboard ").Append(string.Join(' ', args)).Append('\n').Append(answer.Error).Append('\n');
        }

        Assert.Equal(before, await File.ReadAllTextAsync(_directory["tasks.json"]));
        await Snapshot.Verify(page.ToString());
    }

    [Fact]
    public async Task Work_that_was_completed_meanwhile_is_not_undone_by_a_retry()
    {
        await TellAsync(["init"], ["add", "a", "--id", "a"], ["complete", "a", "done"]);
        Assert.Equal(4, (await _cli.RunAsync("retry", "a")).Code);
        Assert.Contains("COMPLETED", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
        Assert.Equal(0, (await _cli.RunAsync("reopen", "a")).Code);
    }

    [Fact]
    public async Task Looking_at_the_next_task_leaves_no_trace_and_claim_takes_that_one()
    {
        await TellAsync(["init"], ["add", "later", "--id", "later", "--label", "web"], ["add", "first", "--id", "first", "--priority", "critical"]);
        var before = (await File.ReadAllTextAsync(_directory["tasks.json"]), (await _cli.RunAsync("log", "--json")).Out);
        Assert.StartsWith("first ", (await _cli.RunAsync("next")).Out, StringComparison.Ordinal);
        Assert.StartsWith("later ", (await _cli.RunAsync("next", "--label", "web")).Out, StringComparison.Ordinal);
        Assert.Equal(before, (await File.ReadAllTextAsync(_directory["tasks.json"]), (await _cli.RunAsync("log", "--json")).Out));
        Assert.StartsWith("first#1\n", (await _cli.RunAsync("claim")).Out, StringComparison.Ordinal);
        Assert.StartsWith("later ", (await _cli.RunAsync("next", "--another")).Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.Set("TASKBOARD_AGENT", null).RunAsync("next")).Code);
    }

    [Fact]
    public async Task An_edit_comes_as_JSON_and_changes_only_what_it_names()
    {
        await TellAsync(["init"], ["add", "a", "--id", "a", "--label", "old", "--assign", "ann"], ["add", "b", "--id", "b"]);
        _cli.Stdin = """
            {"title":"it's \"new\"","description":"$HOME\nand more","assigned_to":null,"priority":"low","persona":"tester","max_attempts":5,"blocked":"the key",
             "add_labels":["new"],"remove_labels":["old"],"add_depends_on":["b"],"note":"edited"}
            """;
        var answer = await _cli.RunAsync("edit", "a", "--json-input", "-", "--json");
        Assert.True(answer.Code == 0, answer.ToString());
        var task = JsonDocument.Parse(answer.Out).RootElement.GetProperty("items")[0];
        Assert.Equal(
            ("it's \"new\"", "$HOME\nand more", JsonValueKind.Null, "low", "tester", 5, "the key", """["new"]""", """["b"]""", "edited"),
            (task.GetProperty("title").GetString(), task.GetProperty("description").GetString(), task.GetProperty("assigned_to").ValueKind, task.GetProperty("priority").GetString(),
                task.GetProperty("persona").GetString(), task.GetProperty("max_attempts").GetInt32(), task.GetProperty("blocked").GetString(),
                task.GetProperty("labels").GetRawText(), task.GetProperty("depends_on").GetRawText(), task.GetProperty("notes")[0].GetProperty("text").GetString()));

        Assert.Equal(0, (await _cli.RunAsync("edit", "a", "--parent", "b", "--persona", "", "--not-depends-on", "b", "--remove-label", "new")).Code);
        Assert.Equal(0, (await _cli.RunAsync("edit", "a", "--parent", "")).Code);
        var after = JsonDocument.Parse((await _cli.RunAsync("show", "a", "--json")).Out).RootElement.GetProperty("item");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, "[]", "[]"),
            (after.GetProperty("parent").ValueKind, after.GetProperty("persona").ValueKind, after.GetProperty("labels").GetRawText(), after.GetProperty("depends_on").GetRawText()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_that_add_can_say_can_be_edited_by_options_and_as_JSON(bool json)
    {
        await TellAsync(["init"], ["add", "b", "--id", "b"], ["add", "c", "--id", "c"],
            ["add", "a", "--id", "a", "--related", "b", "--not-before", "2026-11-22T09:00:00Z", "--path", "doc", "--acceptance", "it compiles"]);
        Assert.Equal("""["b"] 2026-11-22T09:00:00.000Z ["doc"] ["it compiles"]""", await SaidAsync());
        _cli.Stdin = """
            {"add_related":["c"],"remove_related":["b"],"not_before":"2026-11-23","add_paths":["src","tests"],"remove_paths":["doc"],
             "add_acceptance":["it works"],"remove_acceptance":["it compiles"]}
            """;
        var edited = json
            ? await _cli.RunAsync("edit", "a", "--json-input", "-")
            : await _cli.RunAsync("edit", "a", "--related", "c", "--not-related", "b", "--not-before", "2026-11-23", "--add-path", "src", "--add-path", "tests", "--remove-path", "doc",
                "--add-acceptance", "it works", "--remove-acceptance", "it compiles");
        Assert.True(edited.Code == 0, edited.ToString());
        Assert.Equal("""["c"] 2026-11-23T00:00:00.000Z ["src","tests"] ["it works"]""", await SaidAsync());
        _cli.Stdin = """{"not_before":null}""";
        Assert.Equal(0, (json ? await _cli.RunAsync("edit", "a", "--json-input", "-") : await _cli.RunAsync("edit", "a", "--not-before", "")).Code);
        Assert.Equal("""["c"]  ["src","tests"] ["it works"]""", await SaidAsync());
        Assert.Equal(7, (await _cli.RunAsync("edit", "a", "--related", "nope")).Code);
        Assert.Equal(2, (await _cli.RunAsync("edit", "a", "--not-before", "85")).Code);
        _cli.Stdin = """{"paths":["src"]}""";
        Assert.Equal(2, (await _cli.RunAsync("edit", "a", "--json-input", "-")).Code);

        async Task<string> SaidAsync()
        {
            var task = JsonDocument.Parse((await _cli.RunAsync("show", "a", "--json")).Out).RootElement.GetProperty("item");
            return $"{task.GetProperty("related").GetRawText()} {task.GetProperty("not_before").GetString()} {task.GetProperty("paths").GetRawText()} {task.GetProperty("acceptance").GetRawText()}";
        }
    }

    [Fact]
    public async Task Whoever_works_on_a_cancelled_task_learns_of_it_by_the_next_report()
    {
        await TellAsync(["init"], ["add", "a", "--id", "a"], ["claim"], ["cancel", "a", "not wanted", "--agent", "boss"]);
        var answer = await _cli.RunAsync("progress", "a#1", "50");
        Assert.Equal(4, answer.Code);
        Assert.Contains("it is CANCELLED", answer.Error, StringComparison.Ordinal);
    }

    private async Task<string> TellAsync(params string[][] story)
    {
        var page = new StringBuilder();
        foreach (var args in story)
        {
            _cli.Clock.Advance(TimeSpan.FromSeconds(1));
            page.Append("$ taskboard ").Append(VisibleText.Line(string.Join(' ', args))).Append('\n').Append((await _cli.RunAsync(args)).Without(_directory)).Append('\n');
        }

        return page.ToString();
    }
}
