namespace TaskBoard.Cli.Output;

/// <summary>
/// In which step each task of a plan could be done, if each step finished all that the one before made ready, and the board is out of the way. A task
/// comes after its dependencies, its subtasks, and what its parents depend on. There are no circles: a plan with one is refused.
/// </summary>
internal sealed class PlanSteps
{
    private readonly int[] _parent;
    private readonly int[] _steps;

    /// <param name="dependencies">The places of what each task depends on.</param>
    /// <param name="parent">The place of each task's parent; -1: none.</param>
    public PlanSteps(int[][] dependencies, int[] parent)
    {
        _parent = parent;
        var count = parent.Length;

        // What a parent's subtasks wait for on its account is a node of its own, behind the tasks.
        var edges = Enumerable.Range(0, 2 * count).Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < count; i++)
        {
            edges[i].AddRange(dependencies[i]);
            edges[i + count].AddRange(dependencies[i].Where(d => !IsBelow(d, i)));
            if (parent[i] >= 0)
            {
                edges[parent[i]].Add(i);
                edges[i].Add(parent[i] + count);
                edges[i + count].Add(parent[i] + count);
            }
        }

        _steps = Longest(edges, count);
    }

    /// <summary>The step of a task, from 1.</summary>
    public int Of(int place) => _steps[place];

    private bool IsBelow(int place, int ancestor)
    {
        for (var at = place; at >= 0; at = _parent[at])
        {
            if (at == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The longest way to each node, without recursion: a plan may be one long chain. Only tasks count.</summary>
    private static int[] Longest(List<int>[] edges, int count)
    {
        var (steps, next, work) = (new int[edges.Length], new int[edges.Length], new Stack<int>());
        for (var root = 0; root < edges.Length; root++)
        {
            work.Push(root);
            while (work.TryPeek(out var node))
            {
                if (next[node] < edges[node].Count)
                {
                    var other = edges[node][next[node]++];
                    if (next[other] == 0 && steps[other] == 0)
                    {
                        work.Push(other);
                    }

                    continue;
                }

                steps[node] = edges[node].Select(e => steps[e]).DefaultIfEmpty(0).Max() + (node < count ? 1 : 0);
                work.Pop();
            }
        }

        return steps;
    }
}
