using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>In whose hands a task is, and whether somebody may act on it.</summary>
internal static class Holding
{
    /// <summary>Whether the task is claimed or being worked on, whoever holds it.</summary>
    public static bool IsTaken(TaskItem task) => task.State is TaskState.Claimed or TaskState.InProgress;

    /// <summary>Who holds the task, or whom it is meant for; null: nobody.</summary>
    public static string? AgentOf(TaskItem task) => string.IsNullOrEmpty(task.AssignedTo) ? null : task.AssignedTo;

    /// <summary>Who has the task in hand; null: nobody.</summary>
    public static string? HolderOf(TaskItem task) => IsTaken(task) ? AgentOf(task) : null;

    /// <summary>Demands that the caller holds the task, with the current claim where one is named.</summary>
    /// <exception cref="ClaimLostException">Somebody else does, or the claim is over.</exception>
    /// <exception cref="TransitionRefusedException">Nobody does.</exception>
    public static void Demand(BoardView view, TaskItem task, TaskRef named, ChangeBy by, string command)
    {
        if (named.Attempt is { } attempt && (attempt != task.Attempts || task.State == TaskState.Pending || (IsTaken(task) && HolderOf(task) is null)))
        {
            throw Lost(view, task, named, by, command);
        }

        if (HolderOf(task) is not { } holder)
        {
            throw AllowedNow.Refusal(view, task, by, command);
        }

        if (holder != by.Agent)
        {
            throw Lost(view, task, named, by, command);
        }
    }

    /// <summary>
    /// The refusal of somebody who does not hold the task, or not by the claim that was named: who has it now and since when, or who ended it, and what to do.
    /// </summary>
    public static ClaimLostException Lost(BoardView view, TaskItem task, TaskRef named, ChangeBy by, string command) =>
        Lost(task, named, by, command, Leases.Of(view, task)?.GrantedAt, view.HighestAttempt(task.Id.Value) ?? 0);

    /// <summary>
    /// The refusal to answer a claim once more, by its request key, that is over meanwhile: whoever was told of it would do the work a second time.
    /// </summary>
    /// <param name="task">The task as it is now; null: it is not on the board any more.</param>
    /// <param name="claim">The claim that the key stands for.</param>
    /// <param name="by">Who repeats it.</param>
    public static ClaimLostException Over(TaskItem? task, ClaimHandle claim, ChangeBy by)
    {
        const string Again = "A new request key makes a new claim.";
        if (task is null)
        {
            return new(claim.Task.Value, null, claim.Attempt, null, $"Task '{claim.Task}' was claimed as {claim} and is not on the board any more: somebody took it off by hand. Claim another.");
        }

        var lost = Lost(task, claim, by, "repeat the claim of", grantedAt: null, highest: claim.Attempt);
        return new(task.Id.Value, lost.HeldBy, task.Attempts, lost.Since, $"{lost.Message} {Again}");
    }

    private static ClaimLostException Lost(TaskItem task, TaskRef named, ChangeBy by, string command, DateTimeOffset? grantedAt, int highest)
    {
        var holder = HolderOf(task);
        DateTimeOffset? since = holder is null ? null : SinceWhen(task, holder) ?? grantedAt;
        var now = holder is not null
            ? $"{(holder == by.Agent ? $"you ({holder}) have" : $"{holder} has")} it{(since is { } time ? $" since {Timestamps.Write(time)}" : "")} ({Claim(task)}, {task.State.ToWord()})"
            : IsTaken(task) || task.State == TaskState.Pending ? $"nobody has it now, it is {task.State.ToWord()}{LastStep(task)}"
            : $"it is {task.State.ToWord()}{By(task)}{LastStep(task)}";
        var next = holder is null
            ? IsTaken(task) || task.State == TaskState.Pending ? "Claim it again to go on." : "Claim another task."
            : holder != by.Agent ? "Leave it to them, or claim another task."
            : task.Attempts > 0 ? $"Your handle is {new ClaimHandle(task.Id, task.Attempts)}: use it."
            : "Name it by its id alone, or claim it to have a handle.";
        return new(task.Id.Value, holder, task.Attempts, since, $"Cannot {command} task '{task.Id}': {now}.{Named(task, named, by, highest)} {next}");
    }

    /// <summary>The refusal to prolong a claim that has come to the end of its longest run.</summary>
    public static ClaimLostException RunOut(BoardView view, TaskItem task, ChangeBy by) => new(
        task.Id.Value, by.Agent, task.Attempts, SinceWhen(task, by.Agent) ?? Leases.Of(view, task)?.GrantedAt,
        $"Cannot renew the claim of task '{task.Id}': {HasRunOut(view, task)}");

    /// <summary>That a claim has come to the end of its longest run, and what to do.</summary>
    public static Sentence HasRunOut(BoardView view, TaskItem task) =>
        $"{new ClaimHandle(task.Id, task.Attempts)} has come to the end of its longest run{EndOfRun(view, task)}, and whoever claims next may have the task. Until then a result is still accepted; else release it, or claim it again.";

    private static Sentence EndOfRun(BoardView view, TaskItem task) =>
        Leases.Of(view, task)?.MaxRunAt is { } end ? $" ({Timestamps.Write(end)})" : Sentence.Own("");

    /// <summary>What is wrong with the claim that was named. A restored file may count fewer than there were.</summary>
    private static string Named(TaskItem task, TaskRef named, ChangeBy by, int highest) => named.Attempt switch
    {
        null => "",
        { } attempt when attempt > Math.Max(task.Attempts, highest) => $" There is no claim {named}.",
        { } attempt when attempt == task.Attempts && HolderOf(task) is { } holder && holder != by.Agent => $" The claim {named} is not yours.",
        _ => $" The claim {named} is over.",
    };

    /// <summary>Who brought the task where it is, and when.</summary>
    private static string By(TaskItem task) => EntryText.LastStep(task) is { AgentId: { Length: > 0 } agent } step
        ? $", by {agent}{(step.Timestamp is { } time ? $" at {Timestamps.Write(time)}" : "")}"
        : AgentOf(task) is { } last ? $", last held by {last}" : "";

    private static string LastStep(TaskItem task) => EntryText.LastStep(task)?.Details is { Length: > 0 } details ? $" ({details})" : "";

    private static string Claim(TaskItem task) => task.Attempts > 0 ? $"claim {new ClaimHandle(task.Id, task.Attempts)}" : "no claim, put so in the file";

    /// <summary>Since when the holder has the task; null: the file does not say.</summary>
    public static DateTimeOffset? SinceWhen(TaskItem task, string holder) =>
        task.History.LastOrDefault(e => e.Event == BoardEventKind.Assigned && e.AgentId == holder)?.Timestamp;
}
