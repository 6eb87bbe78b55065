using TaskBoard.Rules;

namespace TaskBoard.Report;

/// <summary>The board as a report looks at it: whose each task is, and where it stands.</summary>
internal sealed class ReportView
{
    private readonly Dictionary<string, string> _onlyAgentOf;

    public ReportView(ReportSource source)
    {
        Source = source;
        Index = BoardIndex.Of(source.Board.Content);
        PersonaOf = Personas();
        AgentsOf = PersonaOf.GroupBy(p => p.Value, p => p.Key).ToDictionary(g => g.Key, g => g.Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        _onlyAgentOf = AgentsOf.Where(p => p.Value.Length == 1).ToDictionary(p => p.Key, p => p.Value[0], StringComparer.Ordinal);
    }

    public ReportSource Source { get; }

    public BoardIndex Index { get; }

    /// <summary>The persona of each agent that has one.</summary>
    public Dictionary<string, string> PersonaOf { get; }

    /// <summary>The agents of each persona that any has, in order.</summary>
    public Dictionary<string, string[]> AgentsOf { get; }

    /// <summary>All places, in the order of the file.</summary>
    public IEnumerable<int> Places => Enumerable.Range(0, Index.Items.Length);

    /// <summary>The key of a task, which stands for its id.</summary>
    public string KeyOf(int place) => Index.Board.Tasks[place].Key;

    /// <summary>Where a task stands.</summary>
    public TaskStanding? StandingOf(int place) => Source.Standing.GetValueOrDefault(Index.Items[place].Id);

    /// <summary>Whether nobody will work on it any more unless somebody says so.</summary>
    public bool IsFinished(int place) => Index.Items[place] is { Held: false, State: TaskState.Completed or TaskState.Failed or TaskState.Cancelled };

    /// <summary>Whether somebody has it, and may go on.</summary>
    public bool IsInHand(int place) => !Index.Items[place].Held && Holding.IsTaken(Index.Items[place]);

    /// <summary>Whose it is: the agent's that has it or is meant to, the only agent's of its persona, the persona's; null: nobody's.</summary>
    public string? WorkerOf(int place)
    {
        var task = Index.Items[place];
        return Holding.AgentOf(task) is { } agent ? agent
            : string.IsNullOrEmpty(task.Persona) ? null
            : _onlyAgentOf.GetValueOrDefault(task.Persona, task.Persona);
    }

    /// <summary>How many tasks stand where.</summary>
    public TaskCounts Count(IEnumerable<int> places)
    {
        var (completed, inHand, ready, waiting, failed, cancelled) = (0, 0, 0, 0, 0, 0);
        foreach (var place in places)
        {
            _ = (Index.Items[place].State, IsFinished(place)) switch
            {
                (TaskState.Completed, true) => completed++,
                (TaskState.Failed, true) => failed++,
                (TaskState.Cancelled, true) => cancelled++,
                _ when IsInHand(place) => inHand++,
                _ when StandingOf(place) is { Ready: true } => ready++,
                _ => waiting++,
            };
        }

        return new TaskCounts(completed, inHand, ready, waiting, failed, cancelled);
    }

    /// <summary>The task as the report names it.</summary>
    public ReportedTask Task(int place)
    {
        var task = Index.Items[place];
        var standing = StandingOf(place);
        var children = Index.Children[place].Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        return new ReportedTask(task.Id.Value, task.Title, task.State)
        {
            Worker = WorkerOf(place),
            IsReady = !IsFinished(place) && standing is { Ready: true },
            Blocked = IsFinished(place) || string.IsNullOrEmpty(task.Blocked) ? null : task.Blocked,
            IsExpired = standing is { IsExpired: true },
            Progress = IsInHand(place) ? task.Progress : null,
            Since = IsInHand(place) && Holding.HolderOf(task) is { } holder ? Holding.SinceWhen(task, holder) : null,
            HasNoLease = !task.Held && standing is { HasNoLease: true },
            LastNote = IsInHand(place) && task.Notes is [.., var note] ? note.Text : null,
            WaitsFor = (standing?.WaitingFor ?? []).Where(id => !children.Contains(id)).ToValueList(),
            SubtaskCount = standing?.Subtasks ?? 0,
            SubtasksFinished = standing?.SubtasksFinished ?? 0,
            WaitsForSubtasks = (standing?.WaitingFor ?? []).Any(children.Contains),
        };
    }

    /// <summary>What is registered, else what the tasks tell: that an agent is called like a persona, or has taken tasks of one persona only.</summary>
    private Dictionary<string, string> Personas()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var named = Source.Personas.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var task in Index.Items.Where(t => !string.IsNullOrEmpty(t.Persona)))
        {
            named.Add(task.Persona!);
            if (Holding.AgentOf(task) is { } agent)
            {
                (taken.TryGetValue(agent, out var personas) ? personas : taken[agent] = new HashSet<string>(StringComparer.Ordinal)).Add(task.Persona!);
            }
        }

        foreach (var (agent, personas) in taken)
        {
            if (personas.Count == 1)
            {
                found[agent] = personas.Single();
            }
        }

        foreach (var agent in Index.Items.Select(Holding.AgentOf).Concat(Source.Agents.Select(a => a.Id)).OfType<string>().Where(named.Contains))
        {
            found[agent] = agent;
        }

        foreach (var agent in Source.Agents)
        {
            if (!string.IsNullOrEmpty(agent.Persona))
            {
                found[agent.Id] = agent.Persona;
            }
        }

        return found;
    }
}
