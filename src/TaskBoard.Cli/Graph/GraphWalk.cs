namespace TaskBoard.Cli.Graph;

/// <summary>
/// A graph as the lines of a tree, each task with what is below it once. Without recursion, and never endless: boards may be one long chain, or hold
/// circles. What is deeper than there is room for goes on at the top again.
/// </summary>
internal sealed class GraphWalk
{
    private const int IdsShown = 12;

    private readonly TaskGraph _graph;
    private readonly int _mostLevels;
    private readonly bool[] _told;
    private readonly Queue<int> _later = new();
    private readonly List<(int Place, int Next)> _path = [];
    private readonly List<bool> _guides = [];
    private readonly Dictionary<int, int> _depth = [];

    private GraphWalk(TaskGraph graph, int mostLevels) => (_graph, _mostLevels, _told) = (graph, mostLevels, new bool[graph.Tasks.Length]);

    /// <summary>The lines.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="mostLevels">How deep lines may stand below the top.</param>
    public static IEnumerable<GraphLine> Lines(TaskGraph graph, int mostLevels) => new GraphWalk(graph, mostLevels).All();

    /// <summary>
    /// Circles that no line of the tree closes, each as text: they lead over what a subtask waits for on account of its parents.
    /// </summary>
    public static IEnumerable<string> HiddenCycles(TaskGraph graph, IEnumerable<GraphLine> lines)
    {
        const string Sign = "in a cycle: ";
        var told = lines.Select(l => l.Cycle).OfType<string>().SelectMany(c => c.Split(" -> ")).ToHashSet(StringComparer.Ordinal);
        return graph.Places.Where(p => !told.Contains(graph.Tasks[p].Id.Value))
            .SelectMany(p => graph.Standing.GetValueOrDefault(graph.Tasks[p].Id)?.WaitingBecause ?? [])
            .Where(reason => reason.StartsWith(Sign, StringComparison.Ordinal))
            .Select(reason => reason[Sign.Length..])
            .Where(cycle => !cycle.Split(" -> ").Any(told.Contains))
            .Distinct(StringComparer.Ordinal);
    }

    private IEnumerable<GraphLine> All()
    {
        // What is in a circle is below something; it comes last.
        foreach (var root in _graph.Roots().Concat(_graph.Places))
        {
            for (var top = root; ; top = _later.Dequeue())
            {
                if (!_told[top])
                {
                    foreach (var line in Tree(top))
                    {
                        yield return line;
                    }
                }

                if (_later.Count == 0)
                {
                    break;
                }
            }
        }
    }

    private IEnumerable<GraphLine> Tree(int root)
    {
        yield return Enter(new GraphEdge(GraphEdgeKind.None, root, _graph.Tasks[root].Id.Value));
        while (_path is [.., var (place, next)])
        {
            if (next == _graph.Below[place].Length)
            {
                _path.RemoveAt(_path.Count - 1);
                _depth.Remove(place);
                if (_guides.Count > 0)
                {
                    _guides.RemoveAt(_guides.Count - 1);
                }

                continue;
            }

            _path[^1] = (place, next + 1);
            _guides.Add(next + 1 < _graph.Below[place].Length);
            var line = Enter(_graph.Below[place][next]);
            yield return line;
            if (_path[^1].Place == place)
            {
                // Nothing is below it here.
                _guides.RemoveAt(_guides.Count - 1);
            }
        }
    }

    /// <summary>The line of a task, and the way down into it where this is the place to tell it.</summary>
    private GraphLine Enter(GraphEdge edge)
    {
        var line = new GraphLine(edge.Kind, edge.To, edge.Id, [.. _guides], GraphSequel.Here, null);
        if (edge.To < 0)
        {
            return line;
        }

        if (_depth.TryGetValue(edge.To, out var at))
        {
            return line with { Sequel = GraphSequel.Above, Cycle = Circle(at) };
        }

        if (_told[edge.To])
        {
            return line with { Sequel = GraphSequel.Above };
        }

        if (_guides.Count >= _mostLevels && _graph.Below[edge.To].Length > 0)
        {
            _later.Enqueue(edge.To);
            return line with { Sequel = GraphSequel.Below };
        }

        _told[edge.To] = true;
        if (_graph.Below[edge.To].Length > 0)
        {
            _depth[edge.To] = _path.Count;
            _path.Add((edge.To, 0));
        }

        return line;
    }

    private string Circle(int from)
    {
        var ids = _path.Skip(from).Select(p => _graph.Tasks[p.Place].Id.Value).ToArray();
        return string.Join(" -> ", ids.Length < IdsShown ? [.. ids, ids[0]] : [.. ids.Take(IdsShown - 2), "…", ids[^1], ids[0]]);
    }
}
