using TaskBoard.Cli.Help;

namespace TaskBoard.Cli.Terminal;

/// <summary>Help on a terminal: headings stand out, and what a name means goes on under itself.</summary>
internal sealed class DrawnHelpSheet : IHelpSheet
{
    private const int Indent = 2;
    private const int NameWidth = 28;
    private readonly Canvas _canvas;

    private DrawnHelpSheet(Canvas canvas) => _canvas = canvas;

    private Palette Palette => _canvas.Palette;

    /// <summary>A sheet on a terminal.</summary>
    public static DrawnHelpSheet On(TerminalScreen screen, TextWriter output) => new(new Canvas(screen, output));

    /// <inheritdoc/>
    public void Skip() => _canvas.Skip();

    /// <inheritdoc/>
    public void Text(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            Draw(0, [_canvas.Width], new Cell(line, Palette.Plain));
        }
    }

    /// <inheritdoc/>
    public void Named(string name, string text)
    {
        // Lines that are broken by hand are one here: the terminal is as wide as it is.
        var whole = string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries));
        Draw(0, [name.Length + 1, _canvas.Width - name.Length - 1 - Columns.Gap], new Cell(name + ":", Palette.Strong), new Cell(whole, Palette.Plain));
    }

    /// <inheritdoc/>
    public void Section(string title)
    {
        Skip();
        Draw(0, [_canvas.Width], new Cell(title + ":", Palette.Strong));
    }

    /// <inheritdoc/>
    public void Row(string name, string? description)
    {
        var width = Math.Min(NameWidth, _canvas.Width / 3);
        var cell = new Cell(name, Palette.InHand);
        if (cell.Width > width)
        {
            Draw(Indent, [_canvas.Width - Indent], cell);
            cell = Cell.None;
        }

        Draw(Indent, [width, _canvas.Width - Indent - width - Columns.Gap], cell, new Cell(description ?? "", Palette.Plain));
    }

    /// <inheritdoc/>
    public void Entry(string text) => Draw(Indent, [_canvas.Width - Indent], new Cell(text, Palette.Plain));

    private void Draw(int indent, int[] widths, params Cell[] cells) => _canvas.Draw(new Columns(widths, indent).Add(cells).Drawing);
}
