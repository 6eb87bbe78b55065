namespace TaskBoard.Rules;

/// <summary>One allowed change of state.</summary>
/// <param name="From">The state before; null: the task is not on the board yet.</param>
/// <param name="To">The state after.</param>
/// <param name="By">What does it (<see cref="Command"/>).</param>
/// <param name="Condition">When it is allowed, in words; empty: always.</param>
internal sealed record Transition(TaskState? From, TaskState To, string By, string Condition);

/// <summary>What moves tasks from state to state, by the names of the commands.</summary>
internal static class Command
{
    public const string Add = "add";
    public const string Claim = "claim";
    public const string Start = "start";
    public const string Release = "release";
    public const string Complete = "complete";
    public const string Fail = "fail";
    public const string Cancel = "cancel";
    public const string Retry = "retry";
    public const string Reopen = "reopen";

    /// <summary>Not a command: the clock.</summary>
    public const string LeaseExpired = "lease expired";
}
