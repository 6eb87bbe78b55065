using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>
/// What going back does to claims. One that the board has no more, or not with that agent and attempt, is over: its holder is told so at its next word
/// (<see cref="ClaimLostException"/>), because the number of an attempt is never given out twice, whatever number the file goes back to. One that comes
/// back begins a fresh lease, so that its holder can go on, and the task comes back if the holder is gone.
/// </summary>
internal sealed class ClaimsAcross
{
    private readonly Dictionary<string, Lease?> _leases = new(StringComparer.Ordinal);
    private readonly List<LostClaim> _lost = [];
    private readonly List<Sentence> _said = [];

    private ClaimsAcross()
    {
    }

    /// <summary>The leases that end (null) or begin, by task.</summary>
    public IReadOnlyDictionary<string, Lease?> Leases => _leases;

    /// <summary>The claims of others that end before their time.</summary>
    public IReadOnlyList<LostClaim> Lost => _lost;

    /// <summary>The same, and which claims are in force again, for whoever goes back.</summary>
    public IReadOnlyList<Sentence> Said => _said;

    /// <summary>What going from the board of <paramref name="view"/> to <paramref name="after"/> does to claims.</summary>
    public static ClaimsAcross Of(BoardView view, BoardContent after, ChangeBy by)
    {
        var result = new ClaimsAcross();
        foreach (var task in view.Content.Tasks.Where(HasId))
        {
            var then = after.Find(task.Key);
            if (!ReferenceEquals(then, task) && Holding.HolderOf(task.Item) is { } holder && !IsSame(task.Item, then?.Item))
            {
                result.End(view, task.Item, holder, by);
            }
        }

        foreach (var task in after.Tasks.Where(HasId))
        {
            var before = view.Content.Find(task.Key);
            if (!ReferenceEquals(before, task) && task.Item.Attempts > 0 && Holding.HolderOf(task.Item) is { } holder && !IsSame(task.Item, before?.Item))
            {
                result.Begin(view, task.Item, holder);
            }
        }

        return result;
    }

    /// <summary>Nobody can have claimed what has none.</summary>
    private static bool HasId(TaskContent task) => !task.Item.Id.Equals(default);

    private static bool IsSame(TaskItem task, TaskItem? other) =>
        other is not null && Holding.HolderOf(task) == Holding.HolderOf(other) && task.Attempts == other.Attempts;

    private void End(BoardView view, TaskItem task, string holder, ChangeBy by)
    {
        _leases[task.Id.Value] = null;
        if (holder == by.Agent || Rules.Leases.IsOver(view, task))
        {
            return;
        }

        var handle = new ClaimHandle(task.Id, task.Attempts);
        _lost.Add(new LostClaim(handle, holder));
        _said.Add($"{holder} has {handle} in hand and loses it by this: what {holder} reports of it is refused from then on.");
    }

    private void Begin(BoardView view, TaskItem task, string holder)
    {
        _leases[task.Id.Value] = Rules.Leases.Grant(view, task.Id, task.Attempts, holder, view.Settings.Lease, task.MaxRun ?? view.Settings.MaxRun);
        _said.Add($"{new ClaimHandle(task.Id, task.Attempts)} is in the hands of {holder} again, with a fresh lease.");
    }
}
