using System.Globalization;
using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>Events as people look at them: day by day, and by colour where a task went.</summary>
internal sealed class EventTable
{
    private const int TimeWidth = 8;
    private static readonly HashSet<int> RevisionsToTheRight = [0];
    private readonly Canvas _canvas;
    private readonly EventRow[] _rows;

    private EventTable(Canvas canvas, EventRow[] rows) => (_canvas, _rows) = (canvas, rows);

    /// <summary>Draws events in their order.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, IReadOnlyList<BoardEvent> events)
    {
        if (events.Count > 0)
        {
            var canvas = new Canvas(screen, output);
            new EventTable(canvas, [.. events.Select(e => EventRow.Of(e, canvas.Palette))]).Draw();
        }
    }

    private void Draw()
    {
        var revision = _rows.Max(r => r.Revision.Width);
        var task = Math.Min(_rows.Max(r => r.Task.Width), _canvas.Width / 6);
        var rest = Columns.Fit(
            [_rows.Max(r => r.Details.Width), _rows.Max(r => r.What.Width), _rows.Max(r => r.Who.Width)],
            _canvas.Width - revision - TimeWidth - task - (3 * Columns.Gap));
        int[] widths = [revision, TimeWidth, task, rest[1], rest[2], rest[0]];
        DateOnly? day = null;
        foreach (var row in _rows)
        {
            if (row.Day != day)
            {
                day = row.Day;
                _canvas.Draw(new Text($"{row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} UTC", _canvas.Palette.Strong));
            }

            _canvas.Draw(new Columns(widths) { Right = RevisionsToTheRight }.Add([row.Revision, row.Time, row.Task, row.What, row.Who, row.Details]).Drawing);
        }
    }
}
