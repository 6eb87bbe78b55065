using Spectre.Console;
using TaskBoard.Cli.Graph;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>A tree as people look at it: with guides, and cut to the width.</summary>
internal sealed class DrawnTree
{
    private const int GuideWidth = 3;

    /// <summary>Beside the guides there is room for so much at least, on terminals of a usual width.</summary>
    private const int TextWidth = 40;

    /// <summary>On less, no title is worth to be begun.</summary>
    private const int LeastTitle = 12;

    private readonly Canvas _canvas;
    private readonly TaskGraph _graph;

    private DrawnTree(Canvas canvas, TaskGraph graph) => (_canvas, _graph) = (canvas, graph);

    /// <summary>The lines of a tree that fits.</summary>
    public static IEnumerable<GraphLine> Lines(TerminalScreen screen, TaskGraph graph) => GraphWalk.Lines(graph, Math.Max(2, (screen.Width - TextWidth) / GuideWidth));

    /// <summary>Draws lines.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, TaskGraph graph, IEnumerable<GraphLine> lines)
    {
        var tree = new DrawnTree(new Canvas(screen, output), graph);
        foreach (var line in lines)
        {
            tree.Draw(line);
        }
    }

    private void Draw(GraphLine line)
    {
        var palette = _canvas.Palette;
        var (begin, on) = (Guides(line.Guides, isFirst: true), Guides(line.Guides, isFirst: false));
        var room = _canvas.Width - begin.Length;
        var (why, id, state) = (GraphText.Why(line), CellText.Line(GraphText.Id(line)), GraphText.State(_graph, line));
        var (title, remark) = (CellText.Line(GraphText.Title(_graph, line)), CellText.Line(GraphText.Remark(_graph, line)));
        var used = why.Length + CellText.Width(id) + 2 + state.Length;
        if (used > room)
        {
            // An id is never cut, since commands ask for it.
            DrawWrapped(begin, on, $"{why}{id}", palette.Strong);
            (begin, why, id, used) = (on, "", "", state.Length);
        }

        var text = new Paragraph(begin, palette.Quiet).Append(why, palette.Quiet).Append(id, palette.Strong)
            .Append(id.Length > 0 ? "  " : "", palette.Plain).Append(state, StyleOf(line));
        Fit(title, palette.Plain, Math.Max(remark.Length > 0 && CellText.Width(remark) <= room / 3 ? room - used - 4 - CellText.Width(remark) : 0, Math.Min(LeastTitle, room - used - 2)));
        Fit(remark, line.Cycle is null ? palette.Quiet : palette.Bad, 0);
        _canvas.Draw(text);
        return;

        // On this line, cut where that leaves enough of it; else on lines of its own.
        void Fit(string part, Style style, int cut)
        {
            var left = room - used - 2;
            var width = CellText.Width(part);
            if (part.Length == 0)
            {
                return;
            }

            if (width <= left || cut >= LeastTitle)
            {
                var shown = width <= left ? part : CellText.Cut(part, left);
                text.Append("  ", style).Append(shown, style);
                used += 2 + CellText.Width(shown);
                return;
            }

            _canvas.Draw(text);
            var lines = CellText.Wrap(part, room - 2);
            foreach (var whole in lines.SkipLast(1))
            {
                _canvas.Draw(new Paragraph(on + "  ", palette.Quiet).Append(whole, style));
            }

            text = new Paragraph(on + "  ", palette.Quiet).Append(lines[^1], style);
            used = 2 + CellText.Width(lines[^1]);
        }
    }

    private void DrawWrapped(string begin, string on, string text, Style style)
    {
        foreach (var part in CellText.Wrap(text, _canvas.Width - begin.Length))
        {
            _canvas.Draw(new Paragraph(begin, _canvas.Palette.Quiet).Append(part, style));
            begin = on;
        }
    }

    private Style StyleOf(GraphLine line)
    {
        if (line.Place < 0)
        {
            return _canvas.Palette.Bad;
        }

        var task = _graph.Tasks[line.Place];
        return TaskFilter.IsFinished(task) ? _canvas.Palette.Of(task.State) : _canvas.Palette.Of(TaskGroups.Of(task, _graph.Standing.Of(task)));
    }

    private static string Guides(bool[] guides, bool isFirst) => string.Concat(guides.Select((more, level) =>
        isFirst && level == guides.Length - 1 ? (more ? "├─ " : "└─ ") : more ? "│  " : "   "));
}
