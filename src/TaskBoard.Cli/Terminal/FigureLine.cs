namespace TaskBoard.Cli.Terminal;

/// <summary>One figure with its name.</summary>
internal static class FigureLine
{
    private const int NameWidth = 11;

    /// <summary>Draws it.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, string name, string text)
    {
        var canvas = new Canvas(screen, output);
        canvas.Draw(new Columns([NameWidth, canvas.Width - NameWidth - Columns.Gap])
            .Add([Cell.Of(name, canvas.Palette.Quiet), Cell.Of(text, canvas.Palette.Plain)])
            .Drawing);
    }
}
