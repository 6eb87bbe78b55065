namespace TaskBoard.Rules;

/// <summary>
/// Which task waits for which, and the cycles in it. A task waits for its dependencies, for its subtasks, and for what its parents wait for;
/// the last is a node of its own per parent (its gate), so that the graph stays linear in the size of the board.
/// </summary>
internal sealed class WaitGraph
{
    private const int IdsShown = 12;

    private readonly BoardIndex _index;
    private readonly int[][] _edges;
    private readonly int[] _component;
    private readonly Dictionary<int, string> _shown = [];

    /// <param name="index">The board.</param>
    /// <param name="onlyUnmet">Leaves out what has come already: what waits and what is waited for is not finished.</param>
    public WaitGraph(BoardIndex index, bool onlyUnmet)
    {
        _index = index;
        var count = index.Items.Length;
        _edges = new int[2 * count][];
        for (var i = 0; i < count; i++)
        {
            IEnumerable<int> own = index.Dependencies[i].Where(d => d >= 0);
            IEnumerable<int> gate = index.PassedDown(i).Where(d => d >= 0);
            IEnumerable<int> children = index.Children[i];
            if (onlyUnmet)
            {
                own = index.IsOver(i) ? [] : own.Where(d => !index.IsCompleted(d));
                gate = gate.Where(d => !index.IsCompleted(d));
                children = index.IsOver(i) ? [] : children.Where(c => !index.IsOver(c));
            }

            var above = index.Parent[i] >= 0 && !(onlyUnmet && index.IsOver(i)) ? [index.Parent[i] + count] : Array.Empty<int>();
            _edges[i] = [.. own, .. children, .. above];
            _edges[i + count] = [.. gate, .. index.Parent[i] >= 0 ? [index.Parent[i] + count] : Array.Empty<int>()];
        }

        _component = Components(_edges);
    }

    /// <summary>A cycle through the wait of one task for another, as ids, the first and the last the same; null: there is none.</summary>
    public IReadOnlyList<string>? CycleThrough(int from, int to) => CycleOver(from, to);

    /// <summary>A cycle through what the subtasks of a task wait for on its account; null: there is none.</summary>
    public IReadOnlyList<string>? CycleThroughGate(int place) =>
        _edges[Gate(place)].Select(next => CycleOver(Gate(place), next)).FirstOrDefault(c => c is not null);

    /// <summary>A cycle through what a task and its subtasks wait for on account of its parent; null: there is none.</summary>
    public IReadOnlyList<string>? CycleThroughParent(int place) => _index.Parent[place] is >= 0 and var parent
        ? CycleOver(place, Gate(parent)) ?? CycleOver(Gate(place), Gate(parent))
        : null;

    /// <summary>A cycle among those that a task waits in, as text for people; null: it is in none. A long one is shortened.</summary>
    public string? CycleOf(int place)
    {
        if (!_edges[place].Any(next => _component[next] == _component[place]))
        {
            return null;
        }

        lock (_shown)
        {
            if (!_shown.TryGetValue(_component[place], out var text))
            {
                var cycle = _edges[place].Select(next => CycleOver(place, next)).First(c => c is not null)!;
                text = string.Join(" -> ", cycle.Length <= IdsShown ? cycle : [.. cycle.Take(IdsShown - 2), "…", cycle[^1]]);
                _shown.Add(_component[place], text);
            }

            return text;
        }
    }

    /// <summary>Whether a task waits for another, by however many steps.</summary>
    public bool Leads(int from, int to)
    {
        var (seen, queue) = (new HashSet<int> { from }, new Queue<int>([from]));
        while (queue.TryDequeue(out var node))
        {
            if (node == to)
            {
                return true;
            }

            foreach (var next in _edges[node].Where(seen.Add))
            {
                queue.Enqueue(next);
            }
        }

        return false;
    }

    private int Gate(int place) => place + _index.Items.Length;

    private string[]? CycleOver(int from, int to) =>
        _component[from] == _component[to] && Path(to, from) is { } path ? Names(_index, [from, .. path]) : null;

    /// <summary>A cycle as ids; nodes behind the tasks are their gates.</summary>
    public static string[] Names(BoardIndex index, IEnumerable<int> path)
    {
        var names = new List<string>();
        foreach (var node in path)
        {
            var name = index.Board.Tasks[node % index.Items.Length].Key;
            if (names.Count == 0 || names[^1] != name)
            {
                names.Add(name);
            }
        }

        // A task that waits for itself.
        return names.Count == 1 ? [names[0], names[0]] : names.ToArray();
    }

    /// <summary>The shortest way within one component, both ends included.</summary>
    private List<int>? Path(int from, int to)
    {
        var (before, queue) = (new Dictionary<int, int> { [from] = -1 }, new Queue<int>([from]));
        while (queue.TryDequeue(out var node))
        {
            if (node == to)
            {
                var path = new List<int>();
                for (var at = node; at >= 0; at = before[at])
                {
                    path.Add(at);
                }

                path.Reverse();
                return path;
            }

            foreach (var next in _edges[node])
            {
                if (_component[next] == _component[to] && before.TryAdd(next, node))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }

    /// <summary>Tarjan's strongly connected components, without recursion: boards may be one long chain.</summary>
    private static int[] Components(int[][] edges)
    {
        var (number, low, component) = (new int[edges.Length], new int[edges.Length], new int[edges.Length]);
        Array.Fill(component, -1);
        var (open, work, count) = (new Stack<int>(), new Stack<(int Node, int Next)>(), 0);
        for (var root = 0; root < edges.Length; root++)
        {
            if (number[root] == 0)
            {
                Enter(root);
            }

            while (work.TryPop(out var top))
            {
                var (node, next) = top;
                if (next < edges[node].Length)
                {
                    work.Push((node, next + 1));
                    var other = edges[node][next];
                    if (number[other] == 0)
                    {
                        Enter(other);
                    }
                    else if (component[other] < 0)
                    {
                        low[node] = Math.Min(low[node], number[other]);
                    }

                    continue;
                }

                if (work.TryPeek(out var above))
                {
                    low[above.Node] = Math.Min(low[above.Node], low[node]);
                }

                if (low[node] == number[node])
                {
                    int member;
                    do
                    {
                        member = open.Pop();
                        component[member] = node;
                    }
                    while (member != node);
                }
            }
        }

        return component;

        void Enter(int node)
        {
            number[node] = low[node] = ++count;
            open.Push(node);
            work.Push((node, 0));
        }
    }
}
