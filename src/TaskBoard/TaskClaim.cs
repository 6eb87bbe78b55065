using TaskBoard.Turns;

namespace TaskBoard;

/// <summary>
/// An agent's hold on a task. It lives for its lease; whoever holds it renews it by reporting progress. Disposing it without a result releases
/// the task. Safe for use by many threads.
/// </summary>
/// <param name="board">The board that the task is on.</param>
/// <param name="handle">The claim.</param>
/// <param name="by">Who holds it.</param>
/// <param name="change">What claiming came to.</param>
public sealed class TaskClaim(ITaskBoard board, ClaimHandle handle, ChangeBy by, BoardChange change) : IAsyncDisposable
{
    private LivingClaims? _living;
    private int _ended;

    internal TaskClaim(ITaskBoard board, ClaimHandle handle, ChangeBy by, BoardChange change, LivingClaims living)
        : this(board, handle, by, change)
    {
        _living = living;
        living.Add(handle);
    }

    /// <summary>The claim, to be passed on to whoever reports for it.</summary>
    public ClaimHandle Handle { get; } = handle;

    /// <summary>Who holds it.</summary>
    public string Agent => by.Agent;

    /// <summary>What claiming came to, with the board as it was then.</summary>
    public BoardChange Change { get; } = change;

    /// <summary>The task as it was when it was claimed.</summary>
    public TaskItem Task { get; } = change.Snapshot.Find(handle.Task) ?? throw new ArgumentException("The claimed task is not on the board.", nameof(change));

    /// <summary>What whoever works on it should read first: the last notes, and what came out of the tasks it depends on.</summary>
    public TaskBrief Brief => TaskBrief.Of(Task, Change.Snapshot);

    /// <summary>The task was already held by this agent, and is given back to it.</summary>
    public bool Resumed => Change.Resumed;

    /// <summary>Begins the work, where the task was only reserved.</summary>
    public Task<BoardChange> StartAsync(CancellationToken cancellationToken = default) => board.StartAsync(Handle, Me, cancellationToken);

    /// <summary>Reports how far the work is (0 to 100) and what was found out; either may be null. Renews the claim.</summary>
    public Task<BoardChange> ReportProgressAsync(int? percent, string? note = null, CancellationToken cancellationToken = default) =>
        board.ReportProgressAsync(Handle, percent, note, Me, cancellationToken);

    /// <summary>Completes the task.</summary>
    public Task<BoardChange> CompleteAsync(string? summary = null, CancellationToken cancellationToken = default) =>
        CompleteAsync(summary is null ? null : new TaskResult(summary), cancellationToken);

    /// <summary>Completes the task.</summary>
    public Task<BoardChange> CompleteAsync(TaskResult? result, CancellationToken cancellationToken = default) =>
        EndingAsync(board.CompleteAsync(Handle, result, Me, cancellationToken));

    /// <summary>Reports that this attempt failed.</summary>
    public Task<BoardChange> FailAsync(string reason, bool retry = true, CancellationToken cancellationToken = default) =>
        EndingAsync(board.FailAsync(Handle, reason, retry, Me, cancellationToken));

    /// <summary>Gives the task back without a result.</summary>
    public Task<BoardChange> ReleaseAsync(CancellationToken cancellationToken = default) =>
        EndingAsync(board.ReleaseAsync(Handle, Me, cancellationToken));

    /// <summary>Releases the task if no result was given. A claim that was lost meanwhile is let go silently.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Volatile.Read(ref _ended) != 0)
        {
            return;
        }

        try
        {
            await ReleaseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is ClaimLostException or TransitionRefusedException or TaskNotFoundException)
        {
            End();
        }
    }

    private ChangeBy Me => by with { RequestKey = null, Reason = null };

    private async Task<BoardChange> EndingAsync(Task<BoardChange> change)
    {
        var result = await change.ConfigureAwait(false);
        End();
        return result;
    }

    private void End()
    {
        Volatile.Write(ref _ended, 1);
        Interlocked.Exchange(ref _living, null)?.Remove(Handle);
    }
}
