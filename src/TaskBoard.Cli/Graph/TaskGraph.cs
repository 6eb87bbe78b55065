using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Graph;

/// <summary>
/// What waits for what, as a graph of the tasks that are shown: below a task stands what it waits for, its subtasks and its dependencies. Built in
/// linear time.
/// </summary>
internal sealed class TaskGraph
{
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<int> _leftOut = [];

    private TaskGraph(TaskItem[] tasks, Dictionary<string, int> places, IReadOnlyDictionary<TaskId, TaskStanding> standing)
    {
        (Tasks, _places, Standing) = (tasks, places, standing);
        Below = new GraphEdge[tasks.Length][];
        Shown = new bool[tasks.Length];
    }

    /// <summary>All tasks of the board, in the order of the file.</summary>
    public TaskItem[] Tasks { get; }

    /// <summary>Where they stand.</summary>
    public IReadOnlyDictionary<TaskId, TaskStanding> Standing { get; }

    /// <summary>Whether each is shown.</summary>
    public bool[] Shown { get; }

    /// <summary>What each waits for and is shown: its subtasks, then its dependencies.</summary>
    public GraphEdge[][] Below { get; }

    /// <summary>How many tasks are left out because they are finished.</summary>
    public int LeftOut => _leftOut.Count;

    /// <summary>The tasks that are shown, in the order of the file.</summary>
    public IEnumerable<int> Places => Enumerable.Range(0, Tasks.Length).Where(i => Shown[i]);

    /// <summary>The graph of a board.</summary>
    /// <param name="board">The board.</param>
    /// <param name="standing">Where its tasks stand.</param>
    /// <param name="all">Finished tasks too; else only those that hold others back.</param>
    /// <param name="only">Only this task and what is below it; null: all.</param>
    public static TaskGraph Of(BoardSnapshot board, IReadOnlyDictionary<TaskId, TaskStanding> standing, bool all, TaskId? only = null)
    {
        var tasks = board.Tasks.ToArray();
        var places = new Dictionary<string, int>(tasks.Length, StringComparer.Ordinal);
        for (var i = 0; i < tasks.Length; i++)
        {
            if (tasks[i].Id.Value is { Length: > 0 } id)
            {
                places.TryAdd(id, i);
            }
        }

        var graph = new TaskGraph(tasks, places, standing);
        graph.Link(only is { } root ? graph.PlaceOf(root.Value) : -1, all);
        return graph;
    }

    /// <summary>The place of a task; -1: it is not on the board.</summary>
    public int PlaceOf(string id) => _places.GetValueOrDefault(id, -1);

    /// <summary>The tasks that nothing shown waits for; of circles that nothing else leads to, any one follows from <see cref="Places"/>.</summary>
    public IEnumerable<int> Roots()
    {
        var isBelow = new bool[Tasks.Length];
        foreach (var edge in Places.SelectMany(place => Below[place].Where(e => e.To >= 0 && e.To != place)))
        {
            isBelow[edge.To] = true;
        }

        return Places.Where(place => !isBelow[place]);
    }

    private void Link(int only, bool all)
    {
        var edges = Edges();
        var open = Enumerable.Range(0, Tasks.Length).Where(i => all || i == only || !IsOver(Tasks[i])).ToHashSet();
        for (var i = 0; i < Tasks.Length; i++)
        {
            // What was cancelled holds back whoever depends on it.
            Below[i] = [.. edges[i].Where(e => e.To < 0 || open.Contains(e.To) || (e.Kind == GraphEdgeKind.After && !IsOver(Tasks[i]) && Tasks[e.To].State == TaskState.Cancelled))];
        }

        if (only >= 0)
        {
            Reach([only], edges);
            return;
        }

        Reach(open, edges);
        _leftOut.UnionWith(Enumerable.Range(0, Tasks.Length).Where(i => !Shown[i]));
    }

    private void Reach(IEnumerable<int> from, List<GraphEdge>[] edges)
    {
        var next = new Stack<int>(from);
        while (next.TryPop(out var place))
        {
            if (!Shown[place])
            {
                Shown[place] = true;
                _leftOut.UnionWith(edges[place].Except(Below[place]).Select(e => e.To));
                foreach (var edge in Below[place].Where(e => e.To >= 0))
                {
                    next.Push(edge.To);
                }
            }
        }

        _leftOut.RemoveWhere(i => Shown[i]);
    }

    private List<GraphEdge>[] Edges()
    {
        var edges = new List<GraphEdge>[Tasks.Length];
        for (var i = 0; i < Tasks.Length; i++)
        {
            edges[i] = [];
        }

        for (var i = 0; i < Tasks.Length; i++)
        {
            if (Tasks[i].Parent is { } parent && PlaceOf(parent) is >= 0 and var above)
            {
                edges[above].Add(new GraphEdge(GraphEdgeKind.Subtask, i, Tasks[i].Id.Value));
            }
        }

        for (var i = 0; i < Tasks.Length; i++)
        {
            edges[i].AddRange(Tasks[i].DependsOn.Distinct(StringComparer.Ordinal).Select(id => new GraphEdge(GraphEdgeKind.After, PlaceOf(id), id)));
        }

        return edges;
    }

    private static bool IsOver(TaskItem task) => TaskFilter.IsFinished(task) && task.State != TaskState.Failed;
}

/// <summary>Why one task waits for another.</summary>
internal enum GraphEdgeKind
{
    /// <summary>It waits for nobody: it stands at the top.</summary>
    None,

    /// <summary>It depends on it.</summary>
    After,

    /// <summary>It is its subtask.</summary>
    Subtask,
}

/// <summary>What a task waits for.</summary>
/// <param name="Kind">Why.</param>
/// <param name="To">The place of the other; -1: it is not on the board.</param>
/// <param name="Id">The id of the other.</param>
internal readonly record struct GraphEdge(GraphEdgeKind Kind, int To, string Id);
