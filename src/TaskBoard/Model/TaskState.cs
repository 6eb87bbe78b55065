namespace TaskBoard;

/// <summary>Where a task stands; property <c>status</c> of <c>tasks.json</c>.</summary>
public enum TaskState
{
    /// <summary>Not begun (<c>PENDING</c>).</summary>
    Pending,

    /// <summary>Reserved by an agent, not begun (<c>CLAIMED</c>).</summary>
    Claimed,

    /// <summary>Being worked on (<c>IN_PROGRESS</c>).</summary>
    InProgress,

    /// <summary>Done (<c>COMPLETED</c>).</summary>
    Completed,

    /// <summary>Given up after its attempts (<c>FAILED</c>).</summary>
    Failed,

    /// <summary>Not to be done (<c>CANCELLED</c>).</summary>
    Cancelled,
}
