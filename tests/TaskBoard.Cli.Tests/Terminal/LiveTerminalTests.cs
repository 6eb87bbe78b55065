using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Terminal;

/// <summary>The live board by the program itself, on a terminal that the kernel makes, with the keys that people press.</summary>
public sealed class LiveTerminalTests
{
    private const string OtherPage = "\e[?1049h";
    private const string FirstPage = "\e[0m\e[?7h\e[?25h\e[?1049l";
    private const string CtrlC = "\u0003";
    private const string CtrlZ = "\u001a";

    [PseudoTerminalFact]
    public async Task Shows_what_others_do_until_ctrl_c()
    {
        using var board = await MixedBoard.CreateAsync();
        await using var terminal = PseudoTerminal.Run(board.Directory, 70, 18, $"exec '{CliExecutable.Path}' watch");
        await terminal.ShowsAsync(OtherPage);
        await terminal.ShowsAsync("Ready");
        await board.RunAsync("add", "A task that was not there before", "--priority", "critical");
        await terminal.ShowsAsync("A task that was not there before");
        await terminal.TypeAsync(CtrlC);
        Assert.Equal(0, await terminal.EndAsync());
        Assert.EndsWith(FirstPage, terminal.Text, StringComparison.Ordinal);
        Assert.All(PicturesOf(terminal), picture => Assert.All(picture, line => Assert.InRange(Screens.Cells(line), 0, 70)));
    }

    [PseudoTerminalFact]
    public async Task Ctrl_z_gives_the_terminal_back_to_the_shell_until_fg()
    {
        using var board = await MixedBoard.CreateAsync();
        await using var terminal = PseudoTerminal.Run(board.Directory, 80, 24, "PS1='ready> ' exec bash --norc --noprofile -i");
        await terminal.ShowsAsync("ready> ");
        await terminal.TypeAsync($"'{CliExecutable.Path}' watch\n");
        await terminal.ShowsAsync("Last events");
        await terminal.TypeAsync(CtrlZ);
        await terminal.ShowsAsync(FirstPage);
        await terminal.ShowsAsync("Stopped");
        await terminal.ShowsAsync("ready> ");
        await board.RunAsync("add", "Added while it was stopped", "--priority", "critical");
        await terminal.TypeAsync("fg\n");
        await terminal.ShowsAsync(OtherPage);
        await terminal.ShowsAsync("Added while it was stopped");
        await terminal.TypeAsync(CtrlC);
        await terminal.ShowsAsync(FirstPage);
        await terminal.ShowsAsync("ready> ");
        await terminal.TypeAsync("exit 7\n");
        Assert.Equal(7, await terminal.EndAsync());
    }

    [PseudoTerminalFact]
    public async Task A_terminal_that_is_made_smaller_gets_a_smaller_picture()
    {
        using var board = await MixedBoard.CreateAsync();
        await using var terminal = PseudoTerminal.Run(board.Directory, 120, 40, $"tty; exec '{CliExecutable.Path}' watch");
        await terminal.ShowsAsync("Last events");
        var name = terminal.Text.Split("\r\n")[0];
        Assert.Equal(0, (await ProgramRun.Of("stty", "-F", name, "cols", "50", "rows", "9")).ExitCode);
        await terminal.ShowsAsync("1 of 3");
        await terminal.TypeAsync(CtrlC);
        Assert.Equal(0, await terminal.EndAsync());
        var last = PicturesOf(terminal)[^1];
        Assert.InRange(last.Count, 1, 9);
        Assert.All(last, line => Assert.InRange(Screens.Cells(line), 0, 50));
    }

    /// <summary>What was painted, one picture after the other, each its lines without colours.</summary>
    private static List<List<string>> PicturesOf(PseudoTerminal terminal) =>
        [.. terminal.Text.Split("\e[H").Skip(1).Select(LinesOf)];

    private static List<string> LinesOf(string picture) =>
    [
        .. Screens.WithoutColours(picture[..picture.IndexOf("\e[J", StringComparison.Ordinal)])
            .Replace("\e[2K", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Split('\n'),
    ];
}
