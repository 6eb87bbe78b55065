using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Why a task can or cannot be claimed. Pure.</summary>
internal sealed class Explaining
{
    private const int Reasons = 3;

    private readonly BoardView _view;
    private readonly BoardIndex _index;
    private readonly int _place;

    private readonly Standings _standings;

    private Explaining(BoardView view, TaskContent task, ChangeBy? by) =>
        (_view, _index, _place, _standings) = (view, BoardIndex.Of(view.Content), view.Content.PlaceOf(task.Key), new Standings(view, by?.Agent));

    /// <summary>Explains a task.</summary>
    /// <param name="view">The board.</param>
    /// <param name="task">The task.</param>
    /// <param name="by">Who asks; null: nobody in particular.</param>
    /// <param name="options">How they would claim.</param>
    public static TaskExplanation Of(BoardView view, TaskContent task, ChangeBy? by, ClaimOptions options)
    {
        PersonaNames.Demand(view, options.Persona);
        return new Explaining(view, task, by).Explanation(task, by, PersonaNames.Played(view, by, options));
    }

    private TaskExplanation Explanation(TaskContent task, ChangeBy? by, ClaimOptions options)
    {
        var notForAll = Claiming.MeantForOthers(task.Item, by, options);
        var waiters = new Waiters(_index, _place);
        return new TaskExplanation(task.Item, _standings.Of(task))
        {
            NotForAll = _index.IsOver(_place) ? [] : notForAll.Select(r => r.Text).ToValueList(),
            Dependencies = [.. Own(), .. Inherited()],
            Subtasks = _index.Children[_place].Select(c => Link(c, _index.IsOver(c))).ToValueList(),
            Cycle = _index.Waits.CycleOf(_place),
            NeededBy = waiters.Direct.Select(w => Link(w, isMet: false)).ToValueList(),
            Unlocks = waiters.Count,
            Said = new Advising(_view, _index, _standings.Touched).For(_place, by, notForAll).ToValueList(),
        };
    }

    private IEnumerable<TaskLink> Own() => Links(_place, _index.Dependencies[_place]);

    private IEnumerable<TaskLink> Inherited()
    {
        var (seen, above) = (new HashSet<int> { _place }, _index.Parent[_place]);
        for (; above >= 0 && seen.Add(above); above = _index.Parent[above])
        {
            var passed = _index.PassedDown(above).ToHashSet();
            foreach (var link in Links(above, passed))
            {
                yield return link with { Through = _index.Board.Tasks[above].Key };
            }
        }
    }

    private IEnumerable<TaskLink> Links(int place, IReadOnlyCollection<int> among) => _index.Dependencies[place]
        .Select((dependency, i) => (dependency, id: _index.Items[place].DependsOn[i]))
        .Where(d => among.Contains(d.dependency))
        .Select(d => d.dependency >= 0 ? Link(d.dependency, _index.IsCompleted(d.dependency)) : new TaskLink(d.id, null) { Because = ["it is not on the board"] });

    private TaskLink Link(int place, bool isMet) => new(_index.Board.Tasks[place].Key, _index.Items[place])
    {
        IsMet = isMet,
        Because = isMet ? [] : Standing(place).Take(Reasons).ToValueList(),
    };

    /// <summary>How a task stands that is not finished, or not as it should be.</summary>
    private IEnumerable<string> Standing(int place)
    {
        var (task, item) = (_index.Board.Tasks[place], _index.Items[place]);
        if (item.Held)
        {
            return [$"it is held because of what stands in tasks.json: {string.Join("; ", item.Problems)}"];
        }

        if (Holding.IsTaken(item))
        {
            return [Advising.InHand(_view, item).Text];
        }

        return item.State == TaskState.Pending
            ? _standings.HeldBackBy(task) is { Count: > 0 } reasons ? reasons.Select(r => r.Text) : ["it is ready"]
            : EntryText.LastStep(item)?.Details is { Length: > 0 } details ? [details] : [];
    }
}
