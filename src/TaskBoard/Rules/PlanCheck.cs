using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Everything that keeps a plan from being added to a board, found in one go. Pure.</summary>
internal sealed class PlanCheck(TaskPlan plan, PlanNames names, BoardView view, ChangeBy by)
{
    /// <summary>To look for what was probably meant costs more than all else: where so much is wrong, nobody reads it.</summary>
    private const int Hints = 20;

    private readonly List<PlanProblem> _problems = [];
    private int _hints;

    /// <summary>All problems, in the order of the plan; empty: it can be added.</summary>
    public IReadOnlyList<PlanProblem> Problems()
    {
        if (plan.Tasks.Count == 0)
        {
            return [new PlanProblem(-1, "There is no task in the plan.")];
        }

        LookAtNames();
        for (var i = 0; i < plan.Tasks.Count; i++)
        {
            foreach (var fault in Drafts.Faults(plan.Tasks[i].Draft))
            {
                Add(i, null, Sentence.ToCaller(fault));
            }

            LookAtPersona(i, plan.Tasks[i].Draft.Persona);
            LookAtLinks(i, plan.Tasks[i].Draft);
        }

        LookForCircles();
        return _problems.OrderBy(p => p.Task).ToArray();
    }

    private void LookAtNames()
    {
        var (keys, ids) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        for (var i = 0; i < plan.Tasks.Count; i++)
        {
            var (key, id) = (plan.Tasks[i].Key, plan.Tasks[i].Draft.Id?.Value);
            if (key is not null && TaskId.Fault(key) is { } fault)
            {
                Add(i, "key", $"The key '{key}' cannot be one, which is written as an id is. {fault}");
            }
            else if (key is not null && !keys.TryAdd(key, i))
            {
                Add(i, "key", $"The key '{key}' is that of task {keys[key] + 1} already. Give one of them another.");
            }

            if (id is { Length: > 0 } && !ids.TryAdd(id, i))
            {
                Add(i, "id", $"The id '{id}' is that of task {ids[id] + 1} already. Give one of them another, or none: one is made.");
            }

            if (id is not null && view.Content.Find(id) is { } there)
            {
                Add(i, "id", Drafts.Taken(there));
            }
        }

        foreach (var (key, i) in keys)
        {
            if (ids.TryGetValue(key, out var other) && other != i)
            {
                Add(i, "key", $"The key '{key}' is the id of task {other + 1}: it could mean either. Take another.");
            }
        }
    }

    private void LookAtPersona(int task, string? persona)
    {
        if (persona is not null && PersonaNames.Unknown(view, persona) is { } unknown)
        {
            Add(task, "persona", PersonaNotFoundException.Text(unknown.Persona, unknown.Meant));
        }
    }

    private void LookAtLinks(int task, TaskDraft draft)
    {
        Look("depends_on", draft.DependsOn, Sentence.Own("depends on"));
        Look("related", draft.Related, Sentence.Own("is related to"));
        if (draft.Parent is { } parent && parent != default && !names.Knows(parent))
        {
            Add(task, "parent", Unknown(Sentence.Own("has the parent"), parent));
        }

        void Look(string property, ValueList<TaskId> named, Sentence how)
        {
            for (var i = 0; i < named.Count; i++)
            {
                if (named[i] != default && !names.Knows(named[i]))
                {
                    Add(task, property, Unknown(how, named[i]), i);
                }
            }
        }
    }

    private Sentence Unknown(Sentence how, TaskId name)
    {
        var meant = _hints++ < Hints
            ? (names.All.Count > 0 ? NearestWord.To(name.Value, [.. names.All]) : null) ?? view.Content.Tasks.FirstOrDefault(t => t.Key.Equals(name.Value, StringComparison.OrdinalIgnoreCase))?.Key
            : null;
        return $"It {how} '{name}', which is neither in the plan nor on the board.{(meant is null ? Sentence.Own("") : $" Did you mean '{meant}'?")}";
    }

    /// <summary>Circles are looked for whatever else is wrong, on tasks that have nothing but their links.</summary>
    private void LookForCircles()
    {
        var chosen = new HashSet<string>(StringComparer.Ordinal);
        var bare = plan.Tasks.Select(t => new TaskDraft("-")
        {
            Id = t.Draft.Id is { Value.Length: > 0 } id && view.Content.Find(id.Value) is null && chosen.Add(id.Value) ? id : null,
            DependsOn = t.Draft.DependsOn,
            Parent = t.Draft.Parent,
        }).ToArray();
        var ids = Drafts.Ids(view, bare);
        var after = Plans.Adding(view, bare.Select(draft => names.Resolved(draft, ids)), ids, by);
        var places = ids.Select((id, i) => (id, i)).ToDictionary(p => p.id.Value, p => p.i, StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, cycle) in Links.Cycles(after, ids).Where(c => !c.Cycle.All(told.Contains)))
        {
            told.UnionWith(cycle);
            if (Links.IsOwnParent(after, id.Value))
            {
                Add(places[id.Value], "parent", Sentence.Own("It cannot be its own parent. Name another parent, or none."));
                continue;
            }

            var circle = cycle.Select(step => places.TryGetValue(step, out var place) ? NameOf(place) ?? step : step);
            Add(places[id.Value], "depends_on", $"These wait for each other in a circle: {string.Join(" -> ", circle)}. Take one of these links out.");
        }
    }

    private string? NameOf(int task) => plan.Tasks[task].Key ?? plan.Tasks[task].Draft.Id?.Value
        ?? (string.IsNullOrWhiteSpace(plan.Tasks[task].Draft.Title) ? null : plan.Tasks[task].Draft.Title);

    private void Add(int task, string? property, Sentence message, int? element = null) =>
        _problems.Add(new PlanProblem(task, message.Text) { Said = message, Name = NameOf(task), Property = property, Element = element });
}
