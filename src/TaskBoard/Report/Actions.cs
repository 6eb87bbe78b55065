using TaskBoard.Rules;

namespace TaskBoard.Report;

/// <summary>What happened: day by day, newest first, by whom, with each task once per verb.</summary>
internal static class Actions
{
    private const string Completed = "completed";
    private const string Claimed = "claimed";
    private const string Started = "started";
    private const string WorkedOn = "worked on";
    private const string Wrote = "wrote the status of";

    /// <summary>The verbs, in the order in which they are told.</summary>
    private static readonly string[] Verbs =
    [
        Completed, "failed", "failed an attempt at", "lost", "gave back", Claimed, Started, WorkedOn, "added", "imported", "assigned", "changed", Wrote, "reopened",
        "retried", "cancelled", "removed", "met a conflict in", "restored",
    ];

    /// <summary>Verbs of which people ask why.</summary>
    private static readonly HashSet<string> NeedDetails = ["failed", "failed an attempt at", "lost", "cancelled", "met a conflict in"];

    /// <summary>What happened.</summary>
    public static IEnumerable<ReportedAction> Of(ReportView view) => view.Source.Events
        .Select(e => (Event: e, What: VerbOf(e)))
        .Where(e => e.What is not null)
        .GroupBy(e => DateOnly.FromDateTime(e.Event.OccurredAt.UtcDateTime))
        .OrderByDescending(day => day.Key)
        .SelectMany(day => day.GroupBy(e => Who(e.Event)).SelectMany(who => OfOne(view, day.Key, who.Key, [.. who])));

    private static IEnumerable<ReportedAction> OfOne(ReportView view, DateOnly day, string who, (BoardEvent Event, string? What)[] events)
    {
        var finished = Tasks(events, Completed, "failed", "failed an attempt at", "lost", "gave back");
        var begun = Tasks(events, Claimed, Started);
        begun.UnionWith(finished);
        foreach (var verb in events.Select(e => e.What!).Distinct().OrderBy(v => Array.IndexOf(Verbs, v)))
        {
            var left = verb is Claimed or Started ? finished : verb == WorkedOn ? begun : [];
            var about = events.Where(e => e.What == verb && !(e.Event.Task is { } task && left.Contains(task))).ToArray();

            // Of what somebody did to a task several times in a day, the last word counts.
            var last = about.GroupBy(e => e.Event.Task, e => e.Event).Select(g => (Task: g.Key, Event: g.Last())).ToArray();
            if (last.Length > 0)
            {
                yield return new ReportedAction(day, who, verb, last.Where(l => l.Task is not null).Select(l => Named(view, l.Task!)).ToValueList())
                {
                    Details = NeedDetails.Contains(verb) || last is [(null, _)] ? last.Select(l => Reason(l.Event.Details)).ToValueList()
                        : verb == Wrote ? last.Select(l => (string?)$"{l.Event.ToStatus} (was {l.Event.FromStatus})").ToValueList()
                        : [],
                };
            }
        }
    }

    /// <summary>What was said, without the verb before it.</summary>
    public static string? Reason(string? details) =>
        details is null || !(details.StartsWith("failed", StringComparison.Ordinal) || details.StartsWith("cancelled", StringComparison.Ordinal)) ? details
        : details.IndexOf(": ", StringComparison.Ordinal) is > 0 and var at ? details[(at + 2)..]
        : null;

    private static HashSet<string> Tasks(IEnumerable<(BoardEvent Event, string? What)> events, params string[] verbs) =>
        events.Where(e => verbs.Contains(e.What)).Select(e => e.Event.Task).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>A task that may be off the board by now.</summary>
    private static ReportedTask Named(ReportView view, string id) =>
        view.Index.Board.PlaceOf(id) is >= 0 and var place ? view.Task(place) : new ReportedTask(id, "", TaskState.Cancelled);

    /// <summary>Who did it. That a lease ended is put on record by whoever found it so: it happened to the one who had the task.</summary>
    private static string Who(BoardEvent e) => (e.Source == BoardEventSource.Monitor ? EntryText.AgentOfExpired(e.Details) : null) ?? e.Agent ?? (e.Source == BoardEventSource.HandEdit ? "(hand edit)" : $"({e.Source})");

    /// <summary>What somebody did; null: not worth a word.</summary>
    private static string? VerbOf(BoardEvent e) => e.Event switch
    {
        BoardEventKind.Created => "added",
        BoardEventKind.Imported => "imported",
        BoardEventKind.Deleted => "removed",
        BoardEventKind.Conflict => "met a conflict in",
        BoardEventKind.Restored => "restored",
        BoardEventKind.Assigned => Words.ParseState(e.ToStatus) is TaskState.Claimed or TaskState.InProgress && e.FromStatus != e.ToStatus ? Claimed : "assigned",

        // A word that means no state was put right in the file: nobody had the task, and nothing was done for it.
        BoardEventKind.StatusChanged when e is { Source: BoardEventSource.HandEdit, FromStatus: { } from } && Words.ParseState(from) is null => Wrote,
        BoardEventKind.StatusChanged => StateVerb(e),
        BoardEventKind.Updated when e.Task is not null => e.Details is { } details && (details.StartsWith("progress ", StringComparison.Ordinal) || details.StartsWith("noted", StringComparison.Ordinal))
            ? WorkedOn
            : "changed",
        _ => null,
    };

    private static string StateVerb(BoardEvent e) => Words.ParseState(e.ToStatus) switch
    {
        TaskState.Completed => Completed,
        TaskState.Failed => e.Source == BoardEventSource.Monitor ? "lost" : "failed",
        TaskState.Cancelled => "cancelled",
        TaskState.Claimed or TaskState.InProgress => Started,
        _ => Words.ParseState(e.FromStatus) switch
        {
            TaskState.Failed => "retried",
            TaskState.Completed or TaskState.Cancelled => "reopened",
            _ when e.Source == BoardEventSource.Monitor => "lost",
            _ when e.Details?.StartsWith("failed ", StringComparison.Ordinal) == true => "failed an attempt at",
            _ => "gave back",
        },
    };
}
