using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>Command lines that other tools take for something else.</summary>
public sealed class TrapTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public TrapTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_misspelt_option_adds_no_task()
    {
        await _cli.RunAsync("init");
        Assert.Equal(2, (await _cli.RunAsync("add", "--titel", "x")).Code);
        Assert.Equal(2, (await _cli.RunAsync("edit", "a", "--titel", "x")).Code);
        Assert.Equal("[]", (await File.ReadAllTextAsync(_directory["tasks.json"])).Trim());
    }

    [Fact]
    public async Task A_title_that_begins_with_an_at_sign_is_a_title_and_an_option_takes_one_value()
    {
        await _cli.RunAsync("init");
        Assert.Equal(0, (await _cli.RunAsync("add", "@alice fix it", "--id", "a")).Code);
        Assert.Equal(0, (await _cli.RunAsync("edit", "a", "--description", "@bob knows", "--note", "@all")).Code);
        Assert.Equal(0, (await _cli.RunAsync("add", "--label", "core", "A title behind a label", "--id", "b")).Code);
        var tasks = JsonDocument.Parse((await _cli.RunAsync("list", "--json")).Out).RootElement.GetProperty("items");
        Assert.Equal(("@alice fix it", "@bob knows"), (tasks[0].GetProperty("title").GetString(), tasks[0].GetProperty("description").GetString()));
        Assert.Equal(("A title behind a label", """["core"]"""), (tasks[1].GetProperty("title").GetString(), tasks[1].GetProperty("labels").GetRawText()));
    }

    [Fact]
    public async Task An_id_is_never_taken_for_the_claim_of_another_task()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "A", "--id", "a");
        await _cli.RunAsync("claim", "a");
        Assert.Equal(2, (await _cli.RunAsync("add", "B", "--id", "a#1")).Code);
        var text = await File.ReadAllTextAsync(_directory["tasks.json"]);
        await File.WriteAllTextAsync(_directory["tasks.json"], text.TrimEnd()[..^1] + ",{\"id\":\"a#1\",\"title\":\"B\"}]");
        var answer = await _cli.RunAsync("complete", "a#1", "done");
        Assert.Equal((7, true), (answer.Code, answer.Error.Contains("another id", StringComparison.Ordinal)));
        Assert.Equal(0, (await _cli.RunAsync("complete", "a", "done")).Code);
    }

    [Theory]
    [InlineData("cancel", "2")]
    [InlineData("remove", "2")]
    [InlineData("cancel", "2345")]
    [InlineData("retry", "head")]
    [InlineData("note", "2", "x")]
    [InlineData("block", "head", "x")]
    [InlineData("complete", "2345", "x")]
    public async Task An_id_that_a_person_wrote_is_never_hit_by_a_part_of_it(params string[] args)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"20","title":"A"},{"id":"234567","title":"B"},{"id":"header","title":"C"}]""");
        await _cli.RunAsync("init");
        var before = await File.ReadAllTextAsync(_directory["tasks.json"]);
        var answer = await _cli.RunAsync(args);
        Assert.True(answer.Code == 7, answer.ToString());
        Assert.Equal(before, await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Fact]
    public async Task A_generated_id_may_be_cut_to_four_characters_wherever_a_task_is_named()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"k3m9x2","title":"A"},{"id":"b7q4tz","title":"B"},{"id":"b7q4xx","title":"C"}]""");
        await _cli.RunAsync("init");
        foreach (var args in new string[][]
        {
            ["note", "k3m9", "x"],
            ["edit", "k3m9x", "--depends-on", "b7q4t"],
            ["add", "D", "--id", "d", "--depends-on", "k3m9", "--parent", "b7q4x"],
            ["claim", "b7q4t"],
            ["progress", "b7q4t#1", "10"],
            ["show", "k3m9"],
            ["log", "k3m9"],
        })
        {
            var answer = await _cli.RunAsync(args);
            Assert.True(answer.Code == 0, $"{string.Join(' ', args)}: {answer}");
        }

        var file = await File.ReadAllTextAsync(_directory["tasks.json"]);
        Assert.Contains("\"parent\": \"b7q4xx\"", file.Replace("\":\"", "\": \"", StringComparison.Ordinal), StringComparison.Ordinal);
        var ambiguous = await _cli.RunAsync("cancel", "b7q4");
        Assert.Equal(7, ambiguous.Code);
        Assert.Contains("b7q4tz, b7q4xx", ambiguous.Error, StringComparison.Ordinal);
        Assert.Equal(7, (await _cli.RunAsync("cancel", "k3m")).Code);
    }

    [Fact]
    public async Task Escape_sequences_of_a_board_never_reach_the_terminal()
    {
        const string Evil = "\u001b]0;owned\u0007\u001b[2Jred\u202etxt";
        await File.WriteAllTextAsync(_directory["tasks.json"], JsonSerializer.Serialize(new[]
        {
            new { id = "a", title = Evil, description = Evil, blocked = (string?)null, assigned_to = (string?)null, labels = new[] { Evil } },
            new { id = "b", title = Evil, description = Evil, blocked = (string?)Evil, assigned_to = (string?)Evil, labels = new[] { Evil } },
        }));
        foreach (var args in new string[][]
        {
            ["init"], ["list"], ["list", "--json"], ["show", "a"], ["show", "b"], ["show", "b", "--json"], ["next"], ["next", "--json"], ["claim"], ["claim", "--json"],
            ["claim", "b"], ["note", "a", Evil], ["block", "a", Evil], ["block", "a", Evil, "--json"], ["edit", "a", "--add-label", Evil], ["fail", "a", Evil], ["log"], ["check"],
            ["cancel", Evil], ["list", "--status", Evil], ["frobnicate", Evil], ["edit", "a", "--add-lable", Evil], ["replay", "--at", "1"],
        })
        {
            var answer = await _cli.RunAsync(args);
            Assert.DoesNotContain(answer.Out + answer.Error, c => (char.IsControl(c) && c != '\n') || c == '\u202e');
        }
    }

    [Fact]
    public async Task Every_document_names_its_kind_and_carries_warnings()
    {
        await _cli.RunAsync("init");
        foreach (var args in new string[][]
        {
            ["init"], ["add", "a", "--id", "a"], ["list"], ["show", "a"], ["next"], ["claim", "--hold"], ["start", "a"], ["progress", "a", "5"], ["note", "a", "x"], ["block", "a", "x"],
            ["unblock", "a"], ["release", "a"], ["edit", "a", "--title", "b"], ["cancel", "a"], ["reopen", "a"], ["claim"], ["fail", "a", "x", "--no-retry"], ["retry", "a"], ["complete", "a"],
            ["log"], ["verify"], ["replay", "--at", "1"], ["check"], ["lock", "show"], ["schema"], ["guide"], ["fmt"], ["fmt", "--check"], ["completion", "bash"], ["remove", "a"],
        })
        {
            var answer = await _cli.RunAsync([.. args, "--json"]);
            Assert.True((0, "") == (answer.Code, answer.Error), $"{string.Join(' ', args)}: {answer}");
            Assert.Single(answer.Out.TrimEnd('\n').Split('\n'));
            var document = JsonDocument.Parse(answer.Out).RootElement;
            Assert.Equal(1, document.GetProperty("schema").GetInt32());
            Assert.NotEmpty(document.GetProperty("kind").GetString()!);
            Assert.Equal(JsonValueKind.Array, document.GetProperty("warnings").ValueKind);
        }
    }
}
