namespace TaskBoard.Rules;

/// <summary>
/// Cycles that one task closes by links which it was just given. Follows what waits for what (<see cref="WaitGraph"/>) only from there, so that one new
/// link costs no look at the whole board.
/// </summary>
internal sealed class LinkSearch(BoardIndex index)
{
    private readonly int _count = index.Items.Length;

    /// <summary>A cycle through the wait of a task, or of its subtasks on its account, for one of its dependencies; null: there is none.</summary>
    public IReadOnlyList<string>? CycleThrough(int place, int dependency)
    {
        var passed = index.Children[place].Length > 0 && index.PassedDown(place).Contains(dependency);
        return Cycle(dependency, place, passed ? Gate(place) : place);
    }

    /// <summary>A cycle through the wait of a task's parent for it, or its own and its subtasks' for what its parent waits for; null: there is none.</summary>
    public IReadOnlyList<string>? CycleThroughParent(int place)
    {
        var parent = index.Parent[place];
        return Cycle(place, parent, parent) ?? Cycle(Gate(parent), place, index.Children[place].Length > 0 ? Gate(place) : place);
    }

    /// <summary>The cycle that a link closes which leads from one of two nodes to another: from the first of them if it can.</summary>
    private string[]? Cycle(int to, int from, int otherwise)
    {
        var before = Reach(to, from);
        var end = before[from] != 0 ? from : before[otherwise] != 0 ? otherwise : -1;
        if (end < 0)
        {
            return null;
        }

        var path = new List<int>();
        for (var at = end; ; at = before[at] - 1)
        {
            path.Add(at);
            if (at == to)
            {
                break;
            }
        }

        path.Add(end);
        path.Reverse();
        return WaitGraph.Names(index, path);
    }

    /// <summary>For each node that can be reached, by which one it was, counted from 1; 0: it cannot, or it was not looked for any more.</summary>
    private int[] Reach(int from, int wanted)
    {
        var before = new int[2 * _count];
        before[from] = from + 1;
        var queue = new Queue<int>();
        queue.Enqueue(from);
        while (before[wanted] == 0 && queue.TryDequeue(out var node))
        {
            var place = node < _count ? node : node - _count;
            foreach (var dependency in index.Dependencies[place])
            {
                if (dependency >= 0 && before[dependency] == 0 && (node < _count || !index.IsBelow(dependency, place)))
                {
                    Meet(dependency, node);
                }
            }

            foreach (var child in node < _count ? index.Children[place] : [])
            {
                Meet(child, node);
            }

            if (index.Parent[place] is >= 0 and var parent)
            {
                Meet(Gate(parent), node);
            }
        }

        return before;

        void Meet(int node, int by)
        {
            if (before[node] == 0)
            {
                before[node] = by + 1;
                queue.Enqueue(node);
            }
        }
    }

    private int Gate(int place) => place + _count;
}
