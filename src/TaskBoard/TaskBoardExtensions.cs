namespace TaskBoard;

/// <summary>Everything handy, over the primitives of <see cref="ITaskBoard"/>.</summary>
public static class TaskBoardExtensions
{
    /// <summary>Adds one task.</summary>
    public static Task<BoardChange> AddAsync(this ITaskBoard board, TaskDraft draft, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.AddAsync([draft], by, cancellationToken);
    }

    /// <summary>The task of this id as it is now; null: there is none.</summary>
    public static async Task<TaskItem?> FindAsync(this ITaskBoard board, TaskId id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return (await board.ReadAsync(cancellationToken).ConfigureAwait(false)).Find(id);
    }

    /// <summary>Completes a task with a summary.</summary>
    public static Task<BoardChange> CompleteAsync(this ITaskBoard board, TaskRef task, string? summary, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.CompleteAsync(task, summary is null ? null : new TaskResult(summary), by, cancellationToken);
    }

    /// <summary>Leaves a note on a task for whoever comes next.</summary>
    public static Task<BoardChange> NoteAsync(this ITaskBoard board, TaskId id, string text, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.EditAsync(id, new TaskEdit { Note = text }, by, cancellationToken);
    }

    /// <summary>Makes a FAILED task PENDING again. Work that was completed meanwhile is not undone by it.</summary>
    /// <exception cref="TransitionRefusedException">It is in another state.</exception>
    public static Task<BoardChange> RetryAsync(this ITaskBoard board, TaskId id, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.EditAsync(id, new TaskEdit { State = TaskState.Pending, OnlyFrom = [TaskState.Failed] }, by, cancellationToken);
    }

    /// <summary>Makes a finished task (COMPLETED, CANCELLED or FAILED) PENDING again.</summary>
    public static Task<BoardChange> ReopenAsync(this ITaskBoard board, TaskId id, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.EditAsync(id, new TaskEdit { State = TaskState.Pending }, by, cancellationToken);
    }

    /// <summary>Decides that a task is not to be done.</summary>
    public static Task<BoardChange> CancelAsync(this ITaskBoard board, TaskId id, ChangeBy by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(board);
        return board.EditAsync(id, new TaskEdit { State = TaskState.Cancelled }, by, cancellationToken);
    }
}
