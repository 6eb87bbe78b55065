using System.Diagnostics;
using System.Text;
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

    [PseudoTerminalFact]
    public async Task The_live_board_is_painted_again_with_each_change_and_leaves_the_terminal_as_it_was()
    {
        using var board = await MixedBoard.CreateAsync();
        var command = $"stty cols 80 rows 24; TERM=xterm '{CliExecutable.Path}' watch --board '{board.Directory}'; echo \"exit $?\"; stty -a";
        var start = new ProcessStartInfo("script", ["-qec", command, "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var terminal = Process.Start(start)!;
        var seen = new StringBuilder();
        await ReadUntilAsync(terminal, seen, "In hand");
        var run = await ProgramRun.Of(CliExecutable.Path, "add", "Seen while watching", "--agent", "me", "--board", board.Directory);
        Assert.Equal(0, run.ExitCode);
        await ReadUntilAsync(terminal, seen, "Seen while watching");

        // Ctrl-C, as the terminal's driver takes it.
        await terminal.StandardInput.WriteAsync('\u0003');
        await terminal.StandardInput.FlushAsync();
        await ReadUntilAsync(terminal, seen, "exit 0");
        seen.Append(await terminal.StandardOutput.ReadToEndAsync());
        await terminal.WaitForExitAsync();

        var text = seen.ToString();
        Assert.True(text.LastIndexOf("\e[?25h", StringComparison.Ordinal) > text.LastIndexOf("\e[?25l", StringComparison.Ordinal), "The cursor stays hidden.");
        Assert.True(text.LastIndexOf("\e[?1049l", StringComparison.Ordinal) > text.LastIndexOf("\e[?1049h", StringComparison.Ordinal), "The other page stays.");
        Assert.Matches(@"(?<!-)\becho\b", text);
    }

    private static async Task ReadUntilAsync(Process terminal, StringBuilder seen, string awaited)
    {
        // Painted in pieces: what is awaited may come with colours in between, and so is looked for without them.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new char[4096];
        while (!Screens.WithoutColours(seen.ToString()).Contains(awaited, StringComparison.Ordinal))
        {
            var read = await terminal.StandardOutput.ReadAsync(buffer, patience.Token);
            Assert.True(read > 0, $"'{awaited}' did not come: {seen}");
            seen.Append(buffer, 0, read);
        }
    }

    private static async Task<string> OnTerminalAsync(MixedBoard board, string before)
    {
        var run = await ProgramRun.Of("script", "-qec", $"{before} '{CliExecutable.Path}' list --board '{board.Directory}'", "/dev/null");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        return run.Output;
    }
}
