using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>A caller that did not get its answer gives the same command with the same key again.</summary>
public sealed class RequestKeyTests
{
    public static TheoryData<string> Changes =>
    [
        "add x",
        "claim",
        "claim ready",
        "start held#1",
        "progress mine#1 50 --note half",
        "complete mine#1 done",
        "fail mine#1 unlucky",
        "release mine#1",
        "retry failed",
        "reopen failed",
        "cancel ready",
        "edit ready --title new --note why",
        "block ready why",
        "unblock blocked",
        "note ready x",
        "depend ready --on mine",
        "plan -",
        "remove ready",
        "register --role parser",
        "deregister",
        "fmt",
        "restore --at 3",
        "undo",
        "accept",
    ];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task The_change_happens_once_and_the_answer_is_the_same(string command)
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        foreach (var step in new string[][]
        {
            ["init"],
            ["add", "ready", "--id", "ready"],
            ["add", "blocked", "--id", "blocked"],
            ["block", "blocked", "why"],
            ["add", "failed", "--id", "failed"],
            ["claim", "failed"],
            ["fail", "failed", "no luck", "--no-retry"],
            ["add", "mine", "--id", "mine"],
            ["claim", "mine"],
            ["add", "held", "--id", "held"],
            ["claim", "held", "--hold"],
        })
        {
            Assert.Equal(0, (await cli.RunAsync(step)).Code);
        }

        cli.Stdin = """[{"key":"a","title":"Planned"},{"title":"After it","depends_on":["a"]}]""";
        var first = await cli.RunAsync([.. command.Split(' '), "--request-key", "k1", "--json"]);
        Assert.True(first.Code == 0, first.ToString());
        var done = (await File.ReadAllTextAsync(directory["tasks.json"]), await EventsAsync());

        var again = await cli.RunAsync([.. command.Split(' '), "--request-key", "k1", "--json"]);
        Assert.True(again.Code == 0, again.ToString());
        Assert.Equal(JsonDocument.Parse(first.Out).RootElement.GetProperty("revision").GetInt64(), JsonDocument.Parse(again.Out).RootElement.GetProperty("revision").GetInt64());
        Assert.Equal(done, (await File.ReadAllTextAsync(directory["tasks.json"]), await EventsAsync()));

        var other = await cli.RunAsync("add", "something else", "--request-key", "k1");
        Assert.Equal(4, other.Code);
        Assert.Contains("(TB2008)", other.Error, StringComparison.Ordinal);

        async Task<string> EventsAsync() => (await cli.RunAsync("log", "--limit", "1000", "--json")).Out;
    }

    [Theory]
    [InlineData("release", "claim", "other has it since")]
    [InlineData("release", "", "nobody has it now")]
    [InlineData("complete", "", "it is COMPLETED")]
    [InlineData("fail --no-retry", "", "it is FAILED")]
    [InlineData("release", "remove", "is not on the board any more")]
    public async Task A_claim_that_is_over_is_not_given_again(string ended, string then, string said)
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "T", "--id", "t1");
        foreach (var claim in new[] { "claim", "claim t1" })
        {
            var key = $"--request-key {claim.Length}";
            await RunAsync($"{claim} {key}", 0);
            await RunAsync($"{ended.Split(' ')[0]} t1{(ended.Contains("fail", StringComparison.Ordinal) ? " why --no-retry" : "")}", 0);
            if (then.Length > 0)
            {
                await RunAsync($"{then} t1 --agent other", 0);
            }

            var again = await RunAsync($"{claim} {key}", 4);
            Assert.Contains(said, again.Error, StringComparison.Ordinal);
            Assert.Contains("(TB2003)", again.Error, StringComparison.Ordinal);
            Assert.Empty(again.Out);
            if (then == "claim")
            {
                await RunAsync("release t1 --agent other", 0);
            }
            else if (ended != "release")
            {
                await RunAsync("edit t1 --status PENDING", 0);
            }
            else if (then == "remove")
            {
                break;
            }
        }

        async Task<CliAnswer> RunAsync(string line, int code)
        {
            var answer = await cli.RunAsync(line.Split(' '));
            Assert.True(answer.Code == code, $"{line}: {answer}");
            return answer;
        }
    }

    [Fact]
    public async Task A_claim_that_is_repeated_says_that_it_was_made_before()
    {
        using var directory = new TempDirectory();
        var cli = new CliRun(directory.Path);
        await cli.RunAsync("init");
        await cli.RunAsync("add", "T", "--id", "t1");
        Assert.False(await AlreadyDoneAsync());
        Assert.True(await AlreadyDoneAsync());
        Assert.Contains("answered before: t1#1", (await cli.RunAsync("claim", "--request-key", "k1")).Error, StringComparison.Ordinal);

        async Task<bool> AlreadyDoneAsync() =>
            JsonDocument.Parse((await cli.RunAsync("claim", "--request-key", "k1", "--json")).Out).RootElement.GetProperty("already_done").GetBoolean();
    }

    [Fact]
    public void Every_command_that_changes_tasks_has_a_key_and_is_tried_here()
    {
        string[] untried = ["import"];
        var changing = CommandList.All().Where(c => c.Changes).Select(c => c.Name).Except(untried).Order(StringComparer.Ordinal);
        Assert.Equal(changing, Changes.Cast<object[]>().Select(row => ((string)row[0]).Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
    }
}
