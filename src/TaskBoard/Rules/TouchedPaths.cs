namespace TaskBoard.Rules;

/// <summary>The paths of what others have in hand: a task that touches one of them is not ready until they are done with theirs. Pure.</summary>
internal sealed class TouchedPaths
{
    private const int Shown = 5;

    private readonly BoardContent _board;
    private readonly (TaskItem Task, string[][] Paths)[] _inHand;

    // Two paths overlap where one begins with all parts of the other, so most tasks are found free by looking up the beginnings of theirs.
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leadingThere = new(StringComparer.Ordinal);

    private TouchedPaths(BoardContent board, IEnumerable<TaskItem> inHand)
    {
        (_board, _inHand) = (board, [.. inHand.Select(t => (t, t.Paths.Select(PathOverlap.Parts).ToArray()))]);
        foreach (var parts in _inHand.SelectMany(t => t.Paths))
        {
            var beginnings = Beginnings(parts).ToArray();
            _touched.Add(beginnings[^1]);
            _leadingThere.UnionWith(beginnings);
        }
    }

    /// <summary>What is touched on a board.</summary>
    /// <param name="view">The leases: work whose lease is over is in nobody's way.</param>
    /// <param name="board">The tasks, which may be other than those of the view.</param>
    /// <param name="agent">Who would claim, whose own work is not in the way; null: nobody in particular.</param>
    public static TouchedPaths Of(BoardView view, BoardContent board, string? agent) => new(board, board.Tasks.Select(t => t.Item)
        .Where(t => t.Paths.Count > 0 && Holding.HolderOf(t) is { } holder && holder != agent && !Leases.IsOver(view, t)));

    /// <summary>Whether a task touches what others have in hand.</summary>
    public bool Meets(TaskItem task) => MetBy(task).Any();

    /// <summary>
    /// The tasks in hand that touch the same as a task, each with its first path that does. Work that itself waits for the task, as a parent does for its subtasks, is
    /// not among them: each would wait for the other.
    /// </summary>
    public IEnumerable<(TaskItem Other, string Path)> MetBy(TaskItem task)
    {
        if (_inHand.Length == 0 || task.Paths.Count == 0)
        {
            return [];
        }

        var paths = task.Paths.Select(path => (Path: path, Parts: PathOverlap.Parts(path))).Where(p => IsTouched(p.Parts)).ToArray();
        return paths.Length == 0 ? [] : Met(task, paths);
    }

    /// <summary>Why a task has to wait for them, each as a sentence.</summary>
    public IEnumerable<Sentence> HoldingBack(TaskItem task)
    {
        var met = MetBy(task).ToList();
        foreach (var (other, path) in met.Take(Shown))
        {
            yield return $"touches {path}, as does {other.Id}, which {other.AssignedTo} has in hand";
        }

        if (met.Count > Shown)
        {
            yield return $"touches paths of {met.Count - Shown} more tasks in hand";
        }
    }

    private IEnumerable<(TaskItem Other, string Path)> Met(TaskItem task, (string Path, string[] Parts)[] paths)
    {
        foreach (var (other, theirs) in _inHand)
        {
            var path = other.Id == task.Id ? null : paths.FirstOrDefault(p => Array.Exists(theirs, parts => PathOverlap.Overlap(p.Parts, parts))).Path;
            if (path is not null && !BoardIndex.Of(_board).Waits.Leads(_board.PlaceOf(other.Id.Value), _board.PlaceOf(task.Id.Value)))
            {
                yield return (other, path);
            }
        }
    }

    private bool IsTouched(string[] parts)
    {
        var beginnings = Beginnings(parts).ToArray();
        return _leadingThere.Contains(beginnings[^1]) || beginnings.Any(_touched.Contains);
    }

    /// <summary>A path and all that it lies in, from the whole tree to the path itself.</summary>
    private static IEnumerable<string> Beginnings(string[] parts) => Enumerable.Range(0, parts.Length + 1).Select(n => string.Join('/', parts, 0, n));
}
