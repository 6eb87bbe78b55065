using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary>A refusal and an answer name what can be done next, and nothing that would be refused too.</summary>
public sealed class NextStepTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public NextStepTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_would_be_refused_is_not_called_allowed()
    {
        await DoAsync("init", "add A --id a", "add B --id b --depends-on a", "add C --id c --depends-on b", "add M --id m --assign ann");
        Assert.EndsWith("It is not ready: waits for a (PENDING). Allowed now: cancel. (TB2002)\n", await RefusedAsync("remove b"), StringComparison.Ordinal);
        Assert.EndsWith("Allowed now: claim, complete, cancel. (TB2002)\n", await RefusedAsync("remove a"), StringComparison.Ordinal);
        Assert.EndsWith("It is not ready: meant for ann. Allowed now: cancel. (TB2002)\n", await RefusedAsync("start m"), StringComparison.Ordinal);
        await DoAsync("claim a", "fail a why");
        Assert.EndsWith("Allowed now: cancel, retry. (TB2002)\n", await RefusedAsync("start a"), StringComparison.Ordinal);
        await DoAsync("retry a", "claim a --agent ann");
        Assert.EndsWith("Allowed now: cancel. (TB2002)\n", await RefusedAsync("remove a"), StringComparison.Ordinal);
        Assert.EndsWith("Allowed now: claim, release, complete, fail, cancel. (TB2002)\n", await RefusedAsync("remove a --agent ann"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_next_step_stands_first_and_overriding_last()
    {
        await DoAsync("init", "add A --id a", "add B --id b --depends-on a", "add C --id c", "block c question", "add D --id d --persona rust", "add E --id e", "claim e", "fail e why");
        Assert.Equal(
            "taskboard: Cannot claim task 'b', which is not ready: waits for a (PENDING). What to do first: 'taskboard explain b'. To claim it all the same: --override. (TB2004)\n",
            await RefusedAsync("claim b"));
        Assert.Equal("taskboard: Cannot claim task 'c', which is not ready: blocked: question. When it can go on: 'taskboard unblock c'. (TB2004)\n", await RefusedAsync("claim c"));
        Assert.Contains("Whoever is that persona says so: --persona rust.", await RefusedAsync("claim d"), StringComparison.Ordinal);
        Assert.Contains("It rests after a failure; 'taskboard retry e' ends that.", await RefusedAsync("claim e"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_retries_a_task_that_rests_can_claim_it()
    {
        await DoAsync("init", "add A --id a", "claim a", "fail a why");
        var retried = await _cli.RunAsync("retry", "a");
        Assert.Equal((0, false), (retried.Code, retried.Out.Contains("as before", StringComparison.Ordinal)));
        Assert.Contains("ready now: a", retried.Out, StringComparison.Ordinal);
        await DoAsync("claim a");
        Assert.Contains("\"failures\":1", (await _cli.RunAsync("show", "a", "--json")).Out.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_fails_an_attempt_learns_when_the_next_may_begin()
    {
        await DoAsync("init", "add A --id a --max-attempts 2 --retry-delay 1m", "claim a");
        var failed = (await _cli.RunAsync("fail", "a", "why")).Out;
        Assert.Matches("^a PENDING \\(not before 2026-11-21T09:0[01]:[0-9.]+Z\\), revision 3\n$", failed);
        _cli.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("a PENDING, revision 4\n", (await _cli.RunAsync("edit", "a", "--add-label", "x")).Out);
        await DoAsync("claim a");
        Assert.Equal("a FAILED, revision 6\n", (await _cli.RunAsync("fail", "a", "why")).Out);
    }

    [Fact]
    public async Task A_time_that_somebody_chose_stays()
    {
        await DoAsync("init", "add A --id a --not-before 2030-01-01", "retry a");
        Assert.Contains("not before 2030-01-01", (await _cli.RunAsync("list")).Out, StringComparison.Ordinal);
        foreach (var none in new[] { "tomorrow", "5" })
        {
            Assert.StartsWith($"taskboard: --not-before: '{none}' is not a time (such as ", (await _cli.RunAsync("add", "B", "--not-before", none)).Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Tasks_for_a_persona_say_so()
    {
        await DoAsync("init", "add A --id a --persona rust", "add B --id b --persona docs");
        Assert.Contains("A  (ready; for the persona rust)", (await _cli.RunAsync("list")).Out, StringComparison.Ordinal);
        var nothing = await _cli.RunAsync("claim");
        Assert.Equal(3, nothing.Code);
        Assert.EndsWith("Some are for a persona: claim them with --persona docs or --persona rust.\n", nothing.Error, StringComparison.Ordinal);
        await DoAsync("claim --persona rust");
    }

    [Fact]
    public async Task Where_both_streams_meet_the_answer_stands_first()
    {
        await DoAsync("init", "add A --id a", "add B --id b", "complete b done");
        Assert.EndsWith("(ready)\n+1 finished: --all\n", await _cli.RunIntoOneFileAsync("list"), StringComparison.Ordinal);
        foreach (var (command, last) in new[] { ("doctor", "Nothing to mend."), ("check", "Nothing to mend."), ("graph", "finished") })
        {
            Assert.Contains(last, (await _cli.RunIntoOneFileAsync(command)).TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sql_may_begin_with_a_comment()
    {
        await DoAsync("init", "add A --id a");
        var answer = await _cli.RunAsync("query", "-- Which tasks are there?\nSELECT id FROM tasks");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.Contains("\na", answer.Out, StringComparison.Ordinal);
    }

    private async Task DoAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            var answer = await _cli.RunAsync(line.Split(' '));
            Assert.True(answer.Code == 0, $"{line}: {answer}");
        }
    }

    private async Task<string> RefusedAsync(string line)
    {
        var answer = await _cli.RunAsync(line.Split(' '));
        Assert.True(answer.Code == 4, $"{line}: {answer}");
        return answer.Error;
    }
}
