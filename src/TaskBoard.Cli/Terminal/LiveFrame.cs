using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>One picture of a live board, no line wider and no more lines than the terminal has.</summary>
internal sealed class LiveFrame
{
    private const int Indent = 2;
    private const int WideEnoughForAge = 100;
    private static readonly TaskGroup[] Parts = [TaskGroup.ToMend, TaskGroup.InHand, TaskGroup.Ready];
    private readonly Canvas _canvas;
    private readonly LiveView _view;
    private readonly DateTimeOffset _now;
    private readonly ILookup<TaskGroup, TaskItem> _tasks;

    private LiveFrame(Canvas canvas, LiveView view, DateTimeOffset now)
    {
        (_canvas, _view, _now) = (canvas, view, now);
        _tasks = TaskGroups.InOrder(view.Snapshot.Tasks, view.Standing).ToLookup(t => TaskGroups.Of(t, view.Standing.Of(t)));
    }

    private Palette Palette => _canvas.Palette;

    /// <summary>The lines of the picture.</summary>
    public static IReadOnlyList<string> Lines(TerminalScreen screen, LiveView view, DateTimeOffset now)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var height = screen.Height;
        new LiveFrame(new Canvas(screen, text), view, now).Draw(height);
        return text.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Take(height).ToList();
    }

    private void Draw(int height)
    {
        Line(
            Cell.Of(_view.Directory, Palette.Strong),
            Cell.Of(_view.Events is [{ Revision: var revision }, ..] ? $"revision {revision}" : "", Palette.Quiet),
            Cell.Of("Ctrl-C ends", Palette.Quiet));
        var lines = height - 1 - Counts();
        if (_view.Trouble is { } trouble)
        {
            Line(Cell.Of(trouble, Palette.Bad));
            lines--;
        }

        var shares = LiveShares.Of([.. Parts.Select(p => _tasks[p].Count()), _view.Events.Count], lines);
        foreach (var (part, rows) in Parts.Zip(shares).Where(p => p.Second > 0))
        {
            Tasks(part, [.. _tasks[part].Take(rows).Select(RowOf)]);
        }

        if (shares[^1] > 0)
        {
            Events([.. _view.Events.Take(shares[^1]).Select(e => EventRow.Of(e, Palette))]);
        }
    }

    /// <summary>How many tasks there are in each group; answers how many lines that takes.</summary>
    private int Counts()
    {
        var text = new Paragraph();
        foreach (var group in Enum.GetValues<TaskGroup>().Where(g => _tasks[g].Any()))
        {
            text.Append($"{group.Title()} ", Palette.Of(group)).Append($"{_tasks[group].Count()}  ", Palette.Strong);
        }

        var failed = _view.Snapshot.Tasks.Count(t => t is { Held: false, State: TaskState.Failed });
        text.Append(failed > 0 ? $"{failed} FAILED" : "", Palette.Bad);
        text.Append(_view.Snapshot.Tasks.Count == 0 ? "No tasks yet." : "", Palette.Quiet);
        _canvas.Draw(text);
        return 1 + ((text.Length - 1) / _canvas.Width);
    }

    private TaskRow RowOf(TaskItem task) =>
        TaskRow.Of(task, _view.Standing.Of(task), Palette, _now, sinceWhen: _canvas.Width >= WideEnoughForAge);

    private void Tasks(TaskGroup group, TaskRow[] rows)
    {
        var all = _tasks[group].Count();
        Title(group.Title(), Palette.Of(group), rows.Length < all ? $"  {rows.Length} of {all}" : "");
        var (id, word) = (Math.Min(rows.Max(r => r.Id.Width), _canvas.Width / 6), rows.Max(r => r.Word.Width));
        var wanted = Enumerable.Range(0, rows[0].Remarks.Count).Select(i => rows.Max(r => r.Remarks[i].Width)).Prepend(rows.Max(r => r.Title.Width));
        var room = _canvas.Width - Indent - id - word - (2 * Columns.Gap);
        var columns = new Columns([id, word, .. Columns.Fit(wanted, room, weightOfFirst: 2)], Indent);
        foreach (var row in rows)
        {
            columns.Add([row.Id, row.Word, row.Title, .. row.Remarks], most: 1);
        }

        _canvas.Draw(columns.Drawing);
    }

    private void Events(EventRow[] rows)
    {
        Title("Last events", Palette.Plain, "  UTC");
        var (time, task) = (rows.Max(r => r.Time.Width), Math.Min(rows.Max(r => r.Task.Width), _canvas.Width / 6));
        var room = _canvas.Width - Indent - time - task - (2 * Columns.Gap);
        var rest = Columns.Fit([rows.Max(r => r.Details.Width), rows.Max(r => r.What.Width), rows.Max(r => r.Who.Width)], room);
        var columns = new Columns([time, task, rest[1], rest[2], rest[0]], Indent);
        foreach (var row in rows)
        {
            columns.Add([row.Time, row.Task, row.What, row.Who, row.Details], most: 1);
        }

        _canvas.Draw(columns.Drawing);
    }

    private void Title(string title, Style style, string remark)
    {
        _canvas.Skip();
        var text = new Paragraph(title, Palette.Heading(style));
        text.Append(remark, Palette.Quiet);
        _canvas.Draw(text);
    }

    /// <summary>One line; what it begins with gives way.</summary>
    private void Line(Cell first, params Cell[] others)
    {
        var room = _canvas.Width - others.Sum(c => c.Width + Columns.Gap);
        _canvas.Draw(new Columns([room, .. others.Select(c => c.Width)]).Add([first, .. others], most: 1).Drawing);
    }
}
