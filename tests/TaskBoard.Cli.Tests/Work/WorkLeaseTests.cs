using System.Diagnostics;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>A worker keeps its task as long as its command runs and it may, and no longer.</summary>
public sealed class WorkLeaseTests
{
    [LinuxFact]
    public async Task A_task_stays_in_hand_as_long_as_the_command_runs()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await File.WriteAllTextAsync(board.FileOf(".taskboard/settings.json"), """{ "lease": "4s" }""");
        var answer = await board.WorkAsync($"sleep 5; '{CliExecutable.Path}' claim --agent other >&2; echo mine", "--once");
        Assert.StartsWith("a#1  completed", answer.Out, StringComparison.Ordinal);
        Assert.Contains("Nothing is ready for you: 1 in hand", answer.Error, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_worker_lives_while_its_command_runs_and_while_it_waits_for_a_task_however_long_the_lease()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        await File.WriteAllTextAsync(board.FileOf(".taskboard/settings.json"), """{ "lease": "1h", "agent_timeout": "3s" }""");
        await board.RunAsync("block", "b", "no credentials");
        using var worker = board.Start("work", "--", "sh", "-c", "while [ ! -e go ]; do sleep 0.05; done");
        Assert.Equal("a#1 Do a", await worker.StandardError.ReadLineAsync());
        var file = await File.ReadAllTextAsync(board.FileOf("tasks.json"));
        await board.LivesAsync("worker", signs: 2);
        Assert.Equal(file, await File.ReadAllTextAsync(board.FileOf("tasks.json")));
        await File.WriteAllTextAsync(board.FileOf("go"), "");
        Assert.StartsWith("Nothing is ready: waiting", await worker.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        file = await File.ReadAllTextAsync(board.FileOf("tasks.json"));
        await board.LivesAsync("worker", signs: 2);
        Assert.Equal(file, await File.ReadAllTextAsync(board.FileOf("tasks.json")));
        Assert.Equal(0, (await ProgramRun.Of("kill", "-INT", $"{worker.Id}")).ExitCode);
        Assert.Equal(0, (await worker.AnswerAsync()).Code);
    }

    [LinuxFact]
    public async Task A_worker_that_was_stopped_past_its_lease_keeps_the_task_that_nobody_took()
    {
        using var board = await WorkBoard.CreateAsync("a");
        using var worker = await StoppedPastItsLeaseAsync(board);
        Assert.Equal(0, (await ProgramRun.Of("kill", "-CONT", $"{worker.Id}")).ExitCode);
        await board.LeaseIsAsync("a", over: false);
        Assert.Equal(3, (await board.RunAsync("claim", "--agent", "other", "--wait", "3s")).Code);
        await File.WriteAllTextAsync(board.FileOf("go"), "");
        Assert.StartsWith("a#1  completed", (await worker.AnswerAsync()).Out, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_result_that_comes_after_the_end_of_the_lease_was_put_on_record_counts()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await board.RunAsync("edit", "a", "--max-attempts", "2");
        using var worker = await StoppedPastItsLeaseAsync(board);
        await board.RunAsync("monitor", "--once", "--repair");
        Assert.Equal("PENDING", board.StateOf("a"));
        Assert.Equal(0, (await ProgramRun.Of("kill", "-CONT", $"{worker.Id}")).ExitCode);
        await File.WriteAllTextAsync(board.FileOf("go"), "");
        Assert.StartsWith("a#1  completed", (await worker.AnswerAsync()).Out, StringComparison.Ordinal);
        Assert.Equal("COMPLETED", board.StateOf("a"));
    }

    [LinuxFact]
    public async Task A_command_whose_longest_run_is_over_is_ended_so_that_nobody_works_beside_it()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await board.RunAsync("edit", "a", "--max-run", "1s");
        var answer = await board.WorkAsync("sleep 1000", "--once");
        Assert.Equal((1, "FAILED"), (answer.Code, board.StateOf("a")));
        Assert.StartsWith("a#1  failed", answer.Out, StringComparison.Ordinal);
    }

    /// <summary>A worker whose command runs until there is a file <c>go</c>, stopped (SIGSTOP) until its lease is over.</summary>
    private static async Task<Process> StoppedPastItsLeaseAsync(WorkBoard board)
    {
        await File.WriteAllTextAsync(board.FileOf(".taskboard/settings.json"), """{ "lease": "1s" }""");
        var worker = board.Start("work", "--once", "--", "sh", "-c", "echo at work; while [ ! -e go ]; do sleep 0.05; done; echo made it");
        await worker.StandardError.ReadLineAsync();
        Assert.Equal("at work", await worker.StandardError.ReadLineAsync());
        Assert.Equal(0, (await ProgramRun.Of("kill", "-STOP", $"{worker.Id}")).ExitCode);
        await board.LeaseIsAsync("a", over: true);
        return worker;
    }
}
