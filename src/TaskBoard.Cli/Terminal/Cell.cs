using Spectre.Console;

namespace TaskBoard.Cli.Terminal;

/// <summary>What stands in one column of one row.</summary>
/// <param name="Text">One line, safe to send; made so where it comes from a board.</param>
/// <param name="Style">How it is shown.</param>
internal sealed record Cell(string Text, Style Style)
{
    /// <summary>Nothing.</summary>
    public static Cell None { get; } = new("", Style.Plain);

    /// <summary>Text of a board.</summary>
    public static Cell Of(string? text, Style style) => new(CellText.Line(text ?? ""), style);

    /// <summary>How many cells it takes on one line.</summary>
    public int Width => CellText.Width(Text);
}
