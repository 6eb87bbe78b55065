namespace TaskBoard;

/// <summary>
/// A task as named by whoever acts on it: by claim handle (the claim must then be the current one), or by id alone (a person at the
/// keyboard; the agent must then be the one the task is assigned to). Both convert to it.
/// </summary>
/// <param name="Id">The task.</param>
/// <param name="Attempt">The number of the claim; null: named by id alone.</param>
public readonly record struct TaskRef(TaskId Id, int? Attempt)
{
    /// <summary>Names a task by its id.</summary>
    public static implicit operator TaskRef(TaskId id) => new(id, null);

    /// <summary>Names a task by a claim.</summary>
    public static implicit operator TaskRef(ClaimHandle handle) => new(handle.Task, handle.Attempt);

    /// <summary>Names a task by its id.</summary>
    public static TaskRef FromTaskId(TaskId id) => id;

    /// <summary>Names a task by a claim.</summary>
    public static TaskRef FromClaimHandle(ClaimHandle handle) => handle;

    /// <inheritdoc/>
    public override string ToString() => Attempt is { } attempt ? new ClaimHandle(Id, attempt).ToString() : Id.ToString();
}
