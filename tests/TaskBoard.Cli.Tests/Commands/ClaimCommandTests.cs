using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

public sealed class ClaimCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public ClaimCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_claim_holds_asks_for_another_and_overrides_as_it_is_told()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await _cli.RunAsync("add", "b", "--id", "b", "--persona", "reviewer");
        await _cli.RunAsync("add", "c", "--id", "c", "--depends-on", "a");

        Assert.Equal(("a#1", "CLAIMED"), await ClaimAsync("--hold", "--lease", "2h"));
        Assert.Equal(("a#1", "CLAIMED"), await ClaimAsync("--hold"));
        Assert.Equal(3, (await _cli.RunAsync("claim", "--another")).Code);
        Assert.Equal(("b#1", "IN_PROGRESS"), await ClaimAsync("--another", "--persona", "reviewer"));
        Assert.Equal(4, (await _cli.RunAsync("claim", "c")).Code);
        Assert.Equal(("c#1", "IN_PROGRESS"), await ClaimAsync("c", "--override"));
        Assert.Equal(2, (await _cli.RunAsync("claim", "a", "--lease", "40d")).Code);
    }

    [Fact]
    public async Task Whoever_comes_back_to_a_task_learns_since_when_and_where_it_was_worked_on()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await _cli.RunAsync("claim");
        _cli.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.StartsWith("You held a already, since 2026-11-21T09:00:00.000Z: this is it again.", (await _cli.RunAsync("claim")).Error, StringComparison.Ordinal);
        await _cli.RunAsync("register", "--directory", "/repos/tree");
        Assert.StartsWith("You held a already, since 2026-11-21T09:00:00.000Z, at work in /repos/tree: this is it again.", (await _cli.RunAsync("claim")).Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse((await _cli.RunAsync("claim", "--json")).Out);
        Assert.Equal(
            (true, "2026-11-21T09:00:00.000Z", "/repos/tree"),
            (document.RootElement.GetProperty("resumed").GetBoolean(), document.RootElement.GetProperty("since").GetString(), document.RootElement.GetProperty("working_directory").GetString()));
    }

    [Fact]
    public async Task Waiting_ends_as_soon_as_somebody_adds_a_task()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "never", "--id", "never");
        await _cli.RunAsync("block", "never", "for ever");
        var waiting = _cli.RunAsync("claim", "--wait", "5m");
        Assert.False(waiting.IsCompleted);
        await new CliRun(_directory.Path).RunAsync("add", "now", "--id", "now", "--agent", "planner");
        var answer = await waiting.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.StartsWith("now#1\n", answer.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_ends_with_its_reason_when_the_time_is_over_or_nothing_unfinished_remains()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await _cli.RunAsync("block", "a", "for ever");
        Assert.Equal((3, "timeout"), await ReasonAsync("1s"));
        await _cli.RunAsync("cancel", "a");
        Assert.Equal((3, "done"), await ReasonAsync("1d").WaitAsync(TimeSpan.FromMinutes(1)));

        async Task<(int, string?)> ReasonAsync(string time)
        {
            var answer = await _cli.RunAsync("claim", "--wait", time, "--json");
            return (answer.Code, JsonDocument.Parse(answer.Out).RootElement.GetProperty("reason").GetString());
        }
    }

    [Theory]
    [InlineData("--lease", "0s", "A lease lasts 1 s to 30 days, not 0s.")]
    [InlineData("--lease", "365d", "A lease lasts 1 s to 30 days, not 365d.")]
    [InlineData("--max-run", "0s", "The longest run of a claim is 1 s to 365 days")]
    [InlineData("--max-run", "366d", "The longest run of a claim is 1 s to 365 days")]
    public async Task A_time_that_makes_no_sense_is_refused_and_nothing_is_claimed(string option, string time, string reason)
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        var before = await File.ReadAllTextAsync(_directory["tasks.json"]);
        var answer = await _cli.RunAsync("claim", option, time);
        Assert.Equal((2, ""), (answer.Code, answer.Out));
        Assert.Contains(reason, answer.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    private async Task<(string?, string?)> ClaimAsync(params string[] options)
    {
        var answer = await _cli.RunAsync(["claim", "--json", .. options]);
        Assert.True(answer.Code == 0, answer.ToString());
        var claim = JsonDocument.Parse(answer.Out).RootElement;
        return (claim.GetProperty("claim").GetString(), claim.GetProperty("item").GetProperty("status").GetString());
    }
}
