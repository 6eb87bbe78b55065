using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>A page of tasks as people look at it: group by group, with what matters in each group in columns of its own.</summary>
internal sealed class TaskTable
{
    private const int Indent = 2;

    /// <summary>What does not fit into so many lines is for <c>show</c>.</summary>
    private const int MostLines = 2;

    /// <summary>The same where somebody has to read why.</summary>
    private const int MostLinesToMend = 6;

    private readonly Canvas _canvas;
    private readonly TaskRow[] _rows;
    private readonly int _idWidth;
    private readonly int _wordWidth;

    private TaskTable(Canvas canvas, TaskRow[] rows)
    {
        (_canvas, _rows) = (canvas, rows);
        _idWidth = rows.Select(r => r.Id.Width).Where(w => w <= canvas.Width / 6).DefaultIfEmpty(canvas.Width / 10).Max();
        _wordWidth = rows.Max(r => r.Word.Width);
    }

    /// <summary>Draws a page.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, TaskPage page, DateTimeOffset now)
    {
        if (page.Tasks.Count == 0)
        {
            return;
        }

        var canvas = new Canvas(screen, output);
        var rows = page.Tasks.Select(task => TaskRow.Of(task, page.Standing.Of(task), canvas.Palette, now)).ToArray();
        var all = page.AllPages.CountBy(task => TaskGroups.Of(task, page.Standing.Of(task))).ToDictionary();
        new TaskTable(canvas, rows).Draw(all);
    }

    private void Draw(Dictionary<TaskGroup, int> all)
    {
        var first = true;
        foreach (var group in _rows.GroupBy(r => r.Group))
        {
            if (!first)
            {
                _canvas.Skip();
            }

            first = false;
            var (shown, count) = (group.Count(), all[group.Key]);
            var title = new Paragraph(group.Key.Title(), _canvas.Palette.Heading(_canvas.Palette.Of(group.Key)));
            title.Append(shown < count ? $"  {shown} of {count}" : $"  {count}", _canvas.Palette.Quiet);
            _canvas.Draw(title);
            Draw([.. group]);
        }
    }

    private void Draw(TaskRow[] rows)
    {
        var wanted = Enumerable.Range(0, rows[0].Remarks.Count).Select(i => rows.Max(r => r.Remarks[i].Width)).Prepend(rows.Max(r => r.Title.Width));
        var widths = Columns.Fit(wanted, _canvas.Width - Indent - _idWidth - Columns.Gap - _wordWidth - Columns.Gap, weightOfFirst: rows[0].Remarks.Count > 1 ? 2 : 1);
        foreach (var row in rows)
        {
            // An id is never cut, since commands ask for it: one that is longer than others has a line of its own.
            var apart = row.Id.Width > _idWidth;
            if (apart)
            {
                _canvas.Draw(new Columns([_canvas.Width - Indent], Indent).Add([row.Id]).Drawing);
            }

            _canvas.Draw(new Columns([_idWidth, _wordWidth, .. widths], Indent)
                .Add([apart ? Cell.None : row.Id, row.Word, row.Title, .. row.Remarks], row.Group == TaskGroup.ToMend ? MostLinesToMend : MostLines)
                .Drawing);
        }
    }
}
