using Spectre.Console;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>The answer to a change on a terminal: which task, by colour where it stands now, and what became ready by it.</summary>
internal static class ChangeDrawing
{
    private const string ReadyNow = "ready now:";

    /// <summary>Draws it.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, BoardChange change)
    {
        var canvas = new Canvas(screen, output);
        var palette = canvas.Palette;
        foreach (var id in change.Tasks)
        {
            var task = change.Snapshot.Find(id);
            Row(
                canvas,
                Cell.Of(id.Value, palette.Strong),
                Cell.Of(ChangeText.StateOf(task), task is null ? palette.Quiet : task.Blocked is { Length: > 0 } ? palette.Waiting : palette.Of(task.State)),
                Cell.Of(ChangeText.RemarkOf(change), palette.Quiet));
        }

        foreach (var id in change.Ready)
        {
            Row(canvas, new Cell(ReadyNow, palette.Good), Cell.Of(id.Value, palette.Strong), Cell.Of(change.Snapshot.Find(id)?.Title, palette.Plain));
        }
    }

    /// <summary>Draws the ids of new tasks.</summary>
    public static void DrawIds(TerminalScreen screen, TextWriter output, IEnumerable<TaskId> ids)
    {
        var canvas = new Canvas(screen, output);
        foreach (var id in ids)
        {
            canvas.Draw(new Columns([canvas.Width]).Add([Cell.Of(id.Value, canvas.Palette.Strong)]).Drawing);
        }
    }

    private static void Row(Canvas canvas, params Cell[] cells) =>
        canvas.Draw(new Columns(Columns.Fit(cells.Select(c => c.Width), canvas.Width)).Add(cells).Drawing);
}
