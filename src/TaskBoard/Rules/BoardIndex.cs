using System.Runtime.CompilerServices;

namespace TaskBoard.Rules;

/// <summary>How the tasks of one board hang together, by their places in the file. Built once per board, in linear time.</summary>
internal sealed class BoardIndex
{
    private static readonly ConditionalWeakTable<BoardContent, BoardIndex> Known = [];

    private readonly int[] _enter;
    private readonly int[] _leave;
    private readonly Lazy<bool[]> _gateOpen;
    private readonly Lazy<WaitGraph> _waits;

    private BoardIndex(BoardContent board)
    {
        Board = board;
        var count = board.Tasks.Count;
        (Items, Parent, Dependencies) = (new TaskItem[count], new int[count], new int[count][]);
        for (var i = 0; i < count; i++)
        {
            Items[i] = board.Tasks[i].Item;
            (Parent[i], Dependencies[i]) = LinksOf(board, Items[i]);
        }

        Children = ChildrenOf(Parent);
        (_enter, _leave) = (new int[count], new int[count]);
        TopDown = Walk();
        _gateOpen = new(OpenGates);
        _waits = new(() => new WaitGraph(this, onlyUnmet: true));
    }

    /// <summary>That of a board which differs from another in one task: what hangs together as before is not looked at again.</summary>
    private BoardIndex(BoardContent board, BoardIndex before, int changed)
    {
        Board = board;
        Items = [.. before.Items];
        Items[changed] = board.Tasks[changed].Item;
        (Parent, Dependencies, Children, TopDown, _enter, _leave) = (before.Parent, before.Dependencies, before.Children, before.TopDown, before._enter, before._leave);
        var (parent, dependencies) = LinksOf(board, Items[changed]);
        if (!dependencies.AsSpan().SequenceEqual(Dependencies[changed]))
        {
            Dependencies = [.. Dependencies];
            Dependencies[changed] = dependencies;
        }

        if (parent != Parent[changed])
        {
            Parent = [.. Parent];
            Parent[changed] = parent;
            Children = ChildrenOf(Parent);
            (_enter, _leave) = (new int[Items.Length], new int[Items.Length]);
            TopDown = Walk();
        }

        _gateOpen = new(OpenGates);
        _waits = new(() => new WaitGraph(this, onlyUnmet: true));
    }

    public BoardContent Board { get; }

    public TaskItem[] Items { get; }

    /// <summary>The place of each task's parent; -1: it has none, or none on the board.</summary>
    public int[] Parent { get; }

    /// <summary>The places of each task's subtasks.</summary>
    public int[][] Children { get; }

    /// <summary>The places of each task's dependencies, in their order; -1: not on the board.</summary>
    public int[][] Dependencies { get; }

    /// <summary>All places, parents before their subtasks (but for parents in a circle).</summary>
    public int[] TopDown { get; }

    /// <summary>What still waits for what.</summary>
    public WaitGraph Waits => _waits.Value;

    /// <summary>The index of a board.</summary>
    public static BoardIndex Of(BoardContent board) => Known.GetValue(
        board, static b => b.TakeOrigin() is { } origin ? new BoardIndex(b, origin.Before, origin.Changed) : new BoardIndex(b));

    /// <summary>The index of a board, if it was asked for before; null: it was not.</summary>
    public static BoardIndex? KnownOf(BoardContent board) => Known.TryGetValue(board, out var index) ? index : null;

    /// <summary>Whether all that a task's subtasks have to wait for on its account has come.</summary>
    public bool GateOpen(int place) => _gateOpen.Value[place];

    public bool IsCompleted(int place) => place >= 0 && Items[place].State == TaskState.Completed;

    public bool IsOver(int place) => Items[place].State is TaskState.Completed or TaskState.Cancelled;

    /// <summary>
    /// The dependencies of a task that its subtasks wait for too: not those that are the task itself or below it, for which it
    /// waits as their parent.
    /// </summary>
    public IEnumerable<int> PassedDown(int place) => Dependencies[place].Where(d => d < 0 || !IsBelow(d, place));

    /// <summary>Whether nothing but the time holds the task back.</summary>
    public bool IsFree(int place) =>
        Items[place] is { Held: false, Blocked: null or "" }
        && Array.TrueForAll(Dependencies[place], IsCompleted)
        && (Parent[place] < 0 || GateOpen(Parent[place]))
        && Array.TrueForAll(Children[place], IsOver);

    /// <summary>Whether a task is another, or below it.</summary>
    public bool IsBelow(int place, int ancestor) => _enter[ancestor] <= _enter[place] && _leave[place] <= _leave[ancestor];

    private bool[] OpenGates()
    {
        var open = new bool[Items.Length];
        Array.Fill(open, true);
        foreach (var place in TopDown)
        {
            // Without subtasks nobody asks.
            open[place] = Children[place].Length == 0 || (PassedDown(place).All(IsCompleted) && (Parent[place] < 0 || open[Parent[place]]));
        }

        return open;
    }

    private static (int Parent, int[] Dependencies) LinksOf(BoardContent board, TaskItem item)
    {
        var dependencies = item.DependsOn.Count == 0 ? [] : new int[item.DependsOn.Count];
        for (var i = 0; i < dependencies.Length; i++)
        {
            dependencies[i] = board.PlaceOf(item.DependsOn[i]);
        }

        return (item.Parent is { } parent ? board.PlaceOf(parent) : -1, dependencies);
    }

    private static int[][] ChildrenOf(int[] parents)
    {
        var children = new List<int>[parents.Length];
        for (var i = 0; i < parents.Length; i++)
        {
            if (parents[i] >= 0)
            {
                (children[parents[i]] ??= []).Add(i);
            }
        }

        return Array.ConvertAll(children, static list => list is null ? [] : list.ToArray());
    }

    /// <summary>Goes down from every root; what is then left are parents in a circle, entered anywhere.</summary>
    private int[] Walk()
    {
        var (order, seen, path, clock) = (new List<int>(Items.Length), new bool[Items.Length], new List<int>(), 0);
        var next = new int[Items.Length];
        for (var root = 0; root < Items.Length; root++)
        {
            if (Parent[root] < 0)
            {
                GoDown(root);
            }
        }

        for (var place = 0; place < Items.Length; place++)
        {
            GoDown(place);
        }

        return order.ToArray();

        void GoDown(int from)
        {
            if (!seen[from])
            {
                Enter(from);
            }

            while (path is [.., var top])
            {
                if (next[top] == Children[top].Length)
                {
                    _leave[top] = clock++;
                    path.RemoveAt(path.Count - 1);
                    continue;
                }

                var child = Children[top][next[top]++];
                if (!seen[child])
                {
                    Enter(child);
                }
            }
        }

        void Enter(int place)
        {
            seen[place] = true;
            order.Add(place);
            _enter[place] = clock++;
            path.Add(place);
        }
    }
}
