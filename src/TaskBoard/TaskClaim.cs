using TaskBoard.Turns;

namespace TaskBoard;

/// <summary>
/// An agent's hold on a task. It lives for its lease, and renews itself by timers until it is ended or disposed, so often that neither its lease ends nor its
/// agent counts as lost (<see cref="ClaimLease.RenewAfter"/>); every report renews it too. Disposing it without a result releases the task. Safe for use by many threads.
/// </summary>
public sealed class TaskClaim : IAsyncDisposable
{
    private readonly ITaskBoard _board;
    private readonly ChangeBy _by;
    private readonly TimeProvider _clock;
    private readonly ClaimRenewal? _renewal;
    private readonly CancellationTokenSource _lost = new();
    private LivingClaims? _living;
    private int _ended;

    /// <summary>A claim of a task on a board.</summary>
    /// <param name="board">The board that the task is on.</param>
    /// <param name="handle">The claim.</param>
    /// <param name="by">Who holds it.</param>
    /// <param name="change">What claiming came to.</param>
    /// <param name="renewBy">The clock by whose timers the claim renews itself; null: it does not.</param>
    public TaskClaim(ITaskBoard board, ClaimHandle handle, ChangeBy by, BoardChange change, TimeProvider? renewBy = null)
    {
        ArgumentNullException.ThrowIfNull(change);
        (_board, Handle, _by, Change, _clock) = (board, handle, by, change, renewBy ?? TimeProvider.System);
        Task = change.Snapshot.Find(handle.Task) ?? throw new ArgumentException("The claimed task is not on the board.", nameof(change));
        _renewal = renewBy is null ? null : new ClaimRenewal(token => board.RenewAsync(handle, Me, token), Lose, change.Lease, renewBy);
    }

    internal TaskClaim(ITaskBoard board, ClaimHandle handle, ChangeBy by, BoardChange change, LivingClaims living, TimeProvider? renewBy)
        : this(board, handle, by, change, renewBy)
    {
        _living = living;
        living.Add(handle);
    }

    /// <summary>The claim, to be passed on to whoever reports for it.</summary>
    public ClaimHandle Handle { get; }

    /// <summary>Who holds it.</summary>
    public string Agent => _by.Agent;

    /// <summary>What claiming came to, with the board as it was then.</summary>
    public BoardChange Change { get; }

    /// <summary>The task as it was when it was claimed.</summary>
    public TaskItem Task { get; }

    /// <summary>
    /// Cancelled when the claim is known to be lost: a sign of life or a report was refused because somebody else has the task or it was finished or taken
    /// off, or the lease ended without any sign of life getting through, be it at the end of its longest run. Who works on the task stops then. Not cancelled by ending the claim.
    /// </summary>
    public CancellationToken LostToken => _lost.Token;

    /// <summary>What whoever works on it should read first: the last notes, and what came out of the tasks it depends on.</summary>
    public TaskBrief Brief => TaskBrief.Of(Task, Change.Snapshot);

    /// <summary>The task was already held by this agent, and is given back to it.</summary>
    public bool Resumed => Change.Resumed;

    /// <summary>Begins the work, where the task was only reserved.</summary>
    public Task<BoardChange> StartAsync(CancellationToken cancellationToken = default) =>
        RenewingAsync(() => _board.StartAsync(Handle, Me, cancellationToken));

    /// <summary>Reports how far the work is (0 to 100) and what was found out; either may be null. Renews the claim.</summary>
    public Task<BoardChange> ReportProgressAsync(int? percent, string? note = null, CancellationToken cancellationToken = default) =>
        RenewingAsync(() => _board.ReportProgressAsync(Handle, percent, note, Me, cancellationToken));

    /// <summary>Gives a sign of life now, as the claim does by itself in time.</summary>
    public Task<BoardChange> RenewAsync(CancellationToken cancellationToken = default) =>
        RenewingAsync(() => _board.RenewAsync(Handle, Me, cancellationToken));

    /// <summary>Completes the task.</summary>
    public Task<BoardChange> CompleteAsync(string? summary = null, CancellationToken cancellationToken = default) =>
        CompleteAsync(summary is null ? null : new TaskResult(summary), cancellationToken);

    /// <summary>Completes the task.</summary>
    public Task<BoardChange> CompleteAsync(TaskResult? result, CancellationToken cancellationToken = default) =>
        EndingAsync(() => _board.CompleteAsync(Handle, result, Me, cancellationToken));

    /// <summary>Reports that this attempt failed.</summary>
    public Task<BoardChange> FailAsync(string reason, bool retry = true, CancellationToken cancellationToken = default) =>
        EndingAsync(() => _board.FailAsync(Handle, reason, retry, Me, cancellationToken));

    /// <summary>Gives the task back without a result.</summary>
    public Task<BoardChange> ReleaseAsync(CancellationToken cancellationToken = default) =>
        EndingAsync(() => _board.ReleaseAsync(Handle, Me, cancellationToken: cancellationToken));

    /// <summary>Releases the task if no result was given. A claim that was lost meanwhile is let go silently. It is not renewed any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_renewal is not null)
        {
            await _renewal.DisposeAsync().ConfigureAwait(false);
        }

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

    private ChangeBy Me => _by with { RequestKey = null, Reason = null };

    private async Task<BoardChange> RenewingAsync(Func<Task<BoardChange>> ask)
    {
        var asked = _clock.GetTimestamp();
        var change = await NotLosingAsync(ask).ConfigureAwait(false);
        if (change.Lease is { } lease)
        {
            _renewal?.Take(lease, asked);
        }

        return change;
    }

    private async Task<BoardChange> EndingAsync(Func<Task<BoardChange>> ask)
    {
        _renewal?.Rest();
        try
        {
            var change = await NotLosingAsync(ask).ConfigureAwait(false);
            End();
            return change;
        }
        finally
        {
            _renewal?.GoOn();
        }
    }

    private async Task<BoardChange> NotLosingAsync(Func<Task<BoardChange>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (ClaimLostException) when (Volatile.Read(ref _ended) == 0)
        {
            _renewal?.Stop();
            Lose();
            throw;
        }
    }

    // What listens runs elsewhere: it may do anything, and whoever found out must not wait for it.
    private void Lose() => _ = _lost.CancelAsync();

    private void End()
    {
        Volatile.Write(ref _ended, 1);
        _renewal?.Stop();
        Interlocked.Exchange(ref _living, null)?.Remove(Handle);
    }
}
