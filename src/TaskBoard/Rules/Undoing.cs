using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>
/// Takes back the last change of an agent, property by property, if nothing later touched the same ones. What happened stays told: the entries of
/// <c>history</c> stay, with one more, and the number of an attempt does not go back. Those that say where a task stands (state, owner, progress …) are
/// one, as in a merge.
/// </summary>
internal sealed class Undoing
{
    private const string Attempts = "attempts";
    private const string History = "history";
    private const string UpdatedAt = "updated_at";
    private const string Position = "$position";

    private readonly BoardView _view;
    private readonly ChangeBy _by;
    private readonly IReadOnlyList<BoardEvent> _undone;
    private readonly BoardContent _then;
    private readonly BoardContent _before;

    /// <exception cref="RevisionNotFoundException">The agent changed nothing.</exception>
    public Undoing(BoardView view, ChangeBy by)
    {
        (_view, _by) = (view, by);
        _undone = view.Past.LastChangeOf(by.Agent);
        if (_undone.Count == 0)
        {
            throw new RevisionNotFoundException($"change by {by.Agent} that could be undone", view.Past.LastRevision);
        }

        Revision = _undone[0].Revision;
        var then = view.Past.At(Revision);
        _then = then.Content;
        _before = BoardDiff.Revert(then, _undone.Reverse().Select(HistoryReplay.ChangeOf).OfType<TaskChange>()).Content;
    }

    /// <summary>The revision that is taken back.</summary>
    public long Revision { get; }

    /// <summary>What it is, in words.</summary>
    public string Details => EntryText.With(string.Create(CultureInfo.InvariantCulture, $"undid revision {Revision}"), _by.Reason ?? What());

    /// <summary>The board after it.</summary>
    /// <exception cref="UndoRefusedException">Something later is in the way.</exception>
    public BoardContent After()
    {
        var tasks = _undone.Select(e => e.Task).OfType<string>().Distinct(StringComparer.Ordinal).Select(ChangeOf).ToArray();
        var obstacles = UndoObstacles.Of(_view, Revision, tasks, _then, _before, root: RootProperties());
        if (obstacles.Count > 0)
        {
            throw new UndoRefusedException(Revision, _by.Agent, What(), obstacles);
        }

        var board = _view.Content;
        foreach (var (key, properties, _) in tasks)
        {
            board = (_then.Find(key), _before.Find(key)) switch
            {
                (_, null) => board.Without(key),
                (null, { } gone) => TaskPlaces.PutBack(board, Recorded(gone), _before),
                (_, { } task) => board.With(Recorded(Reverted(Changeable(board, key), task, properties))),
            };
        }

        board = TaskPlaces.MoveBack(board, tasks.Where(t => t.IsMoved && _then.Find(t.Task) is not null).Select(t => t.Task).ToHashSet(StringComparer.Ordinal), _before);
        return RootProperties().Count == 0 ? board : new BoardContent(board.Tasks, _before.Root);
    }

    private TaskContent Recorded(TaskContent task) => new TaskAmendment(task, _view, _by).Record(BoardEventKind.Restored, Details).Task;

    /// <summary>The task, which may have no id that can be used, and is then held.</summary>
    private static TaskContent Changeable(BoardContent board, string key) =>
        board.Find(key) is not { } task ? throw Lookup.NotFound(board, key)
        : task.Item.Held ? throw new TaskHeldException(key, task.Item.Problems)
        : task;

    /// <summary>The task with these properties as they were.</summary>
    private static TaskContent Reverted(TaskContent now, TaskContent before, IReadOnlyCollection<string> properties)
    {
        var result = now;
        foreach (var name in properties)
        {
            result = (name, before[name]) switch
            {
                (History, var entries) => result.With(History, HistoryMerge.Merge(null, now[History], entries)),
                (Attempts, var attempts) => Number(attempts) > Number(now[Attempts]) ? result.With(Attempts, attempts!) : result,
                (_, null) => result.Without(name),
                (_, { } value) => result.With(name, value),
            };
        }

        return result;
    }

    /// <summary>What the change did to a task.</summary>
    private UndoneTask ChangeOf(string key)
    {
        var names = _undone.Where(e => e.Task == key).SelectMany(e => JsonText.Properties(e.Changes!)).Select(p => p.Key).ToHashSet(StringComparer.Ordinal);
        var isMoved = names.Remove(Position);
        names.Remove(UpdatedAt);
        return new UndoneTask(key, [.. names.Select(PropertyChanges.Unescape)], isMoved);
    }

    private IReadOnlyList<string> RootProperties() =>
        [.. _undone.Where(e => e.Task is null).SelectMany(e => JsonText.Properties(e.Changes!)).Select(p => p.Key).Distinct(StringComparer.Ordinal)];

    private string? What() => _undone.FirstOrDefault(e => e.Details is not null)?.Details;

    private static long Number(string? json) => long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>What a change that is to be undone did to a task.</summary>
/// <param name="Task">The task's key.</param>
/// <param name="Properties">The properties that it changed, but for the time of the change.</param>
/// <param name="IsMoved">Whether it put the task elsewhere in the order.</param>
internal sealed record UndoneTask(string Task, IReadOnlyList<string> Properties, bool IsMoved);
