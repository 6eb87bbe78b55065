using System.Globalization;
using System.Text;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Graph;

/// <summary>
/// A graph as a Mermaid flowchart. Text of the board stands in quoted labels only, with everything but letters, digits and a few signs as character
/// codes; nodes have names of our own.
/// </summary>
internal static class MermaidText
{
    /// <summary>Mermaid draws no more edges than this unless it is configured to.</summary>
    public const int MostEdges = 500;

    private const int MostOfTitle = 60;
    private const string Safe = " .,()/+=_!?%-";

    private static readonly (string Name, string Style)[] Classes =
    [
        ("ready", "fill:#d3f9d8,stroke:#2b8a3e,color:#000"),
        ("in_hand", "fill:#c5f6fa,stroke:#0b7285,color:#000"),
        ("waiting", "fill:#fff3bf,stroke:#e67700,color:#000"),
        ("completed", "fill:#e9ecef,stroke:#868e96,color:#000"),
        ("failed", "fill:#ffc9c9,stroke:#c92a2a,color:#000"),
        ("cancelled", "fill:#f8f9fa,stroke:#adb5bd,color:#868e96,stroke-dasharray:4"),
        ("missing", "fill:#fff,stroke:#c92a2a,color:#c92a2a,stroke-dasharray:4"),
    ];

    /// <summary>The flowchart, and how many edges it has.</summary>
    public static (string Text, int Edges) Of(TaskGraph graph)
    {
        var (text, edges, members) = (new StringBuilder("flowchart TD\n"), new List<string>(), new Dictionary<string, List<string>>(StringComparer.Ordinal));
        var missing = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in graph.Places)
        {
            Node($"t{place}", Label(graph.Tasks[place]), ClassOf(graph, place));
        }

        foreach (var (place, edge) in graph.Places.SelectMany(p => graph.Below[p].Select(e => (p, e))))
        {
            if (edge.To < 0 && missing.TryAdd(edge.Id, $"m{missing.Count}"))
            {
                Node(missing[edge.Id], $"{Escape(edge.Id)} (not on this board)", "missing");
            }

            var other = edge.To < 0 ? missing[edge.Id] : $"t{edge.To}";
            edges.Add(edge.Kind == GraphEdgeKind.Subtask ? $"{other} --o t{place}" : $"{other} --> t{place}");
        }

        foreach (var (one, another) in Related(graph))
        {
            edges.Add($"t{one} -.- t{another}");
        }

        edges.ForEach(e => Line(e));
        foreach (var (name, style) in Classes.Where(c => members.ContainsKey(c.Name)))
        {
            Line($"classDef {name} {style}");
            Line($"class {string.Join(',', members[name])} {name}");
        }

        return (text.ToString(), edges.Count);

        void Node(string name, string label, string group)
        {
            Line($"{name}[\"{label}\"]");
            (members.TryGetValue(group, out var list) ? list : members[group] = []).Add(name);
        }

        void Line(string line) => text.Append("  ").Append(line).Append('\n');
    }

    /// <summary>Text for a quoted label: what could mean something there is written as a character code.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder();
        foreach (var c in VisibleText.Line(text))
        {
            _ = c > '\x7f' || char.IsAsciiLetterOrDigit(c) || Safe.Contains(c)
                ? result.Append(c)
                : result.Append('#').Append(((int)c).ToString(CultureInfo.InvariantCulture)).Append(';');
        }

        return result.ToString();
    }

    private static string Label(TaskItem task)
    {
        var title = task.Title;
        if (title.Length > MostOfTitle)
        {
            title = title[..(char.IsHighSurrogate(title[MostOfTitle - 2]) ? MostOfTitle - 2 : MostOfTitle - 1)].TrimEnd() + "…";
        }

        var id = task.Id.Value.Length > 0 ? Escape(task.Id.Value) : "(no id)";
        return title.Length > 0 ? $"{id} – {Escape(title)}" : id;
    }

    private static IEnumerable<(int One, int Another)> Related(TaskGraph graph)
    {
        var told = new HashSet<(int, int)>();
        foreach (var place in graph.Places)
        {
            foreach (var other in graph.Tasks[place].Related.Select(graph.PlaceOf))
            {
                if (other >= 0 && other != place && graph.Shown[other] && told.Add((Math.Min(place, other), Math.Max(place, other))))
                {
                    yield return (place, other);
                }
            }
        }
    }

    private static string ClassOf(TaskGraph graph, int place) => graph.Tasks[place] switch
    {
        { Held: true } => "waiting",
        { State: TaskState.Completed } => "completed",
        { State: TaskState.Failed } => "failed",
        { State: TaskState.Cancelled } => "cancelled",
        var task when graph.Standing.GetValueOrDefault(task.Id) is { Ready: true } => "ready",
        { State: TaskState.Pending } => "waiting",
        _ => "in_hand",
    };
}
