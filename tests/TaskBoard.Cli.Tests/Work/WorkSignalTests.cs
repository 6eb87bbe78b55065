using TaskBoard.Cli.Tests.Terminal;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>Workers that are told to end, on a terminal that the kernel makes and by signals.</summary>
public sealed class WorkSignalTests
{
    private const string CtrlC = "\u0003";
    private const string Waits = "echo at work; while [ ! -e go ]; do sleep 0.05; done; echo made it";

    [PseudoTerminalFact]
    public async Task Ctrl_c_lets_the_task_in_hand_come_to_its_end()
    {
        using var board = await WorkBoard.CreateAsync("a", "b");
        await using var terminal = PseudoTerminal.Run(board.Directory, 120, 30, $"exec '{CliExecutable.Path}' work --agent worker -- sh -c '{Waits}'");
        await terminal.ShowsAsync("at work");
        await terminal.TypeAsync(CtrlC);
        await terminal.ShowsAsync("Ctrl-C: the task in hand is worked to its end");
        Assert.Equal("IN_PROGRESS", board.StateOf("a"));
        await File.WriteAllTextAsync(board.FileOf("go"), "");
        await terminal.ShowsAsync("a#1  completed");
        Assert.Equal(0, await terminal.EndAsync());
        Assert.Equal(("COMPLETED", "PENDING"), (board.StateOf("a"), board.StateOf("b")));
    }

    [PseudoTerminalFact]
    public async Task A_second_ctrl_c_ends_the_command_and_gives_the_task_back()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await using var terminal = PseudoTerminal.Run(board.Directory, 120, 30, $"exec '{CliExecutable.Path}' work --agent worker -- sh -c '{Waits}'");
        await terminal.ShowsAsync("at work");
        await terminal.TypeAsync(CtrlC);
        await terminal.ShowsAsync("Once more gives it back.");
        await terminal.TypeAsync(CtrlC);
        await terminal.ShowsAsync("a#1  released");
        Assert.Equal(130, await terminal.EndAsync());
        Assert.Equal("PENDING", board.StateOf("a"));
        Assert.Equal(0, board.TaskOf("a").TryGetProperty("failures", out var failures) ? failures.GetInt32() : 0);
    }

    [LinuxFact]
    public async Task A_worker_that_is_terminated_gives_its_task_back()
    {
        using var board = await WorkBoard.CreateAsync("a");
        using var worker = board.Start("work", "--", "sh", "-c", Waits);
        Assert.Equal("a#1 Do a", await worker.StandardError.ReadLineAsync());
        Assert.Equal("at work", await worker.StandardError.ReadLineAsync());
        Assert.Equal(0, (await ProgramRun.Of("kill", $"{worker.Id}")).ExitCode);
        var answer = await worker.AnswerAsync();
        Assert.Equal(143, answer.Code);
        Assert.StartsWith("a#1  released", answer.Out, StringComparison.Ordinal);
        Assert.Equal("PENDING", board.StateOf("a"));
    }

    [LinuxFact]
    public async Task A_worker_that_waits_for_tasks_ends_at_once_when_it_is_told_to()
    {
        using var board = await WorkBoard.CreateAsync("a");
        await board.RunAsync("block", "a", "no credentials");
        using var worker = board.Start("work", "--", "true");
        Assert.StartsWith("Nothing is ready: waiting", await worker.StandardError.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await ProgramRun.Of("kill", "-INT", $"{worker.Id}")).ExitCode);
        var answer = await worker.AnswerAsync();
        Assert.Equal((130, ""), (answer.Code, answer.Out));
    }
}
