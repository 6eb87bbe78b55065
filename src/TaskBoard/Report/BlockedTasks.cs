namespace TaskBoard.Report;

/// <summary>What cannot go on, and by what.</summary>
internal static class BlockedTasks
{
    private const int BottlenecksShown = 3;

    /// <summary>First what does not come free by itself, then the rest, in the order of the file. Who waits only for what the parent waits for, or for subtasks, is left out.</summary>
    public static IEnumerable<BlockedTask> Of(ReportView view) => view.Places
        .Where(p => Waits(view, p))
        .Select(p => Blocked(view, p))
        .Where(b => b.Because.Count > 0 || b.WaitsFor.Count > 0)
        .OrderBy(b => !b.IsStuck);

    /// <summary>What at least two others wait for, the most first. Subtasks that wait for what their parent waits for count with it.</summary>
    public static IEnumerable<Bottleneck> Bottlenecks(ReportView view) => view.Places
        .Where(p => Waits(view, p))
        .SelectMany(p => Own(view, p))
        .Select(view.Index.Board.PlaceOf)
        .Where(p => p >= 0)
        .CountBy(p => p)
        .Where(p => p.Value > 1)
        .OrderByDescending(p => p.Value)
        .ThenBy(p => p.Key)
        .Take(BottlenecksShown)
        .Select(p => new Bottleneck(view.Task(p.Key), p.Value));

    private static bool Waits(ReportView view, int place) =>
        !view.IsFinished(place) && !view.Index.Items[place].Held && view.StandingOf(place) is { Ready: false, WaitingBecause.Count: > 0 };

    private static BlockedTask Blocked(ReportView view, int place)
    {
        var own = Own(view, place).Select(id => (Id: id, Place: view.Index.Board.PlaceOf(id))).ToArray();
        var tasks = own.Where(o => o.Place >= 0).Select(o => o.Place).ToArray();
        var (standing, reasons) = (view.StandingOf(place)!, new List<string>());
        reasons.AddRange(standing.WaitingBecause.Where(reason => IsNoWait(reason) && (standing.WaitingFor.Count == 0 || !IsTouch(reason))));
        reasons.AddRange(own.Where(o => o.Place < 0).Select(o => $"waits for {o.Id}, which is not on the board"));
        var stuck = reasons.Exists(r => !ComesByItself(r)) || Array.Exists(tasks, p => view.Index.Items[p] is { Held: true } or { State: TaskState.Failed or TaskState.Cancelled });
        return new BlockedTask(view.Task(place), stuck, reasons.ToValueList(), tasks.Select(view.Task).ToValueList());
    }

    /// <summary>What the task waits for beside its subtasks, where its parent does not wait for the same.</summary>
    private static IEnumerable<string> Own(ReportView view, int place)
    {
        var waits = view.Task(place).WaitsFor;
        if (view.Index.Parent[place] is >= 0 and var parent && Waits(view, parent))
        {
            var above = view.StandingOf(parent)!.WaitingFor.ToHashSet(StringComparer.Ordinal);
            return waits.Where(id => !above.Contains(id));
        }

        return waits;
    }

    /// <summary>A time comes, and whoever touches the same files will have done.</summary>
    private static bool ComesByItself(string reason) =>
        reason.StartsWith("not before ", StringComparison.Ordinal) || IsTouch(reason);

    /// <summary>What others have in hand matters to who could begin otherwise: until then they may long have done.</summary>
    private static bool IsTouch(string reason) => reason.StartsWith("touches ", StringComparison.Ordinal);

    /// <summary>Waits for tasks are told with the tasks.</summary>
    private static bool IsNoWait(string reason) =>
        !reason.StartsWith("waits for ", StringComparison.Ordinal) && !reason.StartsWith("depends on ", StringComparison.Ordinal);
}
