using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Which tasks can be claimed now, and what holds the others back. Pure.</summary>
internal static class Readiness
{
    private const int Shown = 5;

    /// <summary>What holds a PENDING task back, each as a sentence that names what it waits for; empty: it is ready.</summary>
    public static IReadOnlyList<Sentence> HeldBackBy(BoardContent board, TaskContent task, DateTimeOffset now, TouchedPaths touched) =>
        [.. HeldBackBy(board, task, now), .. touched.HoldingBack(task.Item)];

    /// <summary>The same for a task that somebody has in hand, whatever others touch: whether it may go on.</summary>
    public static IReadOnlyList<Sentence> HeldBackBy(BoardContent board, TaskContent task, DateTimeOffset now)
    {
        var index = BoardIndex.Of(board);
        var place = board.PlaceOf(task.Key);
        var item = index.Items[place];
        var reasons = new List<Sentence>();
        if (item.Held)
        {
            reasons.Add($"held because of what stands in tasks.json: {Sentence.Join("; ", item.Problems.Select(p => p.Said))}");
        }

        if (!string.IsNullOrEmpty(item.Blocked))
        {
            reasons.Add($"blocked: {item.Blocked}");
        }

        if (item.NotBefore > now)
        {
            reasons.Add($"not before {Timestamps.Write(item.NotBefore.Value)}");
        }

        AddWaits(reasons, index, place);
        return reasons;
    }

    /// <summary>The tasks that hold a task back, by the ids that name them, on the board or not; empty: none does.</summary>
    public static IReadOnlyList<string> WaitsFor(BoardContent board, TaskContent task)
    {
        var index = BoardIndex.Of(board);
        var place = board.PlaceOf(task.Key);
        var own = Unmet(index, place).Select(i => index.Items[place].DependsOn[i]);
        var inherited = AncestorsThatWait(index, place).SelectMany(above => UnmetPassedDown(index, above).Select(i => index.Items[above].DependsOn[i]));
        var open = index.Children[place].Where(c => !index.IsOver(c)).Select(c => index.Board.Tasks[c].Key);
        return own.Concat(inherited).Concat(open).Distinct(StringComparer.Ordinal).ToArray();
    }

    /// <summary>The keys of all ready tasks: priority, then oldest, then order in the file.</summary>
    public static IReadOnlyList<string> Ready(BoardView view, BoardContent board) =>
        InOrder(board, view.Now, TouchedPaths.Of(view, board, agent: null), ClaimOrder.Priority, task => task.State == TaskState.Pending).Select(t => t.Key).ToArray();

    /// <summary>Tasks that nothing holds back, in the order in which they would be claimed, among those that are wanted.</summary>
    public static IEnumerable<TaskContent> InOrder(BoardContent board, DateTimeOffset now, TouchedPaths touched, ClaimOrder order, Func<TaskItem, bool> wanted)
    {
        var index = BoardIndex.Of(board);
        var free = Enumerable.Range(0, index.Items.Length)
            .Where(i => wanted(index.Items[i]) && !(index.Items[i].NotBefore > now) && index.IsFree(i) && !touched.Meets(index.Items[i]));
        return order == ClaimOrder.File
            ? free.Select(i => board.Tasks[i])
            : free
            .OrderBy(i => index.Items[i].Priority)
            // A task that does not say when it was made was made by hand: if it came last it might never get its turn.
            .ThenBy(i => index.Items[i].CreatedAt ?? DateTimeOffset.MinValue)
            .ThenBy(i => i)
            .Select(i => board.Tasks[i]);
    }

    /// <summary>The tasks that are ready after a change and were not before.</summary>
    public static IReadOnlyList<TaskId> Became(BoardView view, BoardContent after)
    {
        if (ReferenceEquals(view.Content, after))
        {
            return [];
        }

        var were = Ready(view, view.Content).ToHashSet(StringComparer.Ordinal);
        return Ready(view, after).Where(key => !were.Contains(key)).Select(TaskId.Parse).ToArray();
    }

    private static void AddWaits(List<Sentence> reasons, BoardIndex index, int place)
    {
        var already = reasons.Count;
        reasons.AddRange(Unmet(index, place).Select(i => Wait(index, place, i)));
        AddInherited(reasons, index, place);
        var open = index.Children[place].Where(c => !index.IsOver(c)).Select(c => Named(index.Items[c], index.Board.Tasks[c].Key)).ToArray();
        if (open.Length > 0)
        {
            reasons.Add($"waits for its subtasks: {List(open)}");
        }

        if (reasons.Count > already && index.Waits.CycleOf(place) is { } cycle)
        {
            reasons.Add($"in a cycle: {cycle}");
        }
    }

    private static void AddInherited(List<Sentence> reasons, BoardIndex index, int place)
    {
        // Most tasks have no parent, and a program that only looks at the board is spared the start of the query.
        if (index.Parent[place] < 0)
        {
            return;
        }

        reasons.AddRange(AncestorsThatWait(index, place)
            .Select(above => (Above: above, Unmet: UnmetPassedDown(index, above).Select(i => index.Dependencies[above][i] is >= 0 and var d
                ? Named(index.Items[d], index.Board.Tasks[d].Key)
                : (Sentence)$"{index.Items[above].DependsOn[i]}, which is not on the board").ToArray()))
            .Where(a => a.Unmet.Length > 0)
            .Take(Shown)
            .Select(a => (Sentence)$"waits for what {(a.Above == index.Parent[place] ? Sentence.Own("its parent") : Sentence.Own("its ancestor"))} {index.Board.Tasks[a.Above].Key} waits for: {List(a.Unmet)}"));
    }

    /// <summary>The parents, from the nearest upwards, as far as they or those above them have something to wait for.</summary>
    private static IEnumerable<int> AncestorsThatWait(BoardIndex index, int place)
    {
        var (seen, ancestor) = (new HashSet<int>(), index.Parent[place]);
        for (; ancestor >= 0 && !index.GateOpen(ancestor) && seen.Add(ancestor); ancestor = index.Parent[ancestor])
        {
            yield return ancestor;
        }
    }

    /// <summary>Which of a task's dependencies, by their order, have not come.</summary>
    private static IEnumerable<int> Unmet(BoardIndex index, int place) =>
        Enumerable.Range(0, index.Dependencies[place].Length).Where(i => !index.IsCompleted(index.Dependencies[place][i]));

    /// <summary>Which of these its subtasks wait for too.</summary>
    private static IEnumerable<int> UnmetPassedDown(BoardIndex index, int place)
    {
        var passed = index.PassedDown(place).ToHashSet();
        return Unmet(index, place).Where(i => passed.Contains(index.Dependencies[place][i]));
    }

    private static Sentence Wait(BoardIndex index, int place, int which) => index.Dependencies[place][which] is >= 0 and var d
        ? (Sentence)$"waits for {Named(index.Items[d], index.Board.Tasks[d].Key)}"
        : $"depends on {index.Items[place].DependsOn[which]}, which is not on the board";

    private static Sentence Named(TaskItem task, string key) => task switch
    {
        { Held: true } => $"{key}, which is held because of what stands in tasks.json",
        { State: TaskState.Failed } => $"{key}, which FAILED",
        { State: TaskState.Cancelled } => $"{key}, which was CANCELLED",
        _ => $"{key} ({task.State.ToWord()})",
    };

    private static Sentence List(Sentence[] names) =>
        names.Length <= Shown ? Sentence.Join(", ", names) : $"{Sentence.Join(", ", names.Take(Shown))} and {names.Length - Shown} more";
}
