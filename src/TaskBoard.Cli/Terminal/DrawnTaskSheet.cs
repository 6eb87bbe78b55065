using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>A task as people read it: what it is about, then how it stands, then section by section.</summary>
internal sealed class DrawnTaskSheet : ITaskSheet
{
    private const int NameWidth = 12;
    private const int Indent = 2;
    private readonly Canvas _canvas;
    private TaskItem? _task;

    private DrawnTaskSheet(Canvas canvas) => _canvas = canvas;

    private Palette Palette => _canvas.Palette;

    /// <summary>A sheet on a terminal.</summary>
    public static DrawnTaskSheet On(TerminalScreen screen, TextWriter output) => new(new Canvas(screen, output));

    /// <inheritdoc/>
    public void Title(TaskItem task)
    {
        _task = task;
        var id = Cell.Of(task.Id.Value, Palette.Heading(Palette.InHand));
        if (id.Width > _canvas.Width / 3)
        {
            Draw(0, [_canvas.Width], id);
            id = Cell.None;
        }

        Draw(0, [id.Width, _canvas.Width - id.Width - Columns.Gap], id, Cell.Of(task.Title, Palette.Strong));
    }

    /// <inheritdoc/>
    public void Line(string name, string value)
    {
        // Names of properties that TaskBoard does not know come from the board too.
        var cell = Cell.Of(name, Palette.Quiet);
        var width = Math.Max(NameWidth, Math.Min(cell.Width, _canvas.Width / 3));
        Draw(Indent, [width, _canvas.Width - Indent - width - Columns.Gap], cell, Cell.Of(value, StyleOf(name)));
    }

    /// <inheritdoc/>
    public void Block(string name, string text)
    {
        Section(name);
        foreach (var line in CellText.Lines(text))
        {
            Draw(Indent, [_canvas.Width - Indent], new Cell(line, Palette.Plain));
        }
    }

    /// <inheritdoc/>
    public void List(string name, IReadOnlyList<string> items) => Texts(name, [.. items.Select(CellText.Line)]);

    /// <inheritdoc/>
    public void Texts(string name, IReadOnlyList<string> texts)
    {
        Section(name);
        foreach (var text in texts)
        {
            var sign = new Cell("-", Palette.Quiet);
            foreach (var line in CellText.Lines(text))
            {
                Draw(0, [1, _canvas.Width - 1 - Columns.Gap], sign, new Cell(line, Palette.Plain));
                sign = Cell.None;
            }
        }
    }

    private Style StyleOf(string name) => name switch
    {
        "held" => Palette.Bad,
        "status" => Palette.Of(_task!.State),
        "priority" => Palette.Of(_task!.Priority),
        "blocked" or "not ready" => Palette.Waiting,
        _ => Palette.Plain,
    };

    private void Section(string name)
    {
        _canvas.Skip();
        var title = CellText.Line(name);
        Draw(0, [_canvas.Width], new Cell(title.Length > 0 ? char.ToUpperInvariant(title[0]) + title[1..] : title, Palette.Strong));
    }

    private void Draw(int indent, int[] widths, params Cell[] cells) => _canvas.Draw(new Columns(widths, indent).Add(cells).Drawing);
}
