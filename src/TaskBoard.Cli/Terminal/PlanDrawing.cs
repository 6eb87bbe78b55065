using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Terminal;

/// <summary>A plan as a tree on a terminal.</summary>
internal sealed class PlanDrawing
{
    private const string Branch = "├─ ";
    private const string LastBranch = "└─ ";
    private const string Trunk = "│  ";
    private const string Gap = "   ";

    /// <summary>What is deeper is drawn no further to the right.</summary>
    private const int Deepest = 8;

    /// <summary>Draws it.</summary>
    public static void Draw(TerminalScreen screen, TextWriter output, IReadOnlyList<PlanNode> nodes)
    {
        var canvas = new Canvas(screen, output);
        var palette = canvas.Palette;
        var signs = Signs(nodes).Zip(nodes, (branch, node) => (Branch: branch, Name: CellText.Line(node.Sign), Node: node)).ToList();
        var width = Math.Min(signs.Max(s => CellText.Width(s.Branch + s.Name)), canvas.Width / 3);
        var states = nodes.Select(node => StateOf(node, palette)).ToList();
        var widths = Columns.Fit([nodes.Max(n => Cell.Of(n.Task.Title, palette.Plain).Width), states.Max(s => s.Width)], canvas.Width - width - Columns.Gap);
        foreach (var ((branch, name, node), state) in signs.Zip(states))
        {
            canvas.Draw(new Columns([width, .. widths])
                .Add([new Cell(branch + name, node.Ready ? palette.Heading(palette.Good) : palette.Strong), Cell.Of(node.Task.Title, palette.Plain), state], most: 3)
                .Drawing);
        }
    }

    private static Cell StateOf(PlanNode node, Palette palette) => node.Ready
        ? Cell.Of(node.Waits.Length > 0 ? $"ready; {node.Waits}" : "ready", palette.Good)
        : Cell.Of(node.Waits, palette.Waiting);

    /// <summary>The branches before each name, from below upwards: whether more comes at a depth is known only there.</summary>
    private static string[] Signs(IReadOnlyList<PlanNode> nodes)
    {
        var (signs, more) = (new string[nodes.Count], new bool[Deepest + 2]);
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var depth = Math.Min(nodes[i].Depth, Deepest);
            signs[i] = depth == 0 ? "" : string.Concat(Enumerable.Range(1, depth - 1).Select(d => more[d] ? Trunk : Gap)) + (more[depth] ? Branch : LastBranch);
            more[depth] = true;
            Array.Fill(more, false, depth + 1, more.Length - depth - 1);
        }

        return signs;
    }
}
