using static TaskBoard.TaskState;

namespace TaskBoard.Rules;

/// <summary>The table of transitions: every operation that moves a task goes through it, and nothing else is allowed.</summary>
internal static class Transitions
{
    private const string Ready = "ready, and meant for this agent or for anyone; or by id, overriding what holds it back";
    private const string Ownerless = "nobody holds it (boards made by hand or imported have such tasks)";
    private const string Holder = "the holder";
    private const string Late = "the late result of the attempt whose lease expired, before anybody else claimed";

    /// <summary>The table.</summary>
    public static IReadOnlyList<Transition> Table { get; } =
    [
        new(null, Pending, Command.Add, ""),
        new(Pending, InProgress, Command.Claim, Ready),
        new(Pending, Claimed, Command.Claim, $"to hold it: {Ready}"),
        new(InProgress, InProgress, Command.Claim, Ownerless),
        new(Claimed, Claimed, Command.Claim, $"to hold it: {Ownerless}"),
        new(Claimed, InProgress, Command.Claim, $"the holder, or {Ownerless}"),
        new(Claimed, InProgress, Command.Start, Holder),
        new(Claimed, Pending, Command.Release, Holder),
        new(InProgress, Pending, Command.Release, Holder),
        new(Claimed, Pending, Command.LeaseExpired, "the clock; attempts are left"),
        new(InProgress, Pending, Command.LeaseExpired, "the clock; attempts are left"),
        new(Claimed, Failed, Command.LeaseExpired, "the clock; attempts are used up"),
        new(InProgress, Failed, Command.LeaseExpired, "the clock; attempts are used up"),
        new(InProgress, Completed, Command.Complete, Holder),
        new(Pending, Completed, Command.Complete, $"by id alone, unclaimed and ready: claims and completes; or {Late}"),
        new(Failed, Completed, Command.Complete, Late),
        new(Claimed, Pending, Command.Fail, "the holder; attempts are left"),
        new(InProgress, Pending, Command.Fail, "the holder; attempts are left"),
        new(Claimed, Failed, Command.Fail, "the holder; attempts are used up, or not to be retried"),
        new(InProgress, Failed, Command.Fail, "the holder; attempts are used up, or not to be retried"),
        new(Pending, Cancelled, Command.Cancel, ""),
        new(Claimed, Cancelled, Command.Cancel, ""),
        new(InProgress, Cancelled, Command.Cancel, ""),
        new(Failed, Cancelled, Command.Cancel, ""),
        new(Failed, Pending, Command.Retry, ""),
        new(Completed, Pending, Command.Reopen, ""),
        new(Cancelled, Pending, Command.Reopen, ""),
    ];

    /// <summary>Whether <paramref name="command"/> may take a task from one state to the other.</summary>
    public static bool Allows(TaskState? from, TaskState to, string command) =>
        Table.Any(t => t.From == from && t.To == to && t.By == command);

    /// <summary>Whether anything at all may take a task from one state to another: what a person does by hand in the file is measured by it.</summary>
    public static bool Moves(TaskState from, TaskState to) => from != to && Table.Any(t => t.From == from && t.To == to);

    /// <summary>The commands that can move a task from this state, whoever may give them.</summary>
    public static IReadOnlyList<string> AllowedIn(TaskState state) =>
        Table.Where(t => t.From == state && t.By != Command.LeaseExpired && t.Condition != Late).Select(t => t.By).Distinct().ToArray();
}
