using Spectre.Console;

namespace TaskBoard.Cli.Terminal;

/// <summary>Markdown to be read on a terminal: as it is written, in lines that fit, with headings that stand out.</summary>
internal static class MarkdownPage
{
    /// <summary>Draws text that is safe to send.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, string markdown)
    {
        var canvas = new Canvas(screen, output);
        foreach (var line in markdown.TrimEnd('\n').Split('\n'))
        {
            if (line.Length == 0)
            {
                canvas.Skip();
                continue;
            }

            var style = line[0] == '#' ? canvas.Palette.Heading(line.StartsWith("# ", StringComparison.Ordinal) ? canvas.Palette.InHand : canvas.Palette.Plain) : canvas.Palette.Plain;

            // What a list holds goes on under itself, not under its sign.
            var text = line.TrimStart(' ');
            var indent = line.Length - text.Length;
            var sign = text.StartsWith("- ", StringComparison.Ordinal) ? 2 : 0;
            var wrapped = CellText.Wrap(CellText.Line(text[sign..]), canvas.Width - indent - sign);
            for (var i = 0; i < wrapped.Count; i++)
            {
                canvas.Draw(new Text(new string(' ', indent) + (sign == 0 ? "" : i == 0 ? "- " : "  ") + wrapped[i], style));
            }
        }
    }
}
