using TaskBoard.History;

namespace TaskBoard.Turns;

/// <summary>What a commit will write down besides the file: gathered while requests are decided, one after the other.</summary>
internal sealed class Writing
{
    private readonly Dictionary<string, MirrorTask> _upserts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _deletes = new(StringComparer.Ordinal);
    private MirrorRoot? _root;
    private bool _follows;

    /// <summary>The events, in order.</summary>
    public List<EventDraft> Events { get; } = [];

    /// <summary>The requests answered.</summary>
    public List<StoredRequest> Requests { get; } = [];

    /// <summary>Leases granted or renewed (a lease) or ended (null), by task.</summary>
    public Dictionary<string, Lease?> Leases { get; } = new(StringComparer.Ordinal);

    /// <summary>Agents as they are to be, by name.</summary>
    public Dictionary<string, AgentRow> Agents { get; } = new(StringComparer.Ordinal);

    /// <summary>Personas as they are to be, or not any more (null), by id.</summary>
    public Dictionary<string, PersonaRow?> Personas { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that came onto the board or were claimed, with the highest attempt.</summary>
    public Dictionary<string, int> Attempts { get; } = new(StringComparer.Ordinal);

    /// <summary>The commit that was pending and is done with by this one; null: none.</summary>
    public long? AlsoApplied { get; set; }

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Events.Count == 0 && Requests.Count == 0 && Leases.Count == 0 && Agents.Count == 0 && Personas.Count == 0;

    /// <summary>How the mirror changes by all that was added; null: not at all.</summary>
    public MirrorChange? Mirror => _follows ? new MirrorChange([.. _upserts.Values], [.. _deletes], _root) : null;

    /// <summary>The position that a task has by what was added; null: nothing was said about it.</summary>
    public string? PositionOf(string task) => _upserts.GetValueOrDefault(task)?.Position;

    /// <summary>Adds how the mirror follows one change.</summary>
    public void Add(MirrorChange change)
    {
        (_follows, _root) = (true, change.Root ?? _root);
        foreach (var key in change.Deletes)
        {
            _upserts.Remove(key);
            _deletes.Add(key);
        }

        foreach (var task in change.Upserts)
        {
            _deletes.Remove(task.Key);
            _upserts[task.Key] = _upserts.TryGetValue(task.Key, out var earlier) ? task with { Was = earlier.Was } : task;
        }
    }

    /// <summary>Adds the ids and attempts that a change brought.</summary>
    public void Add(IEnumerable<KeyValuePair<string, int>> attempts)
    {
        foreach (var (id, attempt) in attempts)
        {
            Attempts[id] = Math.Max(attempt, Attempts.GetValueOrDefault(id));
        }
    }
}
