using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// A save that is found only after later ones were recorded: what later hand edits decided on stands, whether or not it shows as a difference to what all of them started
/// from. Pure.
/// </summary>
/// <param name="decided">
/// What the later ones set: of each task, by its key (that of what stands around the tasks is empty), the properties with their values, of which null stands for one that
/// was taken off, or whose list was changed.
/// </param>
internal sealed class EarlierSave(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string?>> decided)
{
    private const string Root = "";

    private static readonly MergeSides s_sides = new("the board after a later hand edit", "an earlier one");

    /// <summary>
    /// Whether the later ones were made on this save: they brought all that it had set, so that whatever became of the rest of it is their author's last word. Where
    /// tasks stand goes on, and tells nothing of that; nor does a save that set nothing else.
    /// </summary>
    /// <param name="basis">What the save was made on.</param>
    /// <param name="save">The save, without what is older text in it (<see cref="BoardMerge.RejectOlderText"/>).</param>
    public bool IsInLater(BoardContent basis, BoardContent save)
    {
        var set = save.Tasks.SelectMany(task => Set(task, basis.Find(task.Key))).Concat(Set(Around(save), Around(basis))).ToArray();
        return set.Length > 0 && set.All(s => decided.TryGetValue(s.Key, out var later) && later.GetValueOrDefault(s.Name) is { } value && JsonText.AreEqual(value, s.Value));
    }

    /// <summary>The save with what is on the board in all that the later ones decided; conflicts show what it had wanted there.</summary>
    /// <param name="basis">What the save was made on.</param>
    /// <param name="board">The board as of the last commit.</param>
    /// <param name="save">The save, without what is older text in it.</param>
    public MergeResult GivesWay(BoardContent basis, BoardContent board, BoardContent save)
    {
        var conflicts = new MergeConflicts(s_sides);
        var tasks = new List<TaskContent>();
        foreach (var task in save.Tasks)
        {
            var was = basis.Find(task.Key);
            if (!decided.TryGetValue(task.Key, out var later))
            {
                tasks.Add(task);
            }
            else if (board.Find(task.Key) is { } now)
            {
                tasks.Add(GivesWay(task, was, now, later.Keys, conflicts));
            }
            else if (was is null || !task.SameValues(was))
            {
                conflicts.Add(task.Key, "task", null, task.Json, "it stays deleted");
            }
        }

        var root = save.Root is not null && board.Root is not null && decided.TryGetValue(Root, out var around)
            ? GivesWay(Around(save), Around(basis), Around(board), around.Keys, conflicts).Properties : save.Root;
        var result = new BoardContent(tasks, root);
        foreach (var now in board.Tasks.Where(t => decided.ContainsKey(t.Key) && basis.Find(t.Key) is not null && save.Find(t.Key) is null))
        {
            conflicts.Add(now.Key, "task", now.Json, null, "it stays");
            result = BoardMerge.Insert(result, now, board);
        }

        return new MergeResult(result, conflicts.Found);
    }

    private static TaskContent GivesWay(TaskContent save, TaskContent? was, TaskContent now, IEnumerable<string> names, MergeConflicts conflicts)
    {
        var (key, result) = (save.Key == Root ? null : save.Key, save);
        foreach (var name in names.Where(IsPlain).Where(name => !Same(save[name], now[name]) && !ListMerge.Applies(name, was?[name], now[name], save[name])))
        {
            result = TaskMerge.Set(result, name, now[name]);
            if (!Same(save[name], was?[name]))
            {
                conflicts.Add(key, name, now[name], save[name], "the later one stands");
            }
        }

        if (!names.Any(StateMerge.Names.Contains) || StateMerge.Same(save, now))
        {
            return result;
        }

        if (was is null || !StateMerge.Same(save, was))
        {
            conflicts.Add(key, "state", StateMerge.Json(now), StateMerge.Json(save), "the later one stands");
        }

        return StateMerge.Names.Aggregate(result, (task, name) => TaskMerge.Set(task, name, now[name]));
    }

    private static IEnumerable<(string Key, string Name, string Value)> Set(TaskContent task, TaskContent? was) =>
        task.Properties.Where(p => IsPlain(p.Key) && !Same(p.Value, was?[p.Key])).Select(p => (task.Key, p.Key, p.Value));

    private static bool IsPlain(string name) => name is not ("history" or "updated_at") && !StateMerge.Names.Contains(name);

    private static TaskContent Around(BoardContent board) => TaskContent.Of(Root, board.Root ?? []);

    private static bool Same(string? left, string? right) => left is null || right is null ? left == right : JsonText.AreEqual(left, right);
}
