using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>Which tasks an agent may claim, and the claim itself.</summary>
internal static class Claiming
{
    /// <summary>
    /// What the agent may be given, best first: ready tasks, tasks in progress that nobody holds, and tasks whose claim
    /// outlived its lease, as far as they are meant for this agent and touch nothing that others have in hand.
    /// </summary>
    public static IEnumerable<TaskContent> Candidates(BoardView view, ChangeBy by, ClaimOptions options)
    {
        var touched = TouchedPaths.Of(view, view.Content, by.Agent);
        return Readiness.InOrder(view.Content, view.Now, touched, view.Settings.ClaimOrder, task =>
            IsFree(view, task, by)
            && MeantForOthers(task, by, options).Count == 0
            && options.Labels.All(task.Labels.Contains)
            && !options.Except.Contains(task.Id));
    }

    /// <summary>What holds a PENDING task back from this agent, each as a sentence; empty: nothing.</summary>
    public static IReadOnlyList<Sentence> HeldBackBy(BoardView view, BoardContent board, TaskContent task, ChangeBy by, ClaimOptions options) =>
    [
        .. Readiness.HeldBackBy(board, task, view.Now, TouchedPaths.Of(view, board, by.Agent)),
        .. MeantForOthers(task.Item, by, options),
    ];

    /// <summary>The refusal of a task that is held back: first what would make it ready, last how to do without.</summary>
    public static TaskNotReadyException NotReady(BoardView view, TaskItem task, IReadOnlyList<Sentence> reasons, string command)
    {
        // What somebody said must not go on is no agent's to pass over.
        var last = command == Command.Start ? $" It stays yours: {Command.Start} it when that has changed, or {Command.Release} it."
            : !string.IsNullOrEmpty(task.Blocked) ? ""
            : $" To {command} it all the same{(command == Command.Claim ? ":" : ", claim it first with")} --override.";
        return new(task.Id.Value, reasons, $"Cannot {command} task '{task.Id}', which is not ready: {string.Join("; ", reasons)}.{string.Concat(NextSteps(view, task, reasons).Select(s => " " + s))}{last}");
    }

    private static IEnumerable<string> NextSteps(BoardView view, TaskItem task, IReadOnlyList<Sentence> reasons)
    {
        if (!string.IsNullOrEmpty(task.Blocked))
        {
            yield return $"When it can go on: 'taskboard unblock {task.Id}'.";
        }

        if (task.NotBefore > view.Now && Retries.Rests(task))
        {
            yield return $"It rests after a failure; 'taskboard retry {task.Id}' ends that.";
        }

        if (reasons.Any(r => r.Text.StartsWith("waits for ", StringComparison.Ordinal) || r.Text.StartsWith("depends on ", StringComparison.Ordinal)))
        {
            yield return $"What to do first: 'taskboard explain {task.Id}'.";
        }

        if (reasons.Any(r => r.Text.StartsWith("asks for the persona ", StringComparison.Ordinal)))
        {
            yield return $"Whoever is that persona says so: --persona {task.Persona}.";
        }
    }

    /// <summary>The task in this agent's hands, by a new attempt, whose number was never given out for this id.</summary>
    public static TaskContent Take(BoardView view, TaskContent task, ChangeBy by, bool hold, bool overriding)
    {
        var item = task.Item;
        var attempt = Math.Max(item.Attempts, view.HighestAttempt(item.Id.Value) ?? 0) + 1;
        if (attempt > TaskItem.MostAttempts)
        {
            throw new InvalidRequestException($"Task '{item.Id}' was claimed {attempt - 1} times by its \"attempts\", and cannot be once more. Add it anew under another id.");
        }

        var to = hold && item.State != TaskState.InProgress ? TaskState.Claimed : TaskState.InProgress;
        return new TaskAmendment(task, view, by)
            .Move(to, Command.Claim)
            .Assign(by.Agent)
            .PutNumber("attempts", attempt)
            .Record(BoardEventKind.Assigned, EntryText.With(EntryText.Claimed(attempt, overriding), by.Reason))
            .Task;
    }

    /// <summary>Why a task that is ready is not for this agent, each as a sentence; null for the agent: what keeps anybody.</summary>
    public static IReadOnlyList<Sentence> MeantForOthers(TaskItem task, ChangeBy? by, ClaimOptions options)
    {
        var reasons = new List<Sentence>();
        if (task.State == TaskState.Pending && Holding.AgentOf(task) is { } agent && agent != by?.Agent)
        {
            reasons.Add($"meant for {agent}");
        }

        if (!string.IsNullOrEmpty(task.Persona) && task.Persona != options.Persona)
        {
            reasons.Add($"asks for the persona {task.Persona}");
        }

        return reasons;
    }

    private static bool IsFree(BoardView view, TaskItem task, ChangeBy by) => !Holding.IsTaken(task)
        ? task.State == TaskState.Pending
        : Holding.AgentOf(task) is not { } agent || (agent != by.Agent ? Leases.IsOver(view, task) : Leases.HasRunOut(view, task));
}
