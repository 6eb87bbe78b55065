namespace TaskBoard.Cli.Output;

/// <summary>A plan as a tree: parents with their subtasks, what each waits for, and in how many steps it could be done.</summary>
internal sealed class PlanOutline
{
    private readonly PlanPreview _preview;
    private readonly string?[] _names;
    private readonly Dictionary<string, int> _places;
    private readonly TaskItem[] _tasks;
    private readonly List<int>[] _children;

    private PlanOutline(TaskPlan plan, PlanPreview preview)
    {
        _preview = preview;
        _names = plan.Tasks.Select(t => t.Key ?? t.Draft.Id?.Value).ToArray();
        _places = preview.Tasks.Select((id, i) => (id, i)).ToDictionary(p => p.id.Value, p => p.i, StringComparer.Ordinal);
        _tasks = preview.Tasks.Select(id => preview.Snapshot.Find(id)!).ToArray();
        _children = _tasks.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < _tasks.Length; i++)
        {
            if (ParentOf(i) is { } parent)
            {
                _children[parent].Add(i);
            }
        }
    }

    /// <summary>The tasks of a plan: each behind its parent, otherwise in the order of the plan.</summary>
    public static IReadOnlyList<PlanNode> Of(TaskPlan plan, PlanPreview preview) => new PlanOutline(plan, preview).Nodes();

    private List<PlanNode> Nodes()
    {
        var steps = new PlanSteps(_tasks.Select(t => t.DependsOn.Select(PlaceOf).OfType<int>().ToArray()).ToArray(), _tasks.Select((_, i) => ParentOf(i) ?? -1).ToArray());
        var ready = _preview.Ready.ToHashSet();
        var nodes = new List<PlanNode>(_tasks.Length);
        var open = new Stack<(int Place, int Depth)>(Enumerable.Range(0, _tasks.Length).Where(i => ParentOf(i) is null).Reverse().Select(i => (i, 0)));
        while (open.TryPop(out var at))
        {
            var (place, task) = (at.Place, _tasks[at.Place]);
            nodes.Add(new PlanNode(_names[place], task)
            {
                Depth = at.Depth,
                Step = steps.Of(place),
                Ready = ready.Contains(task.Id),
                After = task.DependsOn.Select(Named).ToList(),
                Parent = task.Parent is { } parent ? Named(parent) : null,
                HasSubtasks = _children[place].Count > 0,
            });
            foreach (var child in Enumerable.Reverse(_children[place]))
            {
                open.Push((child, at.Depth + 1));
            }
        }

        return nodes;
    }

    private int? PlaceOf(string id) => _places.TryGetValue(id, out var place) ? place : null;

    private int? ParentOf(int place) => _tasks[place].Parent is { } parent ? PlaceOf(parent) : null;

    private PlanLink Named(string id) => PlaceOf(id) is { } place
        ? new(_names[place] ?? id, null)
        : new(id, TaskId.TryParse(id, out var known) ? _preview.Snapshot.Find(known)?.State : null);
}
