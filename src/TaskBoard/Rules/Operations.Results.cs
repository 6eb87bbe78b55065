using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Rules;

/// <content>How an attempt ends: complete, fail.</content>
internal static partial class Operations
{
    public static BoardOperation Complete(TaskRef task, TaskResult? result, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse(Requests.ResultFaults(result).ToArray(), task.Id.Value);
        return view =>
        {
            var content = Lookup.Changeable(view.Content, task.Id);
            var item = content.Item;
            if (item.State == TaskState.Completed && (task.Attempt ?? item.Attempts) == item.Attempts && Completer(view, item) == by.Agent)
            {
                return Already(view, item) with
                {
                    Warnings = result is null || item.Result?.Summary == result.Summary ? [] : [Sentence.Own("The task was completed before, with another result; that one stays.")],
                };
            }

            if (Expiry.Ended(item, task, by))
            {
                return Completed(view, content, result, by, NoLeases, late: true);
            }

            if (task.Attempt is null && IsUnclaimed(item))
            {
                return CompleteUnclaimed(view, content, result, by);
            }

            Holding.Demand(view, item, task, by, Command.Complete);
            return Completed(view, content, result, by, Leases.Ended(item.Id), Leases.IsOver(view, item)) with
            {
                Warnings = Readiness.HeldBackBy(view.Content, content, view.Now) is { Count: > 0 } reasons
                    ? [$"Completed, although {Sentence.Join("; ", reasons)}."]
                    : [],
            };
        };
    }

    public static BoardOperation Fail(TaskRef task, string reason, bool retry, ChangeBy by)
    {
        Requests.CheckAgent(by);
        Requests.Refuse(string.IsNullOrWhiteSpace(reason) ? ["Say why it failed; the next one to try will read it."] : [], task.Id.Value);
        return view =>
        {
            var content = Lookup.Changeable(view.Content, task.Id);
            var item = content.Item;
            if (item.State is TaskState.Pending or TaskState.Failed && IsLastStepOf(item, task, by, EntryText.Failed(item.Attempts)))
            {
                return Already(view, item) with { Warnings = retry || item.State == TaskState.Failed ? [] : [NotGivenUp(item.Id)] };
            }

            Holding.Demand(view, item, task, by, Command.Fail);
            var late = Leases.IsOver(view, item);
            var failures = Math.Min(item.Failures + 1, TaskItem.MostAttempts);
            var again = retry && failures < (item.MaxAttempts ?? view.Settings.MaxAttempts);
            var details = EntryText.With(EntryText.Failed(item.Attempts) + LateText(late), reason);
            var amendment = new TaskAmendment(content, view, by)
                .Move(again ? TaskState.Pending : TaskState.Failed, Command.Fail)
                .PutNumber("failures", failures)
                .Clear("progress")
                .Note($"attempt {item.Attempts} failed: {reason}");
            if (again)
            {
                amendment.Assign(null).PutText("not_before", Retries.NotBefore(view, item, failures) is { } time ? Timestamps.Write(time) : null);
            }

            else
            {
                amendment.Finish();
            }

            return Changed(view, amendment.Record(BoardEventKind.StatusChanged, details).Task, details, Leases.Ended(item.Id), by with { Reason = null }, mayFreeOthers: true) with
            {
                Late = late,
            };
        };
    }

    /// <summary>That an attempt which is on record as failed is not made the last one by saying so again.</summary>
    private static Sentence NotGivenUp(TaskId task) =>
        $"The attempt is on record as failed already, and the task will be tried again, once it has rested. To give it up: 'taskboard cancel {task}'.";

    /// <summary>Who completed a task. Where finished tasks do not say so, the last step in their history does.</summary>
    private static string? Completer(BoardView view, TaskItem task) =>
        Holding.AgentOf(task) ?? (view.Settings.ClearAssignedTo ? EntryText.LastStep(task)?.AgentId : null);

    /// <summary>Refuses a completion that shows nothing, where the board demands that it does.</summary>
    private static void DemandEvidence(BoardView view, TaskItem task, TaskResult? result)
    {
        if (view.Settings.RequireEvidence && task.Acceptance.Count > 0 && (result?.Evidence is not { } evidence || Requests.Compact(evidence) is null or "null" or "[]" or "{}" or "\"\""))
        {
            throw new EvidenceRequiredException(task.Id.Value, task.Acceptance);
        }
    }

    private static string LateText(bool late) => late ? ", after its lease had ended" : "";

    private static bool IsUnclaimed(TaskItem task) =>
        task.State == TaskState.Pending || (task.State == TaskState.InProgress && Holding.HolderOf(task) is null);

    /// <summary>Claims and completes in one change, as a person at the keyboard does.</summary>
    private static Decision CompleteUnclaimed(BoardView view, TaskContent task, TaskResult? result, ChangeBy by)
    {
        // Which persona a person plays is not asked when they come with the work done.
        var anyPersona = new ClaimOptions { Persona = task.Item.Persona };
        if (task.Item.State == TaskState.Pending && Claiming.HeldBackBy(view, view.Content, task, by, anyPersona) is { Count: > 0 } reasons)
        {
            throw Claiming.NotReady(view, task.Item, reasons, Command.Complete);
        }

        return Completed(view, Claiming.Take(view, task, by with { Reason = null }, hold: false, overriding: false), result, by, NoLeases, late: false);
    }

    private static Decision Completed(
        BoardView view, TaskContent task, TaskResult? result, ChangeBy by, IReadOnlyDictionary<string, Lease?> leases, bool late)
    {
        DemandEvidence(view, task.Item, result);
        var details = EntryText.With($"completed{LateText(late)}", string.IsNullOrWhiteSpace(result?.Summary) ? by.Reason : result.Summary);
        var amendment = new TaskAmendment(task, view, by)
            .Move(TaskState.Completed, Command.Complete)
            .Assign(by.Agent)
            .Clear("progress", "100")
            .Clear("blocked")
            .Clear("not_before")
            .Finish();
        _ = result is null ? amendment.Clear("result") : amendment.Put("result", ResultJson(result));
        return Changed(view, amendment.Record(BoardEventKind.StatusChanged, details).Task, details, leases, by with { Reason = null }, mayFreeOthers: true) with
        {
            Late = late,
        };
    }

    private static string ResultJson(TaskResult result)
    {
        var properties = new List<KeyValuePair<string, string>> { new("summary", JsonText.Quote(result.Summary)) };
        if (result.Evidence is { } evidence)
        {
            properties.Add(new("evidence", Requests.Compact(evidence)!));
        }

        if (result.Artifacts.Count > 0)
        {
            properties.Add(new("artifacts", JsonText.Strings(result.Artifacts)));
        }

        return JsonText.Object(properties);
    }
}
