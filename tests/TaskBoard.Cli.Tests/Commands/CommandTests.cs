using System.Text;
using System.Text.Json;
using TaskBoard.Fronts;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>Commands on real boards, run in this process.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public CommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_board_from_beginning_to_end_reads_as_it_did()
    {
        var text = new StringBuilder();
        string[][] story =
        [
            ["init"],
            ["init"],
            ["add", "Parse the header", "--id", "parse", "--priority", "high", "--label", "core", "--acceptance", "the magic number is checked"],
            ["add", "@alice fix it", "--id", "fix", "--depends-on", "parse"],
            ["add", "--id", "dash", "--", "--titles \u001b[31mbegin"],
            ["list"],
            ["claim", "--json"],
            ["progress", "parse#1", "50", "--note", "magic number\nchecked"],
            ["show", "parse"],
            ["list", "--json", "--limit", "1"],
            ["complete", "parse#1", "parsed, 12 tests", "--evidence", "12 tests", "--artifact", "src/header.c"],
            ["complete", "parse#1", "parsed, 12 tests", "--json"],
            ["claim", "fix"],
            ["fail", "fix#1", "no alice", "--no-retry"],
            ["claim", "dash"],
            ["release", "dash#1"],
            ["list"],
            ["list", "--all", "--status", "completed"],
            ["log"],
            ["log", "parse", "--limit", "2", "--since", "0"],
            ["check"],
            ["lock", "show"],
            ["replay", "--at", "1"],
        ];
        foreach (var args in story)
        {
            _cli.Clock.Advance(TimeSpan.FromSeconds(1));
            text.Append("$ taskboard ").Append(VisibleText.Line(string.Join(' ', args))).Append('\n').Append((await _cli.RunAsync(args)).Without(_directory)).Append('\n');
        }

        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task Refusals_have_their_exit_codes_and_words()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await _cli.RunAsync("add", "b", "--id", "b", "--depends-on", "a");
        await _cli.RunAsync("claim", "a");
        var text = new StringBuilder();
        foreach (var (code, args) in new (int, string[])[]
        {
            (7, ["show", "nope"]),
            (7, ["claim", "nope"]),
            (7, ["log", "nope"]),
            (4, ["claim", "b"]),
            (4, ["complete", "a#7", "x"]),
            (4, ["complete", "a", "x", "--agent", "somebody-else"]),
            (4, ["add", "again", "--id", "a"]),
            (7, ["add", "x", "--depends-on", "nope"]),
            (7, ["replay", "--at", "99"]),
            (2, ["replay", "--at", "yesterday"]),
            (2, ["list", "--status", "doing"]),
            (2, ["list", "--after", "x"]),
            (2, ["progress", "a", "half"]),
            (2, ["claim", "--lease", "soon"]),
            (2, ["add", "x", "--priority", "soon"]),
            (7, ["add", "x", "--description-file", "nope.txt"]),
            (7, ["list", "--board", "elsewhere"]),
            (2, ["lock", "break", "--id", "x"]),
            (7, ["show", "nope", "--json"]),
        })
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(code == answer.Code, $"{string.Join(' ', args)}: {answer}");
            Assert.Empty(answer.Out);
            text.Append("$ taskboard ").Append(VisibleText.Line(string.Join(' ', args))).Append('\n').Append(answer.Without(_directory)).Append('\n');
        }

        await Snapshot.Verify(text.ToString());
    }

    [Fact]
    public async Task What_a_task_has_under_the_name_of_a_computed_property_is_shown_and_does_not_pass_for_it()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A","ready":"when I say so","claim":"a#9","properties":[1],"size":1.50},{"id":"b","title":"B"}]""");
        await _cli.RunAsync("init");
        using var document = JsonDocument.Parse((await _cli.RunAsync("list", "--json")).Out);
        var (a, b) = (document.RootElement.GetProperty("items")[0], document.RootElement.GetProperty("items")[1]);
        Assert.Equal("""{"ready":"when I say so","claim":"a#9","properties":[1]}""", a.GetProperty("properties").GetRawText());
        Assert.Equal((true, JsonValueKind.Null, "1.50"), (a.GetProperty("ready").GetBoolean(), a.GetProperty("claim").ValueKind, a.GetProperty("size").GetRawText()));
        Assert.Single(a.EnumerateObject(), p => p.NameEquals("ready"));
        Assert.False(b.TryGetProperty("properties", out _));
    }

    [Fact]
    public async Task The_log_knows_what_was_ever_on_the_board()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "A", "--id", "a");
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"mine"}]""");
        Assert.Equal(0, (await _cli.RunAsync("log", "mine")).Code);
        Assert.Equal(0, (await _cli.RunAsync("log", "a", "--since", "99")).Code);
        Assert.Equal(7, (await _cli.RunAsync("log", "nope", "--since", "1")).Code);
    }

    [Fact]
    public async Task What_a_task_waits_for_are_ids_and_why_is_said_in_sentences()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "A", "--id", "a");
        await _cli.RunAsync("add", "B", "--id", "b", "--depends-on", "a");
        using var document = JsonDocument.Parse((await _cli.RunAsync("show", "b", "--json")).Out);
        var item = document.RootElement.GetProperty("item");
        Assert.Equal("""["a"]""", item.GetProperty("waiting_for").GetRawText());
        Assert.Equal("""["waits for a (PENDING)"]""", item.GetProperty("waiting_because").GetRawText());
    }

    [Fact]
    public async Task With_nothing_to_claim_the_reason_tells_waiting_from_done()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await _cli.RunAsync("claim", "--agent", "first");
        Assert.Equal((3, "nothing_ready"), await ReasonAsync());
        await _cli.RunAsync("complete", "a#1", "--agent", "first");
        Assert.Equal((3, "done"), await ReasonAsync());

        async Task<(int, string?)> ReasonAsync()
        {
            var answer = await _cli.RunAsync("claim", "--json");
            return (answer.Code, JsonDocument.Parse(answer.Out).RootElement.GetProperty("reason").GetString());
        }
    }

    [Fact]
    public async Task An_unreadable_board_is_listed_from_the_history_and_not_changed()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        const string Damaged = "[\n  {\"id\": \"a\",\n";
        await File.WriteAllTextAsync(_directory["tasks.json"], Damaged);

        var list = await _cli.RunAsync("list");
        Assert.Equal(0, list.Code);
        Assert.StartsWith("a ", list.Out, StringComparison.Ordinal);
        Assert.Contains("last good revision", list.Error, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await _cli.RunAsync("show", "a", "--json")).Out).RootElement;
        Assert.False(json.GetProperty("readable").GetBoolean());
        Assert.NotEqual(0, json.GetProperty("warnings").GetArrayLength());

        Assert.Equal(6, (await _cli.RunAsync("add", "b")).Code);
        Assert.Equal(6, (await _cli.RunAsync("check")).Code);
        Assert.Equal(Damaged, await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task A_changed_event_makes_verify_fail_and_an_earlier_head_is_found_again()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a");
        var head = JsonDocument.Parse((await _cli.RunAsync("verify", "--json")).Out).RootElement.GetProperty("head").GetString()!;
        await _cli.RunAsync("add", "b");
        Assert.Equal(0, (await _cli.RunAsync("verify", "--expect", head)).Code);
        Assert.Equal(6, (await _cli.RunAsync("verify", "--expect", $"1:{new string('0', 64)}")).Code);
    }

    [Fact]
    public async Task Tasks_and_descriptions_come_from_standard_input()
    {
        await _cli.RunAsync("init");
        _cli.Stdin = """[{"id":"a","title":"A","estimate":1.50},{"id":"b","title":"B","depends_on":["a"]}]""";
        Assert.Equal("a\nb\n", (await _cli.RunAsync("add", "--json-input", "-")).Out);
        _cli.Stdin = "it's \"quoted\" $HOME\n";
        await _cli.RunAsync("add", "C", "--id", "c", "--description-file", "-");
        var file = await File.ReadAllTextAsync(_directory["tasks.json"]);
        Assert.Contains("1.50", file, StringComparison.Ordinal);
        Assert.Contains("it's \\\"quoted\\\" $HOME\"", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_board_below_another_is_made_and_the_one_above_is_named()
    {
        Assert.Equal("", (await _cli.RunAsync("init")).Error);
        Assert.Equal("", (await _cli.RunAsync("init")).Error);
        var below = await _cli.RunAsync("init", "below");
        Assert.Equal(0, below.Code);
        Assert.StartsWith("warning: There is a board above, in ", below.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_property_that_was_probably_misspelt_is_kept_and_named()
    {
        await _cli.RunAsync("init");
        _cli.Stdin = """{"title":"Parse","dependsOn":["b"],"descripton":"of what?","mine":1}""";
        var answer = await _cli.RunAsync("add", "--json-input", "-");
        Assert.Equal(
            "warning: The property \"dependsOn\" is kept, but means nothing to TaskBoard. Did you mean \"depends_on\"?\n"
            + "warning: The property \"descripton\" is kept, but means nothing to TaskBoard. Did you mean \"description\"?\n",
            answer.Error);
        Assert.Contains("\"descripton\": \"of what?\"", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_key_makes_a_repetition_harmless()
    {
        await _cli.RunAsync("init");
        var first = await _cli.RunAsync("add", "a", "--request-key", "k1");
        Assert.Equal(first.Out, (await _cli.RunAsync("add", "a", "--request-key", "k1")).Out);
        Assert.Single((await _cli.RunAsync("list")).Out.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task The_board_is_found_from_below_and_through_the_environment()
    {
        await _cli.RunAsync("init", "work");
        _cli.Directory = Directory.CreateDirectory(_directory["work/src/deep"]).FullName;
        Assert.Equal(0, (await _cli.RunAsync("list")).Code);
        _cli.Directory = _directory.Path;
        _cli.Home = _directory.Path;
        Assert.Equal(7, (await _cli.RunAsync("list")).Code);
        Assert.Equal(0, (await _cli.Set("TASKBOARD_DIR", "work").RunAsync("list")).Code);
    }

    [Fact]
    public async Task Breaking_a_lock_asks_first()
    {
        await _cli.RunAsync("init");
        _cli.Terminal = true;
        _cli.Stdin = "n\n";
        var answer = await _cli.RunAsync("lock", "break", "--id", "x");
        Assert.Equal(1, answer.Code);
        Assert.Contains("[y/N]", answer.Error, StringComparison.Ordinal);
    }

    [DataTheory]
    [InlineData("v1.json")]
    [InlineData("v2.json")]
    [InlineData("v3.json")]
    [InlineData("v4.json")]
    [InlineData("v5.json")]
    public async Task Boards_of_a_real_team_come_onto_a_board_without_a_task_held(string file)
    {
        await _cli.RunAsync("init");
        var imported = await _cli.RunAsync("import", SharedData.File("mooseng", file));
        Assert.True(imported.Code == 0, imported.ToString());
        var tasks = JsonDocument.Parse((await _cli.RunAsync("list", "--all", "--limit", "1000", "--json")).Out).RootElement;
        Assert.NotEqual(0, tasks.GetProperty("total").GetInt32());
        Assert.All(tasks.GetProperty("items").EnumerateArray(), task => Assert.False(task.TryGetProperty("problems", out _), task.GetRawText()));
        if (file == "v3.json")
        {
            Assert.StartsWith("imported 34 tasks and 151 subtasks", imported.Out, StringComparison.Ordinal);
            Assert.Equal(185, tasks.GetProperty("total").GetInt32());
        }

        Assert.Equal(0, (await _cli.RunAsync("verify")).Code);
    }

    [Fact]
    public async Task A_dry_run_reports_and_needs_neither_board_nor_name()
    {
        await File.WriteAllTextAsync(_directory["other.json"], """{"tasks":[{"id":1,"title":"a","subtasks":[{"id":1,"title":"b"}]}]}""");
        var answer = await _cli.Set("TASKBOARD_AGENT", null).RunAsync("import", "other.json", "--dry-run");
        Assert.Equal("would import 1 tasks and 1 subtasks\n", answer.Out);
        Assert.False(File.Exists(_directory["tasks.json"]));
    }
}
