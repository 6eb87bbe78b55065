using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>What differs between two boards as people look at it: by colour, and by a sign where there are none, what came, went and changed.</summary>
internal sealed class DiffDrawing
{
    private const int Indent = 2;
    private const int SignWidth = 1;
    private const string Arrow = "→";
    private readonly Canvas _canvas;

    private DiffDrawing(Canvas canvas) => _canvas = canvas;

    private Palette Palette => _canvas.Palette;

    /// <summary>Draws it, task by task.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, IReadOnlyList<BoardDifference> differences)
    {
        var drawing = new DiffDrawing(new Canvas(screen, output));
        foreach (var difference in differences)
        {
            drawing.Head(difference);
            drawing.Lines(DiffLine.Of(difference));
        }
    }

    private void Head(BoardDifference difference)
    {
        var id = Cell.Of(difference.Task ?? "(board)", Palette.Strong);
        var what = Cell.Of(difference.Event, difference.FromStatus is null ? Palette.Good : difference.ToStatus is null ? Palette.Bad : Palette.Plain);
        var (from, to) = (difference.FromStatus, difference.ToStatus);
        Cell[] cells = from == to || from is null || to is null
            ? [id, what]
            : [id, what, Cell.Of(from, Palette.Of(Words.ParseState(from))), new Cell(Arrow, Palette.Quiet), Cell.Of(to, Palette.Of(Words.ParseState(to)))];
        var others = cells.Skip(1).Sum(c => c.Width + Columns.Gap);
        _canvas.Draw(new Columns([Math.Min(id.Width, Math.Max(_canvas.Width - others, 1)), .. cells.Skip(1).Select(c => c.Width)]).Add(cells).Drawing);
    }

    private void Lines(IReadOnlyList<DiffLine> lines)
    {
        var names = Math.Min(lines.Select(line => line.Kind == DiffKind.Moved ? 0 : Cell.Of(line.Name, Palette.Plain).Width).Append(1).Max(), _canvas.Width / 3);
        var room = _canvas.Width - Indent - SignWidth - names - (2 * Columns.Gap);
        var name = Cell.None;
        foreach (var line in lines)
        {
            name = line.Name is not null ? Cell.Of(line.Name, Palette.Plain) : name;
            switch (line.Kind)
            {
                case DiffKind.List:
                    // Its name stands beside its first element.
                    continue;
                case DiffKind.Moved:
                    Row([_canvas.Width - Indent], Cell.Of($"({line.Name})", Palette.Quiet));
                    break;
                case DiffKind.Changed when Cell.Of(line.Before, Palette.Bad) is var before && Cell.Of(line.After, Palette.Good) is var after
                    && before.Width + Columns.Gap + 1 + Columns.Gap + after.Width <= room:
                    Row([SignWidth, names, before.Width, 1, after.Width], new Cell("~", Palette.Waiting), name, before, new Cell(Arrow, Palette.Quiet), after);
                    break;
                default:
                    Values(name, line, names, room);
                    break;
            }

            name = Cell.None;
        }
    }

    /// <summary>What was above what is: for more than fits beside each other.</summary>
    private void Values(Cell name, DiffLine line, int names, int room)
    {
        if (line.Before is { } before)
        {
            Row([SignWidth, names, room], new Cell("-", Palette.Bad), name, Cell.Of(before, Palette.Bad));
            name = Cell.None;
        }

        if (line.After is { } after)
        {
            Row([SignWidth, names, room], new Cell("+", Palette.Good), name, Cell.Of(after, Palette.Good));
        }
    }

    private void Row(int[] widths, params Cell[] cells) => _canvas.Draw(new Columns(widths, Indent).Add(cells).Drawing);
}
