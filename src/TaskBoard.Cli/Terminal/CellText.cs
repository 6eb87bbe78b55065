using System.Globalization;
using System.Text;
using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>
/// Text cut to cells of a terminal. Cut between what readers take for one character, never inside: the drawing library would cut an emoji in
/// halves. Measured as the library measures, which is never too little, so that it has nothing left to cut.
/// </summary>
internal static class CellText
{
    private const string More = "…";

    /// <summary>How many cells a text takes.</summary>
    public static int Width(string text) => text.GetCellWidth();

    /// <summary>Text of a board on one line, safe to send.</summary>
    public static string Line(string text) => Settled(VisibleText.Line(text));

    /// <summary>Text of a board as its lines, safe to send.</summary>
    public static IEnumerable<string> Lines(string text) => Settled(VisibleText.Block(text, "")).Replace("\t", "    ", StringComparison.Ordinal).Split('\n');

    /// <summary>The text within so many cells, with a sign where something is missing.</summary>
    public static string Cut(string text, int width) => Width(text) <= width ? text : Shortened(text[..HeadEnd(text, 0, width - 1)]);

    /// <summary>The text in lines of so many cells, broken where words end.</summary>
    /// <param name="text">One line, safe to send.</param>
    /// <param name="width">The cells of a line.</param>
    /// <param name="most">How many lines at most; where it has more, the last one says so.</param>
    public static IReadOnlyList<string> Wrap(string text, int width, int most = int.MaxValue)
    {
        var lines = new List<string>();
        text = text.TrimEnd(' ');
        var leading = text.Length - text.TrimStart(' ').Length;
        var indentation = "";
        for (var at = 0; ; indentation = new string(' ', Math.Min(leading, width / 4)))
        {
            var head = HeadEnd(text, at, width - indentation.Length);
            if (head == text.Length)
            {
                lines.Add(indentation + text[at..]);
                return lines;
            }

            if (lines.Count == most - 1)
            {
                lines.Add(Shortened(indentation + text[at..HeadEnd(text, at, width - 1 - indentation.Length)]));
                return lines;
            }

            var end = BreakIn(text, at, head, indentation.Length, width);
            lines.Add((indentation + text[at..end]).TrimEnd(' '));
            for (at = end; text[at] == ' '; at++)
            {
            }
        }
    }

    /// <summary>
    /// Where a line best ends: at a blank, or beside a wide character, since scripts that are written with those set no blanks; but not so early that
    /// much of the line is left empty.
    /// </summary>
    private static int BreakIn(string text, int start, int most, int used, int width)
    {
        var best = most;
        for (var at = start; at < most;)
        {
            var size = StringInfo.GetNextTextElementLength(text.AsSpan(at));
            var cells = Width(text.Substring(at, size));
            if ((text[at] == ' ' || cells > 1) && used > width / 3)
            {
                best = at;
            }

            (at, used) = (at + size, used + cells);
            if (cells > 1 && at <= most && used > width / 3)
            {
                best = at;
            }
        }

        return text[most] == ' ' || Width(text.Substring(most, StringInfo.GetNextTextElementLength(text.AsSpan(most)))) > 1 ? most : best;
    }

    /// <summary>Where as many whole characters end as fit; one at least, so that there is an end.</summary>
    private static int HeadEnd(string text, int start, int width)
    {
        var (end, used) = (start, 0);
        while (end < text.Length)
        {
            var size = StringInfo.GetNextTextElementLength(text.AsSpan(end));

            // What is joined to more than a line holds is no character that anybody reads.
            if (Width(text.Substring(end, size)) > width)
            {
                size = Rune.TryGetRuneAt(text, end, out var rune) ? rune.Utf16SequenceLength : 1;
            }

            used += Width(text.Substring(end, size));
            if (used > width && end > start)
            {
                break;
            }

            end += size;
        }

        return end;
    }

    private static string Shortened(string text) => text.TrimEnd(' ') + More;

    // Whether a character before such a selector is one cell wide or two is a matter of the terminal; without it, all agree.
    private static string Settled(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ufe00', '\ufe0f') < 0 ? text : string.Concat(text.Where(c => c is < '\ufe00' or > '\ufe0f'));
}
