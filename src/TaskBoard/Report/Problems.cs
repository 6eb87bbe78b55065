using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.Report;

/// <summary>What somebody should look at.</summary>
internal static class Problems
{
    /// <summary>What went wrong as a whole, then with the work, then what stands wrong in the file, then what went wrong since the report begins.</summary>
    public static IEnumerable<string> Of(ReportView view) =>
    [
        .. Whole(view),
        .. Lost(view).Select(id => $"Nothing was heard of agent {id} for too long."),
        .. view.Places.SelectMany(p => OfTask(view, p)),
        .. view.Source.Board.Check().Where(f => f.IsProblem && view.Source.Board.Readable).Select(f => f.ToString()),
        .. view.Source.Events.Select(Happened).OfType<string>(),
    ];

    private static IEnumerable<string> Whole(ReportView view)
    {
        var board = view.Source.Board;
        if (!board.Readable)
        {
            yield return $"tasks.json cannot be read; this is the last good revision{(board.Revision is { } revision ? $" ({revision})" : "")}, from the history.";
            foreach (var problem in board.Problems)
            {
                yield return problem.ToString();
            }
        }

        foreach (var trouble in view.Source.Troubles)
        {
            yield return trouble;
        }
    }

    /// <summary>
    /// The silent agents for which there is something to do, or for their persona: one with nothing to do may have gone without a word, as short programs do.
    /// </summary>
    private static IEnumerable<string> Lost(ReportView view)
    {
        var busy = view.Places.Where(p => !view.IsFinished(p)).Select(view.WorkerOf).ToHashSet(StringComparer.Ordinal);
        return view.Source.Agents.Where(a => a.IsLost && (busy.Contains(a.Id) || (view.PersonaOf.TryGetValue(a.Id, out var persona) && busy.Contains(persona)))).Select(a => a.Id).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> OfTask(ReportView view, int place)
    {
        var task = view.Index.Items[place];
        if (task is { Held: false, State: TaskState.Failed })
        {
            var why = Actions.Reason(EntryText.LastStep(task)?.Details) is { Length: > 0 } details ? $": {details}" : ".";
            yield return $"Task {view.KeyOf(place)} ({task.Title}) FAILED{why}";
        }

        if (view.IsInHand(place) && view.StandingOf(place) is { IsExpired: true })
        {
            yield return $"The lease of task {view.KeyOf(place)} ({task.Title}), which {Holding.AgentOf(task) ?? "nobody"} has, is over.";
        }
    }

    private static string? Happened(BoardEvent e) => e.Event is BoardEventKind.Conflict or BoardEventKind.LockBroken or BoardEventKind.HistoryRepaired or BoardEventKind.HistoryRebuilt
        ? $"{Timestamps.Write(e.OccurredAt)} {e.Event}{(e.Task is { } task ? $" {task}" : "")}{(e.Details is { Length: > 0 } details ? $": {details}" : "")}"
        : null;
}
