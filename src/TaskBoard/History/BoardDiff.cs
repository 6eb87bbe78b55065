namespace TaskBoard.History;

/// <summary>
/// The one way to make events: the difference of two boards. Pure. One change per task that differs; what reaches the file so
/// reaches the history, exactly once, and applying all changes in order gives the board's content.
/// </summary>
internal static partial class BoardDiff
{
}

/// <summary>What changed.</summary>
/// <param name="Changes">One entry per task that differs, and one with a null task where the root does; in the order of the file, deletions first.</param>
/// <param name="Mirror">How the mirror follows.</param>
internal sealed record BoardDelta(IReadOnlyList<TaskChange> Changes, MirrorChange Mirror);

/// <summary>How one task, or the root of the file (null), differs.</summary>
/// <param name="Task">The task's key; null: what stands around the tasks.</param>
/// <param name="Event">
/// The word for it: CREATED, DELETED, else ASSIGNED where <c>attempts</c> grew, STATUS_CHANGED where <c>status</c> differs, ASSIGNED where
/// <c>assigned_to</c> differs, MOVED where only the position differs, else UPDATED.
/// </param>
/// <param name="FromStatus">The state's word before; null: the task did not exist.</param>
/// <param name="ToStatus">The state's word after; null: the task does not exist any more.</param>
/// <param name="Changes">
/// JSON: per property <c>{"from":…,"to":…}</c>, a missing key meaning absent; arrays that grew at the end or lost elements at the start as
/// <c>{"removed":[…],"appended":[…]}</c>; the position as <c>$position</c> (a property of that name gets one more <c>$</c>).
/// A task that comes brings all its properties and its position in <c>to</c>, one that goes leaves them in <c>from</c>.
/// </param>
internal sealed record TaskChange(string? Task, string Event, string? FromStatus, string? ToStatus, string Changes);
