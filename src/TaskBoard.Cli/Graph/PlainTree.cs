namespace TaskBoard.Cli.Graph;

/// <summary>A tree as plain lines: each level two blanks further in.</summary>
internal static class PlainTree
{
    private const int MostLevels = 20;

    /// <summary>The lines.</summary>
    public static IEnumerable<GraphLine> Lines(TaskGraph graph) => GraphWalk.Lines(graph, MostLevels);

    /// <summary>One of them as text; what it holds of the board is not made safe yet.</summary>
    public static string Text(TaskGraph graph, GraphLine line)
    {
        string[] parts =
        [
            $"{new string(' ', 2 * line.Guides.Length)}{GraphText.Why(line)}{GraphText.Id(line)}", GraphText.State(graph, line), GraphText.Title(graph, line),
            GraphText.Remark(graph, line),
        ];
        return string.Join("  ", parts.Where(p => p.Length > 0));
    }
}
