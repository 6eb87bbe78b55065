using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>The program itself on a terminal that the kernel makes.</summary>
public sealed class RealTerminalTests
{
    [PseudoTerminalFact]
    public async Task A_command_draws_and_leaves_the_modes_of_the_terminal_alone()
    {
        using var board = await MixedBoard.CreateAsync();
        var text = await OnTerminalAsync(board, "stty cols 60 rows 20; TERM=xterm");
        Assert.Contains("\e[1;36mIn hand\e[0m", text, StringComparison.Ordinal);
        var seen = Screens.WithoutColours(text);
        Assert.DoesNotContain('\e', seen);
        Assert.All(seen.Split('\n'), line => Assert.InRange(Screens.Cells(line), 0, 60));
        Assert.Contains("+3 finished, 1 of them FAILED: --all\n", seen, StringComparison.Ordinal);
    }

    [PseudoTerminalFact]
    public async Task Without_colours_nothing_but_text_is_sent()
    {
        using var board = await MixedBoard.CreateAsync();
        foreach (var wish in (string[])["TERM=xterm NO_COLOR=1", "TERM=dumb"])
        {
            var text = await OnTerminalAsync(board, wish);
            Assert.Contains("In hand", text, StringComparison.Ordinal);
            Assert.DoesNotContain('\e', text);
        }
    }

    private static async Task<string> OnTerminalAsync(MixedBoard board, string before)
    {
        var run = await ProgramRun.Of("script", "-qec", $"{before} '{CliExecutable.Path}' list --board '{board.Directory}'", "/dev/null");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run.Output;
    }
}
