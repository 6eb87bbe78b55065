namespace TaskBoard.Rules;

/// <summary>
/// The unfinished tasks that wait for one: those that depend on it, its parent, and what is below those that depend on it; directly or through others.
/// Pure.
/// </summary>
internal sealed class Waiters
{
    private readonly BoardIndex _index;
    private readonly List<int>[] _dependents;
    private readonly bool[] _waits;
    private readonly bool[] _below;
    private readonly Queue<int> _open = new();

    /// <param name="index">The board.</param>
    /// <param name="place">The task that is waited for.</param>
    public Waiters(BoardIndex index, int place)
    {
        (_index, _waits, _below) = (index, new bool[index.Items.Length], new bool[index.Items.Length]);
        _dependents = new List<int>[index.Items.Length];
        for (var i = 0; i < index.Items.Length; i++)
        {
            foreach (var dependency in index.Dependencies[i].Where(d => d >= 0 && !index.IsOver(i)))
            {
                (_dependents[dependency] ??= []).Add(i);
            }
        }

        if (index.IsCompleted(place))
        {
            return;
        }

        Direct = [.. DependentsOf(place).Where(d => d != place).Concat(OpenParentOf(place)).Distinct()];
        _waits[place] = true;
        Follow(place);
        while (_open.TryDequeue(out var next))
        {
            Count++;
            Follow(next);
        }
    }

    /// <summary>Those that name it, and its parent; one that is both, once.</summary>
    public IReadOnlyList<int> Direct { get; } = [];

    /// <summary>How many there are in all.</summary>
    public int Count { get; }

    private List<int> DependentsOf(int place) => _dependents[place] ?? [];

    private IEnumerable<int> OpenParentOf(int place) => _index.Parent[place] is >= 0 and var parent && parent != place && !_index.IsOver(parent) ? [parent] : [];

    private void Follow(int place)
    {
        foreach (var dependent in DependentsOf(place))
        {
            Meet(dependent);
            if (_index.PassedDown(dependent).Contains(place))
            {
                MeetBelow(dependent);
            }
        }

        foreach (var parent in OpenParentOf(place))
        {
            Meet(parent);
        }
    }

    private void MeetBelow(int place)
    {
        var down = new Stack<int>([place]);
        while (down.TryPop(out var at))
        {
            if (_below[at])
            {
                continue;
            }

            _below[at] = true;
            foreach (var child in _index.Children[at])
            {
                Meet(child);
                down.Push(child);
            }
        }
    }

    private void Meet(int place)
    {
        if (!_waits[place] && !_index.IsOver(place))
        {
            _waits[place] = true;
            _open.Enqueue(place);
        }
    }
}
