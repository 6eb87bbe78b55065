using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>What is to be mended on a board, on a terminal: by colour how much it matters, and what it is goes on under itself.</summary>
internal static class FindingDrawing
{
    /// <summary>Draws what <c>check</c> and <c>doctor</c> found.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, IReadOnlyCollection<BoardFinding> findings) =>
        Draw(new Canvas(screen, output), findings, (finding, palette) =>
        [
            new Cell(FindingText.WordOf(finding), finding.IsProblem ? palette.Bad : palette.Waiting),
            Cell.Of(finding.ToString(), palette.Plain),
        ]);

    /// <summary>Draws what <c>monitor</c> found.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, IReadOnlyCollection<MonitorFinding> findings) =>
        Draw(new Canvas(screen, output), findings, (finding, palette) =>
        [
            new Cell(MonitorText.WordOf(finding.Severity), finding.Severity switch
            {
                MonitorSeverity.Error => palette.Bad,
                MonitorSeverity.Warning => palette.Waiting,
                _ => palette.Quiet,
            }),
            new Cell(finding.Code, palette.Strong),
            Cell.Of(MonitorText.TextOf(finding), palette.Plain),
        ]);

    private static void Draw<T>(Canvas canvas, IReadOnlyCollection<T> findings, Func<T, Palette, Cell[]> cellsOf)
    {
        if (findings.Count == 0)
        {
            return;
        }

        var rows = findings.Select(finding => cellsOf(finding, canvas.Palette)).ToList();
        var names = Enumerable.Range(0, rows[0].Length - 1).Select(i => rows.Max(row => row[i].Width)).ToArray();
        var columns = new Columns([.. names, canvas.Width - names.Sum(width => width + Columns.Gap)]);
        foreach (var row in rows)
        {
            columns.Add(row);
        }

        canvas.Draw(columns.Drawing);
    }
}
