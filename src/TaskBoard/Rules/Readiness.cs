using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Which tasks can be claimed now, and what holds the others back. Pure.</summary>
internal static class Readiness
{
    private const int Shown = 5;

    /// <summary>What holds a PENDING task back, each as a sentence that names what it waits for; empty: it is ready.</summary>
    public static IReadOnlyList<string> HeldBackBy(BoardContent board, TaskContent task, DateTimeOffset now)
    {
        var index = BoardIndex.Of(board);
        var place = board.PlaceOf(task.Key);
        var item = index.Items[place];
        var reasons = new List<string>();
        if (item.Held)
        {
            reasons.Add($"held because of what stands in tasks.json: {string.Join("; ", item.Problems)}");
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

    /// <summary>The keys of all ready tasks, in the order in which they would be claimed: priority, then oldest, then order in the file.</summary>
    public static IReadOnlyList<string> Ready(BoardContent board, DateTimeOffset now) =>
        InOrder(board, now, task => task.State == TaskState.Pending).Select(t => t.Key).ToArray();

    /// <summary>Tasks that nothing holds back, in the order in which they would be claimed, among those that are wanted.</summary>
    public static IEnumerable<TaskContent> InOrder(BoardContent board, DateTimeOffset now, Func<TaskItem, bool> wanted)
    {
        var index = BoardIndex.Of(board);
        return Enumerable.Range(0, index.Items.Length)
            .Where(i => wanted(index.Items[i]) && !(index.Items[i].NotBefore > now) && index.IsFree(i))
            .OrderBy(i => index.Items[i].Priority)
            // A task that does not say when it was made was made by hand: if it came last it might never get its turn.
            .ThenBy(i => index.Items[i].CreatedAt ?? DateTimeOffset.MinValue)
            .ThenBy(i => i)
            .Select(i => board.Tasks[i]);
    }

    /// <summary>The tasks that are ready after a change and were not before.</summary>
    public static IReadOnlyList<TaskId> Became(BoardContent before, BoardContent after, DateTimeOffset now)
    {
        if (ReferenceEquals(before, after))
        {
            return [];
        }

        var were = Ready(before, now).ToHashSet(StringComparer.Ordinal);
        return Ready(after, now).Where(key => !were.Contains(key)).Select(TaskId.Parse).ToArray();
    }

    private static void AddWaits(List<string> reasons, BoardIndex index, int place)
    {
        var already = reasons.Count;
        for (var i = 0; i < index.Dependencies[place].Length; i++)
        {
            if (!index.IsCompleted(index.Dependencies[place][i]))
            {
                reasons.Add(Wait(index, place, i));
            }
        }

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

    private static void AddInherited(List<string> reasons, BoardIndex index, int place)
    {
        var (seen, ancestor) = (new HashSet<int>(), index.Parent[place]);
        for (var said = 0; ancestor >= 0 && !index.GateOpen(ancestor) && said < Shown && seen.Add(ancestor); ancestor = index.Parent[ancestor])
        {
            var above = ancestor;
            var passed = index.PassedDown(above).ToHashSet();
            var unmet = Enumerable.Range(0, index.Dependencies[above].Length)
                .Where(i => passed.Contains(index.Dependencies[above][i]) && !index.IsCompleted(index.Dependencies[above][i]))
                .Select(i => index.Dependencies[above][i] is >= 0 and var d
                    ? Named(index.Items[d], index.Board.Tasks[d].Key)
                    : $"{index.Items[above].DependsOn[i]}, which is not on the board")
                .ToArray();
            if (unmet.Length > 0)
            {
                var who = above == index.Parent[place] ? "its parent" : "its ancestor";
                reasons.Add($"waits for what {who} {index.Board.Tasks[above].Key} waits for: {List(unmet)}");
                said++;
            }
        }
    }

    private static string Wait(BoardIndex index, int place, int which) => index.Dependencies[place][which] is >= 0 and var d
        ? $"waits for {Named(index.Items[d], index.Board.Tasks[d].Key)}"
        : $"depends on {index.Items[place].DependsOn[which]}, which is not on the board";

    private static string Named(TaskItem task, string key) => task switch
    {
        { Held: true } => $"{key}, which is held because of what stands in tasks.json",
        { State: TaskState.Failed } => $"{key}, which FAILED",
        { State: TaskState.Cancelled } => $"{key}, which was CANCELLED",
        _ => $"{key} ({task.State.ToWord()})",
    };

    private static string List(string[] names) =>
        names.Length <= Shown ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Shown))} and {names.Length - Shown} more";
}
