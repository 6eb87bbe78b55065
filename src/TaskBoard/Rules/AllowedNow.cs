using static TaskBoard.TaskState;

namespace TaskBoard.Rules;

/// <summary>Which commands would be accepted of an agent as things stand: what the state allows, less what the task waits for and others hold.</summary>
internal static class AllowedNow
{
    /// <summary>The refusal of a command: the state, who holds the task, and what is allowed.</summary>
    public static TransitionRefusedException Refusal(BoardView view, TaskItem task, ChangeBy by, string command, string? because = null)
    {
        var reasons = HeldBackBy(view, task, by);
        var allowed = Of(view, task, by, reasons);
        return new(task.Id.Value, task.State, task.AssignedTo, allowed,
            $"Cannot {command} task '{task.Id}': {because ?? $"it is {Standing(task)}"}.{(reasons.Count > 0 ? $" It is not ready: {string.Join("; ", reasons)}." : "")} "
            + $"Allowed now: {string.Join(", ", allowed)}.");
    }

    /// <summary>The commands.</summary>
    private static string[] Of(BoardView view, TaskItem task, ChangeBy by, IReadOnlyList<Sentence> reasons)
    {
        var holder = Holding.HolderOf(task);
        var allowed = Transitions.AllowedIn(task.State).Where(command => command == Command.Cancel || task.State switch
        {
            Pending => reasons.Count == 0,
            Claimed or InProgress when command == Command.Claim => holder is null || holder == by.Agent || Leases.IsOver(view, task),

            // By id alone, whoever comes with the work done.
            InProgress when command == Command.Complete => holder is null || holder == by.Agent,
            Claimed or InProgress => holder == by.Agent && (command != Command.Start || IsFree(view, task)),
            _ => true,
        });
        return [.. allowed, .. Retries.Rests(task) && task.NotBefore > view.Now ? [Command.Retry] : Array.Empty<string>()];
    }

    /// <summary>Whether nothing that the task waits for keeps its holder from beginning.</summary>
    private static bool IsFree(BoardView view, TaskItem task) =>
        view.Content.Find(task.Id.Value) is { } content && Readiness.HeldBackBy(view.Content, content, view.Now).Count == 0;

    /// <summary>What holds a PENDING task back from the agent. Its persona is asked of nobody: whoever claims can name it.</summary>
    private static IReadOnlyList<Sentence> HeldBackBy(BoardView view, TaskItem task, ChangeBy by) =>
        task.State == Pending && view.Content.Find(task.Id.Value) is { } content
            ? Claiming.HeldBackBy(view, view.Content, content, by, new ClaimOptions { Persona = task.Persona })
            : [];

    private static string Standing(TaskItem task) => (task.State, task.AssignedTo) switch
    {
        (Pending, null) => "PENDING, and nobody has claimed it",
        (Pending, { } agent) => $"PENDING, meant for {agent}, and not claimed",
        (Claimed or InProgress, null) => $"{task.State.ToWord()}, and nobody holds it",
        (Claimed or InProgress, { } agent) => $"{task.State.ToWord()}, held by {agent}",
        (_, null) => task.State.ToWord(),
        (_, { } agent) => $"{task.State.ToWord()}, last held by {agent}",
    };
}
