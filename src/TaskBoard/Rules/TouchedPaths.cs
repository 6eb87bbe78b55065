namespace TaskBoard.Rules;

/// <summary>The paths of what others have in hand: a task that touches one of them is not ready until they are done with theirs. Pure.</summary>
internal sealed class TouchedPaths
{
    private readonly TaskItem[] _inHand;

    // Two paths overlap where one begins with all parts of the other, so most tasks are found free by looking up the beginnings of theirs.
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leadingThere = new(StringComparer.Ordinal);

    private TouchedPaths(TaskItem[] inHand)
    {
        _inHand = inHand;
        foreach (var parts in inHand.SelectMany(t => t.Paths).Select(PathOverlap.Parts))
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
    public static TouchedPaths Of(BoardView view, BoardContent board, string? agent) => new(board.Tasks.Select(t => t.Item)
        .Where(t => t.Paths.Count > 0 && Holding.HolderOf(t) is { } holder && holder != agent && !Leases.IsOver(view, t))
        .ToArray());

    /// <summary>Whether a task touches what others have in hand.</summary>
    public bool Meets(TaskItem task) => _inHand.Length > 0 && task.Paths.Any(path => IsTouched(PathOverlap.Parts(path))) && Met(task).Any();

    /// <summary>The tasks in hand that touch the same as a task, each with its first path that does.</summary>
    public IEnumerable<(TaskItem Other, string Path)> MetBy(TaskItem task) => Meets(task) ? Met(task) : [];

    /// <summary>Why a task has to wait for them, each as a sentence.</summary>
    public IEnumerable<Sentence> HoldingBack(TaskItem task) =>
        MetBy(task).Select(met => (Sentence)$"touches {met.Path}, as does {met.Other.Id}, which {met.Other.AssignedTo} has in hand");

    private IEnumerable<(TaskItem Other, string Path)> Met(TaskItem task) => _inHand
        .Where(other => other.Id != task.Id)
        .Select(other => (other, Path: PathOverlap.First(task.Paths, other.Paths)))
        .Where(met => met.Path is not null)
        .Select(met => (met.other, met.Path!));

    private bool IsTouched(string[] parts)
    {
        var beginnings = Beginnings(parts).ToArray();
        return _leadingThere.Contains(beginnings[^1]) || beginnings.Any(_touched.Contains);
    }

    /// <summary>A path and all that it lies in, from the whole tree to the path itself.</summary>
    private static IEnumerable<string> Beginnings(string[] parts) => Enumerable.Range(0, parts.Length + 1).Select(n => string.Join('/', parts, 0, n));
}
