using System.Text;
using System.Text.Json;
using TaskBoard.Cli.Tests.Readme;
using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed class PlanCommandTests : IDisposable
{
    private const string Plan = """
        { // from the meeting
          "tasks": [
            { "key": "schema", "title": "Design the \u001b[31mschema", "depends_on": ["old"], "priority": "high" },
            { "key": "docs", "title": "Write the docs", "parent": "old" },
            { "key": "api", "title": "Build the API", "depends_on": ["schema"] },
            { "key": 1, "title": "Handlers", "parent": "api" },
            { "key": "tests", "title": "Tests", "parent": "api", "depends_on": [1], "related": ["docs"] },
            { "title": "Ship", "id": "ship", "depends_on": ["api", "docs"] },
            { "description": "Tell everybody\nby mail", "depends_on": ["ship"] },
          ]
        }
        """;

    private const string Wrong = """
        [
          {"key":"a","title":"Ä","depends_on":["b","nope"]},
          {"key":"b","title":"B","depends_on":["a"], "priority":"soon"},
          {"key":"b","titel":"C", "labels":"x", "subtasks":[{"title":"q"}]},
          {"key":"d d","title":"D","parent":"two words","title":"D"},
          {"title":7,"attempts":3},
          3
        ]
        """;

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public PlanCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_plan_reads_as_it_did()
    {
        await BoardAsync();
        var text = new StringBuilder();
        _cli.Stdin = Plan;
        await TellAsync(text, "plan", "-", "--dry-run");
        await TellAsync(text, "plan", "-");
        await TellAsync(text, "list");
        _cli.Stdin = Wrong;
        await TellAsync(text, "plan", "-");
        await TellAsync(text, "plan", "-", "--dry-run", "--json");
        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task A_dry_run_changes_nothing_and_needs_no_name()
    {
        await BoardAsync();
        var before = await File.ReadAllBytesAsync(_directory["tasks.json"]);
        _cli.Set("TASKBOARD_AGENT", null).Stdin = Plan;

        using var document = JsonDocument.Parse((await _cli.RunAsync("plan", "-", "--dry-run", "--json")).Out);

        var root = document.RootElement;
        Assert.True(root.GetProperty("dry_run").GetBoolean());
        Assert.Equal(
            ["schema 1 ", "docs 1 old", "api 4 ", "1 2 api", "tests 3 api", "ship 5 ", " 6 "],
            root.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("name").GetString()} {i.GetProperty("step")} {i.GetProperty("parent").GetString()}"));
        Assert.Equal("docs", Assert.Single(root.GetProperty("ready_first").EnumerateArray()).GetString());
        Assert.Equal(6, root.GetProperty("steps").GetInt32());
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory["tasks.json"]));
        Assert.Equal(2, (await _cli.RunAsync("plan", "-")).Code);
    }

    [Fact]
    public async Task A_dry_run_tells_when_and_for_whom_tasks_are()
    {
        await BoardAsync();
        _cli.Stdin = """
            [{"key":"a","title":"A","not_before":"2027-01-01T00:00:00Z","persona":"qa"},
             {"key":"b","title":"B","depends_on":["a"],"assigned_to":"bob"},
             {"key":"c","title":"C","parent":"b","not_before":"2026-01-01T00:00:00Z"}]
            """;
        var plain = await _cli.RunAsync("plan", "-", "--dry-run");
        Assert.Equal(
            "a  A  [not before 2027-01-01T00:00:00.000Z; for the persona qa]\nb  B  [after a; after its subtasks; for bob]\n  c  C  [after what b waits for]\nready first: nothing yet\n",
            plain.Out);
        using var document = JsonDocument.Parse((await _cli.RunAsync("plan", "-", "--dry-run", "--json")).Out);
        Assert.Equal(
            ["2027-01-01T00:00:00.000Z  qa", " bob ", "2026-01-01T00:00:00.000Z  "],
            document.RootElement.GetProperty("items").EnumerateArray().Select(i => $"{i.GetProperty("not_before")} {i.GetProperty("assigned_to")} {i.GetProperty("persona")}"));
    }

    [Fact]
    public async Task The_answer_tells_which_key_became_which_id()
    {
        await BoardAsync();
        _cli.Stdin = Plan;

        using var document = JsonDocument.Parse((await _cli.RunAsync("plan", "-", "--json")).Out);

        var (keys, items) = (document.RootElement.GetProperty("keys"), document.RootElement.GetProperty("items").EnumerateArray().ToArray());
        Assert.Equal(["schema", "docs", "api", "1", "tests"], keys.EnumerateObject().Select(k => k.Name));
        Assert.Equal(items.Take(5).Select(i => i.GetProperty("id").GetString()), keys.EnumerateObject().Select(k => k.Value.GetString()));
        Assert.Equal(keys.GetProperty("schema").GetString(), items[2].GetProperty("depends_on")[0].GetString());
        Assert.Equal([keys.GetProperty("docs").GetString()], document.RootElement.GetProperty("became_ready").EnumerateArray().Select(r => r.GetString()));
    }

    [Theory]
    [InlineData("{\"a\":1}", "expected an array of tasks")]
    [InlineData("[{", "line 1, column 3: this is not JSON")]
    [InlineData("[]", "There is no task in the plan")]
    [InlineData("{\"tasks\":[{\"title\":\"a\",\"depends_on\":[\"b\"]}]}", "line 1, column 38")]
    public async Task What_is_no_plan_is_refused_and_nothing_changes(string json, string reason)
    {
        await BoardAsync();
        var before = await File.ReadAllBytesAsync(_directory["tasks.json"]);
        _cli.Stdin = json;
        var answer = await _cli.RunAsync("plan", "-");
        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task Without_a_board_a_wrong_plan_is_told_all_the_same()
    {
        _cli.Stdin = Wrong;
        var answer = await _cli.RunAsync("plan", "-");
        Assert.Equal(2, answer.Code);
        Assert.Contains("There is no priority 'soon'", answer.Error, StringComparison.Ordinal);
        _cli.Stdin = Plan;
        Assert.Equal(7, (await _cli.RunAsync("plan", "-")).Code);
        Assert.Equal(7, (await _cli.RunAsync("plan", "nowhere.json")).Code);
    }

    [Fact]
    public async Task The_plan_of_the_readme_and_of_the_help_is_one()
    {
        await BoardAsync();
        var readme = ReadmeText.Block("Use it from the command line", "json");
        var help = (await _cli.RunAsync("plan", "--help")).Out;
        foreach (var plan in new[] { readme, help[help.IndexOf("[ {", StringComparison.Ordinal)..(help.IndexOf("} ]", StringComparison.Ordinal) + 3)] })
        {
            _cli.Stdin = plan;
            var answer = await _cli.RunAsync("plan", "-", "--dry-run");
            Assert.True(answer.Code == 0, answer.Error);
            Assert.Contains("ready first: schema\n", answer.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_plan_of_one_long_chain_under_one_long_line_of_parents_is_drawn()
    {
        await BoardAsync();
        _cli.Stdin = JsonSerializer.Serialize(Enumerable.Range(0, 2000).Select(i => new { id = $"k{i}", title = "T", parent = i % 2 == 0 && i > 1 ? $"k{i - 2}" : null, depends_on = i % 2 == 1 && i > 1 ? new[] { $"k{i - 2}" } : [] }));
        var answer = await _cli.RunAsync("plan", "-", "--dry-run");
        Assert.True(answer.Code == 0, answer.Error);
        Assert.Contains("2000 tasks, of which at least 1000 come one after the other", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_it_is_a_tree()
    {
        await BoardAsync();
        var text = new StringBuilder();
        foreach (var screen in new[] { Screens.Of(80), Screens.Of(40), Screens.Of(80, colours: false) })
        {
            (_cli.Stdin, _cli.Screen) = (Plan, screen);
            var answer = await _cli.RunAsync("plan", "-", "--dry-run");
            text.Append(Screens.Visible(answer.Out)).Append("---\n");
        }

        await Snapshot.Verify(text.ToString());
    }

    private async Task BoardAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "Old", "--id", "old");
    }

    private async Task TellAsync(StringBuilder text, params string[] args) =>
        text.Append("$ taskboard ").AppendJoin(' ', args).Append('\n').Append((await _cli.RunAsync(args)).Without(_directory)).Append('\n');
}
