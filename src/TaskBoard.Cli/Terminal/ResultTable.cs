using Spectre.Console;

namespace TaskBoard.Cli.Terminal;

/// <summary>Values in columns under their names; where the terminal is too narrow for columns, one below the other.</summary>
internal static class ResultTable
{
    /// <summary>Narrower than this no column can be read that was meant to be wider.</summary>
    private const int LeastWidth = 9;

    /// <summary>Draws the rows.</summary>
    public static void Draw(
        TerminalScreen screen, TextWriter output, IReadOnlyList<string> names, IReadOnlyList<string[]> rows, IReadOnlySet<int> right)
    {
        var canvas = new Canvas(screen, output);
        var heads = names.Select(n => Cell.Of(n, canvas.Palette.Strong)).ToArray();
        var cells = rows.Select(r => r.Select(v => Cell.Of(v, v == "NULL" ? canvas.Palette.Quiet : canvas.Palette.Plain)).ToArray()).ToArray();
        var wanted = heads.Select((h, i) => cells.Select(r => r[i].Width).Append(h.Width).Append(1).Max()).ToArray();
        var widths = Columns.Fit(wanted, canvas.Width);
        if (widths.Zip(wanted).Any(w => w.First < Math.Min(w.Second, LeastWidth)))
        {
            DrawOneBelowTheOther(canvas, heads, cells);
        }
        else
        {
            DrawSideBySide(canvas, widths, heads, cells, right);
        }
    }

    private static void DrawSideBySide(Canvas canvas, int[] widths, Cell[] heads, Cell[][] cells, IReadOnlySet<int> right)
    {
        var columns = new Columns(widths) { Right = right };
        columns.Add(heads);
        columns.Add([.. widths.Select(w => new Cell(new string('─', w), canvas.Palette.Quiet))]);
        foreach (var row in cells)
        {
            columns.Add(row);
        }

        canvas.Draw(columns.Drawing);
    }

    private static void DrawOneBelowTheOther(Canvas canvas, Cell[] heads, Cell[][] cells)
    {
        var width = Math.Min(heads.Max(h => h.Width), canvas.Width / 3);
        for (var i = 0; i < cells.Length; i++)
        {
            canvas.Draw(new Text($"row {i + 1}", canvas.Palette.Quiet));
            var columns = new Columns([width, canvas.Width - 2 - width - Columns.Gap], indent: 2);
            foreach (var (name, value) in heads.Zip(cells[i]))
            {
                columns.Add([name, value]);
            }

            canvas.Draw(columns.Drawing);
        }
    }
}
