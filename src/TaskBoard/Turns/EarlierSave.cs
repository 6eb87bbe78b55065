using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// A save that is found only after later hand edits were recorded: what these decided on stands, whether or not it shows as a difference to what all of them started from.
/// Pure.
/// </summary>
internal sealed class EarlierSave
{
    private const string Root = "";

    private static readonly MergeSides s_sides = new("the board after a later hand edit", "an earlier one");

    /// <summary>How the later ones changed properties, by task; those around the tasks have no key.</summary>
    private readonly Dictionary<string, ILookup<string, string>> _later;

    /// <param name="later">The events of the later hand edits, those that changed something.</param>
    public EarlierSave(IEnumerable<BoardEvent> later) =>
        _later = later.GroupBy(e => e.Task ?? Root, e => e.Changes!, StringComparer.Ordinal)
            .Select(task => (task.Key, Changes: task.SelectMany(PropertyChanges.Of).ToLookup(change => change.Key, change => change.Value, StringComparer.Ordinal)))
            .Where(task => task.Changes.Count > 0)
            .ToDictionary(task => task.Key, task => task.Changes, StringComparer.Ordinal);

    /// <summary>Whether a later one changed a property of a task.</summary>
    public bool IsChangedLater(string task, string name) => _later.TryGetValue(task, out var changes) && changes.Contains(name);

    /// <summary>
    /// The save as it may still be merged: with what is on the board in all that later ones decided. Where they brought all that it had set, they were made on it,
    /// and decided all. Conflicts show what it had wanted instead.
    /// </summary>
    /// <param name="basis">What the save was made on.</param>
    /// <param name="board">The board as of the last commit.</param>
    /// <param name="save">The save, without what is older text in it (<see cref="BoardMerge.RejectOlderText"/>).</param>
    public MergeResult GivesWay(BoardContent basis, BoardContent board, BoardContent save)
    {
        var all = IsInLater(basis, save);
        var conflicts = new MergeConflicts(s_sides);
        var tasks = new List<TaskContent>();
        foreach (var task in save.Tasks)
        {
            var was = basis.Find(task.Key);
            if (!IsDecided(task.Key))
            {
                tasks.Add(task);
            }
            else if (board.Find(task.Key) is { } now)
            {
                tasks.Add(TaskOf(task, was, now, name => IsSet(task.Key, name), conflicts));
            }
            else if (was is null || !task.SameValues(was))
            {
                conflicts.Add(task.Key, "task", null, task.Json, "it stays deleted");
            }
        }

        var result = new BoardContent(tasks, IsDecided(Root) ? RootOf(basis.Root, board.Root, save.Root, name => IsSet(Root, name), conflicts) : save.Root);
        foreach (var now in board.Tasks.Where(t => IsDecided(t.Key) && basis.Find(t.Key) is not null && save.Find(t.Key) is null))
        {
            conflicts.Add(now.Key, "task", now.Json, null, "it stays");
            result = BoardMerge.Insert(result, now, board);
        }

        return new MergeResult(result, conflicts.Found);

        bool IsDecided(string key) => all || _later.ContainsKey(key);
        bool IsSet(string key, string name) => all || _later[key].Contains(name);
    }

    /// <summary>Whether they brought all that the save had set. Where tasks stand goes on, and tells nothing of that; nor does a save that set nothing else.</summary>
    private bool IsInLater(BoardContent basis, BoardContent save)
    {
        var brought = save.Tasks.SelectMany(task => AreBrought(task, basis.Find(task.Key), IsPlain))
            .Concat(AreBrought(Around(save.Root), Around(basis.Root), static _ => true)).ToArray();
        return brought.Length > 0 && Array.TrueForAll(brought, static b => b);
    }

    /// <summary>For each property that the save set whether a later one brought it.</summary>
    private IEnumerable<bool> AreBrought(TaskContent save, TaskContent? was, Func<string, bool> counts) =>
        save.Properties.Where(p => counts(p.Key) && !TaskMerge.Same(p.Value, was?[p.Key]))
            .Select(p => _later.TryGetValue(save.Key, out var changes) && changes[p.Key].Select(ValueChange.Brought)
                .Any(brought => TaskMerge.Same(brought, p.Value) || ListMerge.HasAdded(brought, was?[p.Key], p.Value)));

    private static TaskContent TaskOf(TaskContent save, TaskContent? was, TaskContent now, Func<string, bool> isDecided, MergeConflicts conflicts)
    {
        if (was is null)
        {
            if (!save.SameValues(now))
            {
                conflicts.Add(save.Key, "new task", now.Json, save.Json, "the later one stands");
            }

            return now;
        }

        var result = Properties(save.Key, save, was, now, name => IsPlain(name) && isDecided(name), conflicts);
        if (!StateMerge.Names.Any(isDecided) || StateMerge.Same(save, now))
        {
            return result;
        }

        if (!StateMerge.Same(save, was))
        {
            conflicts.Add(save.Key, "state", StateMerge.Json(now), StateMerge.Json(save), "the later one stands");
        }

        return StateMerge.With(result, now);
    }

    private static IReadOnlyList<KeyValuePair<string, string>>? RootOf(
        IReadOnlyList<KeyValuePair<string, string>>? was, IReadOnlyList<KeyValuePair<string, string>>? now, IReadOnlyList<KeyValuePair<string, string>>? save,
        Func<string, bool> isDecided, MergeConflicts conflicts)
    {
        var root = Properties(null, Around(save), Around(was), Around(now), isDecided, conflicts);
        return now is null ? null : save is null ? now : root.Properties;
    }

    private static TaskContent Properties(string? key, TaskContent save, TaskContent was, TaskContent now, Func<string, bool> isDecided, MergeConflicts conflicts)
    {
        var result = save;
        foreach (var name in TaskMerge.Names(now, save).Where(name => isDecided(name) && !TaskMerge.Same(save[name], now[name])))
        {
            // Lists are merged by their elements, unless all are there.
            var isThere = ListMerge.HasAdded(now[name], was[name], save[name]);
            if (!isThere && ListMerge.Applies(name, was[name], now[name], save[name]))
            {
                continue;
            }

            result = TaskMerge.Set(result, name, now[name]);
            if (!isThere && !TaskMerge.Same(save[name], was[name]))
            {
                conflicts.Add(key, name, now[name], save[name], "the later one stands");
            }
        }

        return result;
    }

    private static bool IsPlain(string name) => name is not ("history" or "updated_at") && !StateMerge.Names.Contains(name);

    private static TaskContent Around(IReadOnlyList<KeyValuePair<string, string>>? root) => TaskContent.Of(Root, root ?? []);
}
