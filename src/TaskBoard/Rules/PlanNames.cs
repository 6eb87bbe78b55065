namespace TaskBoard.Rules;

/// <summary>What names mean in a plan: first its keys, then its ids, then the tasks on the board.</summary>
internal sealed class PlanNames
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly BoardContent _board;

    public PlanNames(TaskPlan plan, BoardContent board)
    {
        _board = board;
        for (var i = 0; i < plan.Tasks.Count; i++)
        {
            if (plan.Tasks[i].Key is { } key)
            {
                _places.TryAdd(key, i);
            }
        }

        for (var i = 0; i < plan.Tasks.Count; i++)
        {
            if (plan.Tasks[i].Draft.Id is { } id)
            {
                _places.TryAdd(id.Value, i);
            }
        }
    }

    /// <summary>All keys and ids of the plan.</summary>
    public IReadOnlyCollection<string> All => _places.Keys;

    /// <summary>Whether a name means a task of the plan or of the board.</summary>
    public bool Knows(TaskId name) => _places.ContainsKey(name.Value) || _board.Find(name.Value) is not null;

    /// <summary>The draft with ids for names; names that mean nothing are left out.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="ids">The ids that the tasks of the plan have.</param>
    public TaskDraft Resolved(TaskDraft draft, IReadOnlyList<TaskId> ids) => draft with
    {
        DependsOn = Resolved(draft.DependsOn, ids),
        Related = Resolved(draft.Related, ids),
        Parent = draft.Parent is { } parent && Knows(parent) ? Resolved(parent, ids) : null,
    };

    /// <summary>What whoever plans should know: names that could mean two things, and dependencies that will not come by themselves.</summary>
    public IEnumerable<Sentence> Warnings(TaskPlan plan)
    {
        var named = plan.Tasks.SelectMany(t => t.Draft.DependsOn.Concat(t.Draft.Related).Append(t.Draft.Parent ?? default)).Select(n => n.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var key in plan.Tasks.Select(t => t.Key).OfType<string>().Where(key => named.Contains(key) && _board.Find(key) is not null))
        {
            yield return $"'{key}' is a key of the plan and a task on the board; the plan's task was meant.";
        }

        foreach (var on in plan.Tasks.SelectMany(t => t.Draft.DependsOn).Distinct().Where(d => !_places.ContainsKey(d.Value)))
        {
            if (_board.Find(on.Value)?.Item is { State: TaskState.Failed or TaskState.Cancelled } task)
            {
                yield return $"'{on}', which the plan depends on, {(task.State == TaskState.Failed ? Sentence.Own("FAILED") : Sentence.Own("was CANCELLED"))}: what depends on it is not ready before it is completed.";
            }
        }
    }

    private ValueList<TaskId> Resolved(ValueList<TaskId> names, IReadOnlyList<TaskId> ids) => names.Where(Knows).Select(name => Resolved(name, ids)).ToValueList();

    private TaskId Resolved(TaskId name, IReadOnlyList<TaskId> ids) => _places.TryGetValue(name.Value, out var place) ? ids[place] : name;
}
