using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// The content of a board as JSON values: the tasks in their order, and what stands around them. Immutable. This is the state
/// that rules decide on, that a change goes to, and that the history replays.
/// </summary>
internal sealed class BoardContent
{
    private readonly SharedList<TaskContent> _tasks;
    private readonly Lazy<Dictionary<string, int>> _index;
    private Origin? _origin;

    /// <summary>A board of these tasks.</summary>
    public BoardContent(IReadOnlyList<TaskContent> tasks, IReadOnlyList<KeyValuePair<string, string>>? root = null)
        : this(tasks, root, new(() => IndexOf(tasks)))
    {
    }

    private BoardContent(IReadOnlyList<TaskContent> tasks, IReadOnlyList<KeyValuePair<string, string>>? root, Lazy<Dictionary<string, int>> index)
    {
        _tasks = SharedList<TaskContent>.Of(tasks);
        Root = root;
        _index = index;
    }

    /// <summary>A board whose root is an array without tasks.</summary>
    public static BoardContent Empty { get; } = new([]);

    /// <summary>The tasks, in the order of the file; keys are unique.</summary>
    public IReadOnlyList<TaskContent> Tasks => _tasks;

    /// <summary>
    /// Null: the root is an array. Otherwise the properties of the root object in their order, with <c>[]</c> standing where
    /// its <c>tasks</c> array stands.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Root { get; }

    /// <summary>The task of this key; null where there is none.</summary>
    public TaskContent? Find(string key) => _index.Value.TryGetValue(key, out var at) ? Tasks[at] : null;

    /// <summary>The place of the task of this key, from 0; -1 where there is none.</summary>
    public int PlaceOf(string key) => _index.Value.GetValueOrDefault(key, -1);

    /// <summary>The same board with a task changed (found by its key).</summary>
    public BoardContent With(TaskContent task)
    {
        var place = PlaceOf(task.Key);
        return new(_tasks.With(place, task), Root, _index) { _origin = BoardIndex.KnownOf(this) is { } before ? new Origin(before, place) : null };
    }

    /// <summary>
    /// Where this board came from by one changed task, if that was known when it did. Given once, so that a board does not hold on to all that went
    /// before it.
    /// </summary>
    public Origin? TakeOrigin() => Interlocked.Exchange(ref _origin, null);

    /// <summary>The same board with other contents of the same tasks in the same order.</summary>
    public BoardContent WithSameKeys(IReadOnlyList<TaskContent> tasks) => new(tasks, Root, _index);

    /// <summary>The same board with tasks added at the end.</summary>
    public BoardContent Adding(IEnumerable<TaskContent> tasks) => new([.. Tasks, .. tasks], Root);

    /// <summary>The same board without a task.</summary>
    public BoardContent Without(string key) => new(Tasks.Where(t => t.Key != key).ToArray(), Root);

    /// <summary>
    /// The places at which another board with the same tasks in the same order holds another object for a task, which may have the same values;
    /// null: it has other tasks, or another order. Of boards of which one came from the other by a few changes it costs only these.
    /// </summary>
    public IReadOnlyList<int>? PlacesOfOthers(BoardContent other)
    {
        if (_tasks.Count != other._tasks.Count)
        {
            return null;
        }

        var result = new List<int>();
        foreach (var place in _tasks.PlacesOfOthers(other._tasks))
        {
            if (_tasks[place].Key != other._tasks[place].Key)
            {
                return null;
            }

            result.Add(place);
        }

        return result;
    }

    /// <summary>Whether both boards hold equal JSON values: the same tasks in the same order, and the same root.</summary>
    public bool SameValues(BoardContent other)
    {
        if (Tasks.Count != other.Tasks.Count || Root is null != other.Root is null)
        {
            return false;
        }

        for (var i = 0; i < Tasks.Count; i++)
        {
            if (Tasks[i].Key != other.Tasks[i].Key || !Tasks[i].SameValues(other.Tasks[i]))
            {
                return false;
            }
        }

        return Root is null || TaskContent.Of("", Root).SameValues(TaskContent.Of("", other.Root!));
    }

    /// <summary>The board in the form of <c>tasks.json</c>, indented by two spaces, ending in a newline.</summary>
    public string ToJson() => JsonText.Indent(Root is null
        ? JsonText.Array(Tasks.Select(t => t.Json))
        : JsonText.Object(Root.Select(p => p.Key == "tasks" ? new("tasks", JsonText.Array(Tasks.Select(t => t.Json))) : p)));

    private static Dictionary<string, int> IndexOf(IReadOnlyList<TaskContent> tasks)
    {
        var result = new Dictionary<string, int>(tasks.Count, StringComparer.Ordinal);
        for (var i = 0; i < tasks.Count; i++)
        {
            result[tasks[i].Key] = i;
        }

        return result;
    }

    /// <summary>A board from which another came by one changed task.</summary>
    /// <param name="Before">How its tasks hang together.</param>
    /// <param name="Changed">The place of the task.</param>
    public sealed record Origin(BoardIndex Before, int Changed);
}
