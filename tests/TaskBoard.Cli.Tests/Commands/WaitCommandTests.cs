using System.Text.Json;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard wait</c>.</summary>
public sealed class WaitCommandTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public WaitCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_there_already_is_answered_at_once()
    {
        await PlayAsync();
        Assert.Equal(new CliAnswer(0, "a\n", "A task is ready.\n"), await _cli.RunAsync("wait", "--for", "ready"));
        Assert.Equal(new CliAnswer(0, "a\n", "a is PENDING.\n"), await _cli.RunAsync("wait", "--for", "a:pending"));
        await _cli.RunAsync("cancel", "a");
        await _cli.RunAsync("cancel", "b");
        Assert.Equal(new CliAnswer(0, "", "Done: nothing unfinished remains.\n"), await _cli.RunAsync("wait", "--for", "done"));
    }

    [Fact]
    public async Task What_others_do_ends_the_wait()
    {
        await PlayAsync();
        var other = new CliRun(_directory.Path);
        var (state, done) = (_cli.RunAsync("wait", "--for", "b:IN_PROGRESS", "--json"), _cli.RunAsync("wait", "--for", "done"));
        await other.RunAsync("complete", "a");
        Assert.False(done.IsCompleted);
        await other.RunAsync("claim", "b");
        var document = JsonDocument.Parse((await state.WaitAsync(Patience)).Out).RootElement;
        Assert.Equal(("board.wait", "b:IN_PROGRESS", true, null, "b"), (
            document.GetProperty("kind").GetString(),
            document.GetProperty("for").GetString(),
            document.GetProperty("reached").GetBoolean(),
            document.GetProperty("reason").GetString(),
            document.GetProperty("tasks")[0].GetString()));
        await other.RunAsync("complete", "b");
        Assert.Equal(0, (await done.WaitAsync(Patience)).Code);
    }

    [Fact]
    public async Task The_clock_ends_the_wait_for_a_rest_that_is_over_and_a_lease_that_ended()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "later", "--id", "later", "--not-before", "2026-11-21T10:00:00Z");
        var waiting = _cli.RunAsync("wait", "--for", "ready");
        Assert.False(waiting.IsCompleted);
        _cli.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal("later\n", (await waiting.WaitAsync(Patience)).Out);

        await _cli.RunAsync("claim", "--lease", "1s");
        Assert.Equal("later\n", (await _cli.RunAsync("wait", "--for", "ready").WaitAsync(Patience)).Out);
    }

    [Fact]
    public async Task What_does_not_come_ends_with_its_reason()
    {
        await PlayAsync();
        Assert.Equal((3, "timeout"), await ReasonAsync("done", "1s"));
        await _cli.RunAsync("cancel", "b");
        Assert.Equal((3, "finished"), await ReasonAsync("b:COMPLETED", "5m").WaitAsync(Patience));
        await _cli.RunAsync("cancel", "a");
        Assert.Equal((3, "done"), await ReasonAsync("ready", "5m").WaitAsync(Patience));

        async Task<(int, string?)> ReasonAsync(string goal, string time)
        {
            var answer = await _cli.RunAsync("wait", "--for", goal, "--timeout", time, "--json");
            return (answer.Code, JsonDocument.Parse(answer.Out).RootElement.GetProperty("reason").GetString());
        }
    }

    [Fact]
    public async Task What_can_be_cancelled_no_more_is_not_waited_for()
    {
        await PlayAsync();
        await _cli.RunAsync("complete", "a");
        Assert.Equal(
            new CliAnswer(3, "", "a is COMPLETED, and does not come to CANCELLED unless somebody takes it up again.\n"),
            await _cli.RunAsync("wait", "--for", "a:CANCELLED").WaitAsync(Patience));

        await _cli.RunAsync("claim", "b");
        await _cli.RunAsync("fail", "b", "no", "--no-retry");
        var failed = _cli.RunAsync("wait", "--for", "b:CANCELLED");
        Assert.False(failed.IsCompleted);
        await new CliRun(_directory.Path).RunAsync("cancel", "b");
        Assert.Equal(new CliAnswer(0, "b\n", "b is CANCELLED.\n"), await failed.WaitAsync(Patience));
    }

    [Fact]
    public async Task Failures_are_told_where_nothing_more_comes()
    {
        await PlayAsync();
        await _cli.RunAsync("claim", "a");
        await _cli.RunAsync("fail", "a", "no", "--no-retry");
        Assert.Equal(new CliAnswer(3, "", "It did not come in time. On the board: 1 waiting, 1 FAILED.\n"), await _cli.RunAsync("wait", "--for", "done", "--timeout", "0s"));
        Assert.Equal("Nothing is ready for you: 0 in hand, 1 waiting, 0 ready for others, 1 FAILED. 'taskboard list' says what they wait for.\n", (await _cli.RunAsync("claim")).Error);
        await _cli.RunAsync("cancel", "b");
        Assert.Equal(new CliAnswer(0, "", "Done: nothing unfinished remains. On the board: 1 FAILED.\n"), await _cli.RunAsync("wait", "--for", "done"));
        Assert.Equal(new CliAnswer(3, "", "Done: nothing unfinished remains; 1 FAILED.\n"), await _cli.RunAsync("claim"));
        var document = JsonDocument.Parse((await _cli.RunAsync("wait", "--for", "done", "--json")).Out).RootElement;
        Assert.Equal((0, 1), (document.GetProperty("waiting").GetInt32(), document.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task A_task_that_is_not_there_or_is_removed_is_not_found()
    {
        await PlayAsync();
        Assert.Equal(7, (await _cli.RunAsync("wait", "--for", "nope:COMPLETED")).Code);
        var waiting = _cli.RunAsync("wait", "--for", "b:COMPLETED");
        Assert.False(waiting.IsCompleted);
        await new CliRun(_directory.Path).RunAsync("remove", "b");
        var answer = await waiting.WaitAsync(Patience);
        Assert.Equal((7, ""), (answer.Code, answer.Out));
    }

    [Theory]
    [InlineData("never")]
    [InlineData("a:DONE")]
    [InlineData(":COMPLETED")]
    public async Task What_cannot_be_waited_for_is_refused(string goal)
    {
        await PlayAsync();
        var answer = await _cli.RunAsync("wait", "--for", goal);
        Assert.Equal(2, answer.Code);
        Assert.Contains("ready, done or ID:STATE", answer.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await _cli.RunAsync("wait", "--for", "done", "--timeout", "8d")).Code);
        Assert.Equal(2, (await _cli.RunAsync("wait")).Code);
    }

    private async Task PlayAsync()
    {
        await _cli.RunAsync("init");
        await _cli.RunAsync("add", "a", "--id", "a");
        await _cli.RunAsync("add", "b", "--id", "b", "--depends-on", "a");
    }
}
