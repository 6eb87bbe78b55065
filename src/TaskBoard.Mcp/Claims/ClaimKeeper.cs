using System.Collections.Concurrent;
using TaskBoard.Rules;

namespace TaskBoard.Mcp.Claims;

/// <summary>
/// Renews the claims that were taken through the server as long as it runs, as often as their leases say (<see cref="ClaimLease.RenewAfter"/>), so that a model that thinks for long does not lose its task.
/// Ending releases nothing: the leases go on, and whoever claims again under the same name is given the task back. An agent of which the server hears nothing for
/// long has stopped, though its client may live on: its claims rest, and others get the tasks when the leases are over. Safe for use by many threads.
/// </summary>
internal sealed class ClaimKeeper(TimeProvider clock) : IAsyncDisposable
{
    /// <summary>How many leases long an agent may say nothing: two hours of the usual ones.</summary>
    private const int LeasesOfSilence = 8;

    private readonly ConcurrentDictionary<(string Board, ClaimHandle Claim), KeptClaim> _kept = new();
    private readonly CancellationTokenSource _over = new();

    /// <summary>How many claims are renewed.</summary>
    public int Count => _kept.Count;

    /// <summary>How many of them rest, because nothing was heard of who holds them.</summary>
    public int Resting => _kept.Values.Count(kept => kept.Rests);

    /// <summary>Begins to renew a claim, or goes on with what its lease is now.</summary>
    /// <param name="board">The board.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="agent">Who holds it.</param>
    /// <param name="lease">Its lease; null: not known, so that it is asked for at once.</param>
    public void Keep(Board board, ClaimHandle claim, string agent, ClaimLease? lease)
    {
        var fresh = new KeptClaim(board, claim, agent);
        var kept = _kept.GetOrAdd((board.Directory, claim), fresh);
        if (ReferenceEquals(kept, fresh))
        {
            fresh.Timer = clock.CreateTimer(_ => Beat(fresh), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Heard(agent);
        Plan(kept, lease);
    }

    /// <summary>An agent has called: it is at work, and what rested is renewed again.</summary>
    public void Heard(string agent)
    {
        foreach (var kept in _kept.Values.Where(kept => kept.Agent == agent))
        {
            kept.HeardAt = clock.GetTimestamp();
            if (kept.Rests)
            {
                kept.Rests = false;
                Change(kept, TimeSpan.Zero);
            }
        }
    }

    /// <summary>The lease of a claim began anew; of one that is not kept nothing is done.</summary>
    public void Renewed(Board board, ClaimHandle claim, ClaimLease? lease)
    {
        if (lease is not null && _kept.TryGetValue((board.Directory, claim), out var kept))
        {
            Plan(kept, lease);
        }
    }

    /// <summary>A claim is over.</summary>
    public void Forget(Board board, ClaimHandle claim)
    {
        if (_kept.TryRemove((board.Directory, claim), out var kept))
        {
            kept.Timer?.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        foreach (var kept in _kept.Values)
        {
            Forget(kept.Board, kept.Claim);
            await kept.Renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Plan(KeptClaim kept, ClaimLease? lease)
    {
        if (lease is null)
        {
            Change(kept, TimeSpan.Zero);
            return;
        }

        // Nearing the end of its longest run each lease is shorter than the one before, and says no more how long its agent may be silent.
        kept.Length = lease.EndsWithRun && kept.Every is not null ? kept.Length : lease.Length;
        kept.Every = lease.RenewAfter;
        Change(kept, lease.RenewAfter);
    }

    private static void Change(KeptClaim kept, TimeSpan due)
    {
        try
        {
            kept.Timer?.Change(due, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // It was forgotten meanwhile.
        }
    }

    private void Beat(KeptClaim kept) => kept.Renewing = RenewAsync(kept);

    private async Task RenewAsync(KeptClaim kept)
    {
        if (IsSilent(kept))
        {
            kept.Rests = true;

            // Between the look and this it may have called.
            if (IsSilent(kept))
            {
                return;
            }
        }

        try
        {
            var change = await kept.Board.RenewAsync(kept.Claim, kept.Agent, _over.Token).ConfigureAwait(false);
            kept.GoneSince = null;
            Plan(kept, change.Lease ?? new ClaimLease(default, kept.Length, null));
        }
        catch (Exception e) when (e is ClaimLostException || (e is TaskNotFoundException && IsGone(kept)) || _over.IsCancellationRequested)
        {
            Forget(kept.Board, kept.Claim);
        }
        catch (Exception)
        {
            // Whatever it was (a lock, a full disk, a person in the middle of an edit, who may have cut the task to paste it), the lease lives on for a while.
            Change(kept, SignsOfLife.PauseOf(kept.Every ?? SignsOfLife.Every(kept.Length)));
        }
    }

    /// <summary>Whether the task has been off the board for as long as its lease lives.</summary>
    private bool IsGone(KeptClaim kept)
    {
        kept.GoneSince ??= clock.GetTimestamp();
        return clock.GetElapsedTime(kept.GoneSince.Value) >= kept.Length;
    }

    private bool IsSilent(KeptClaim kept) => clock.GetElapsedTime(kept.HeardAt) > kept.Length * LeasesOfSilence;

    private sealed class KeptClaim(Board board, ClaimHandle claim, string agent)
    {
        private long _heardAt;

        public Board Board => board;

        public ClaimHandle Claim => claim;

        public string Agent => agent;

        public TimeSpan Length { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How long after a sign of life the next is due; null: not known yet.</summary>
        public TimeSpan? Every { get; set; }

        /// <summary>When its agent last called, as the clock's timestamp.</summary>
        public long HeardAt
        {
            get => Volatile.Read(ref _heardAt);
            set => Volatile.Write(ref _heardAt, value);
        }

        public bool Rests { get; set; }

        /// <summary>Since when its task is not on the board; null: it is there.</summary>
        public long? GoneSince { get; set; }

        public ITimer? Timer { get; set; }

        public Task Renewing { get; set; } = Task.CompletedTask;
    }
}
