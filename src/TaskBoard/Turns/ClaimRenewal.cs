using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Renews a claim as often as its lease says (<see cref="ClaimLease.RenewAfter"/>) by timers, with no thread of its own, until it is over: because its holder is done, or because it is lost, which
/// is when renewing is refused, or the lease ended without any renewal getting through. Safe for use by many threads.
/// </summary>
internal sealed class ClaimRenewal : IAsyncDisposable
{
    private readonly Func<CancellationToken, Task<BoardChange>> _renew;
    private readonly Action _lost;
    private readonly TimeProvider _clock;
    private readonly Lock _guard = new();
    private readonly CancellationTokenSource _over = new();
    private readonly ITimer _beat;
    private readonly ITimer _end;
    private TimeSpan _every = TimeSpan.FromSeconds(1);
    private Task _renewing = Task.CompletedTask;
    private bool _rests;
    private bool _isOver;

    /// <param name="renew">Gives a sign of life.</param>
    /// <param name="lost">Told once that the claim is lost.</param>
    /// <param name="lease">The lease at the beginning; null: not known, so that it is asked for at once.</param>
    /// <param name="clock">Whose timers are used.</param>
    public ClaimRenewal(Func<CancellationToken, Task<BoardChange>> renew, Action lost, ClaimLease? lease, TimeProvider clock)
    {
        (_renew, _lost, _clock) = (renew, lost, clock);
        _beat = clock.CreateTimer(static state => ((ClaimRenewal)state!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _end = clock.CreateTimer(static state => ((ClaimRenewal)state!).Lose(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (lease is null)
        {
            _beat.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
        else
        {
            Take(lease, clock.GetTimestamp());
        }
    }

    /// <summary>The lease began anew, by a sign of life that was asked for at this time of the clock.</summary>
    public void Take(ClaimLease lease, long asked)
    {
        lock (_guard)
        {
            if (_isOver)
            {
                return;
            }

            var every = lease.RenewAfter;
            _every = every == Timeout.InfiniteTimeSpan ? _every : every;
            var left = lease.Length - _clock.GetElapsedTime(asked);
            _end.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            if (!_rests)
            {
                _beat.Change(every, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Gives no signs of life while the claim is being ended: they would be refused rightly, and nothing would be lost by it.</summary>
    public void Rest()
    {
        lock (_guard)
        {
            _rests = true;
            _beat.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The claim was not ended after all.</summary>
    public void GoOn()
    {
        lock (_guard)
        {
            if (!_isOver)
            {
                _rests = false;
                _beat.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>The claim is not to be renewed any more.</summary>
    public void Stop()
    {
        lock (_guard)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        _over.Cancel();
        _beat.Dispose();
        _end.Dispose();
    }

    /// <summary>Stops, and waits for a sign of life that is on its way.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        Task renewing;
        lock (_guard)
        {
            renewing = _renewing;
        }

        await renewing.ConfigureAwait(false);
    }

    private void Beat()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_guard)
        {
            if (_isOver || _rests || !_renewing.IsCompleted)
            {
                return;
            }

            _renewing = done.Task;
        }

        // Not under the guard.
        _ = RenewAsync(done);
    }

    private async Task RenewAsync(TaskCompletionSource done)
    {
        var asked = _clock.GetTimestamp();
        try
        {
            if ((await _renew(_over.Token).ConfigureAwait(false)).Lease is { } lease)
            {
                Take(lease, asked);
            }
            else
            {
                // The claim is the present one and has no lease, so it never ends.
                Wait(_end, Timeout.InfiniteTimeSpan);
            }
        }
        catch (Exception e) when (e is ClaimLostException or TaskNotFoundException)
        {
            if (!Rests())
            {
                Lose();
            }
        }
        catch (Exception) when (!_over.IsCancellationRequested)
        {
            // Whatever it was (a lock, a full disk, a board that was closed), the lease lives on for a while; what counts is that it ends some time.
            Wait(_beat, SignsOfLife.PauseOf(_every));
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more.
        }
        finally
        {
            done.SetResult();
        }
    }

    private bool Rests()
    {
        lock (_guard)
        {
            return _rests;
        }
    }

    private void Wait(ITimer timer, TimeSpan time)
    {
        lock (_guard)
        {
            if (!_isOver && !_rests)
            {
                timer.Change(time, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Lose()
    {
        lock (_guard)
        {
            if (_isOver)
            {
                return;
            }
        }

        Stop();
        _lost();
    }
}
