using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Commands;

/// <summary><c>taskboard lock</c>.</summary>
public sealed class LockCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly CliRun _cli;

    public LockCommandTests() => _cli = new CliRun(_directory.Path);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Breaking_tells_another_lock_and_a_living_one_from_none()
    {
        await _cli.RunAsync("init");
        Assert.Equal(7, (await _cli.RunAsync("lock", "break", "--id", "x", "--yes")).Code);
        await File.WriteAllTextAsync(_directory["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""");
        var another = await _cli.RunAsync("lock", "break", "--id", "x", "--yes");
        Assert.True(another.Code == 4, another.ToString());
        Assert.Contains("is another lock by now", another.Error, StringComparison.Ordinal);
        File.Delete(_directory["tasks.lock"]);

        await using var board = await Board.OpenAsync(_directory.Path);
        await using var hold = await board.HoldLockAsync("holder");
        var living = await _cli.RunAsync("lock", "break", "--id", (await board.ReadLockAsync())!.Id, "--yes");
        Assert.True(living.Code == 4, living.ToString());
        Assert.Contains("it lives", living.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(_directory["tasks.lock"]));
    }

    [Fact]
    public async Task Breaking_is_on_record_at_once()
    {
        await _cli.RunAsync("init");
        await File.WriteAllTextAsync(_directory["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""");
        await using var board = await Board.OpenAsync(_directory.Path);
        var answer = await _cli.RunAsync("lock", "break", "--id", (await board.ReadLockAsync())!.Id, "--yes");
        Assert.True(answer.Code == 0, answer.ToString());
        Assert.StartsWith("Broke the lock of script: Broken by tester as operator. ", answer.Out, StringComparison.Ordinal);
        Assert.EndsWith($". It is kept as {Assert.Single(Directory.GetFiles(_directory[".taskboard/broken"]))}.\n", answer.Out, StringComparison.Ordinal);
        Assert.Contains("LOCK_BROKEN", (await _cli.RunAsync("log")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("break", "--id", "x")]
    [InlineData("run", "--", "true")]
    public async Task What_changes_no_task_takes_no_request_key(params string[] args) =>
        Assert.Contains("has no option --request-key", (await _cli.RunAsync(["lock", args[0], "--request-key", "k", .. args[1..]])).Error, StringComparison.Ordinal);

    [Theory]
    [InlineData("rm tasks.lock")]
    [InlineData("rm tasks.lock; echo theirs > tasks.lock")]
    public async Task A_lock_that_was_taken_away_under_a_command_is_reported(string script)
    {
        await _cli.RunAsync("init");
        foreach (var json in new string[][] { [], ["--json"] })
        {
            var answer = await _cli.RunAsync(["lock", "run", .. json, "--", "/bin/sh", "-c", $"{script}; exit 9"]);
            Assert.True(answer.Code == 9, answer.ToString());
            Assert.StartsWith("warning: The board's lock was deleted or replaced by somebody", answer.Error, StringComparison.Ordinal);
            Assert.Equal(script.Contains("theirs", StringComparison.Ordinal), File.Exists(_directory["tasks.lock"]));
            File.Delete(_directory["tasks.lock"]);
        }
    }
}
