namespace TaskBoard;

/// <summary>The task that claiming would give an agent, as long as nothing changes.</summary>
/// <param name="Task">The task as it is now.</param>
/// <param name="Claim">The claim that it would be given as: the attempt is the next one that was never given out.</param>
/// <param name="Resumed">The agent holds it already, and would be given it back.</param>
/// <param name="Snapshot">The board that it was chosen from.</param>
public sealed record NextTask(TaskItem Task, ClaimHandle Claim, bool Resumed, BoardSnapshot Snapshot)
{
    /// <summary>What whoever works on it should read first.</summary>
    public TaskBrief Brief => TaskBrief.Of(Task, Snapshot);
}
