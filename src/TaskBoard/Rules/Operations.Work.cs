using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <content>Working on a task: start, progress, release.</content>
internal static partial class Operations
{
    public static BoardOperation Start(TaskRef task, ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var content = Lookup.Changeable(view.Content, task.Id);
            var item = content.Item;
            Holding.Demand(view, item, task, by, Command.Start);
            if (item.State == TaskState.InProgress)
            {
                return Already(view, item, Leases.Renewed(view, item));
            }

            // A dependency may have been reopened since the task was reserved.
            if (!EntryText.LastStepIs(item, EntryText.Claimed(item.Attempts, overriding: true))
                && Readiness.HeldBackBy(view.Content, content, view.Now) is { Count: > 0 } reasons)
            {
                throw Claiming.NotReady(view, item, reasons, Command.Start);
            }

            return Changed(view, Started(view, content, by, Command.Start), StartedText(item), Leases.Renewed(view, item), by, mayFreeOthers: false);
        };
    }

    /// <summary>
    /// A sign of life of whoever holds the claim. A lease that has ended lives again as long as nobody acted on it; one that has come to the end of its
    /// longest run does not.
    /// </summary>
    public static BoardOperation Renew(ClaimHandle claim, ChangeBy by)
    {
        Requests.CheckAgent(by);
        return view =>
        {
            var item = Lookup.Changeable(view.Content, claim.Task).Item;
            if (item.Attempts != claim.Attempt || Holding.HolderOf(item) != by.Agent)
            {
                throw Holding.Lost(view, item, claim, by, "renew the claim of");
            }

            if (Leases.HasRunOut(view, item))
            {
                throw Holding.RunOut(view, item, by);
            }

            return Already(view, item, Leases.Renewed(view, item)) with { AlreadyDone = false };
        };
    }

    public static BoardOperation ReportProgress(TaskRef task, int? percent, string? note, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse([.. Requests.PercentFaults(percent), .. Requests.NoteFaults(note)], task.Id.Value);
        return view =>
        {
            var content = Lookup.Changeable(view.Content, task.Id);
            var item = content.Item;
            Holding.Demand(view, item, task, by, "report progress on");
            var news = note is not null && !IsLastNote(item, note, by) ? note : null;
            IReadOnlyList<Sentence> warnings = Leases.HasRunOut(view, item) ? [$"This does not prolong the claim: {Holding.HasRunOut(view, item)}"] : [];
            if (news is null && (percent is null || percent == item.Progress))
            {
                return Already(view, item, Leases.Renewed(view, item)) with { Warnings = warnings };
            }

            var amendment = new TaskAmendment(content, view, by);
            if (percent is { } number)
            {
                amendment.PutNumber("progress", number);
            }

            if (news is not null)
            {
                amendment.Note(news);
            }

            var details = EntryText.With(percent is null ? "noted" : $"progress {percent} %", news ?? by.Reason);
            return Changed(view, amendment.Record(BoardEventKind.Updated, details).Task, details, Leases.Renewed(view, item), by with { Reason = null }, mayFreeOthers: false) with
            {
                Warnings = warnings,
            };
        };
    }

    public static BoardOperation Release(TaskRef task, ChangeBy by, string? note = null)
    {
        Requests.CheckAgent(by);
        Requests.Refuse([.. Requests.NoteFaults(note)], task.Id.Value);
        return view =>
        {
            var content = Lookup.Changeable(view.Content, task.Id);
            var item = content.Item;
            if (item.State == TaskState.Pending && IsLastStepOf(item, task, by, EntryText.Released(item.Attempts)))
            {
                return Already(view, item);
            }

            Holding.Demand(view, item, task, by, Command.Release);
            var details = EntryText.Released(item.Attempts);
            return Changed(view, Released(view, content, by, note), details, Leases.Ended(item.Id), by, mayFreeOthers: true);
        };
    }

    private static TaskContent Started(BoardView view, TaskContent task, ChangeBy by, string command) => new TaskAmendment(task, view, by)
        .Move(TaskState.InProgress, command)
        .Record(BoardEventKind.StatusChanged, EntryText.With(StartedText(task.Item), by.Reason)).Task;

    private static string StartedText(TaskItem task) => $"started (attempt {task.Attempts})";

    /// <summary>Whether the newest step was this agent's, with the attempt that is named now, and its details begin so.</summary>
    private static bool IsLastStepOf(TaskItem task, TaskRef named, ChangeBy by, string text) =>
        (named.Attempt ?? task.Attempts) == task.Attempts
        && EntryText.LastStep(task)?.AgentId == by.Agent
        && EntryText.LastStepIs(task, text);

    private static bool IsLastNote(TaskItem task, string note, ChangeBy by) =>
        task.Notes.Count > 0 && task.Notes[^1] is { } last && last.Text == note && last.AgentId == by.Agent;
}
