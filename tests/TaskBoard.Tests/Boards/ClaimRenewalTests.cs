using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Claims that renew themselves, and know when they are lost.</summary>
public sealed class ClaimRenewalTests
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly ClaimHandle First = new(A, 1);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly TimerClock _clock = new();
    private int _asked;

    private Func<Task<BoardChange>> _renew;

    public ClaimRenewalTests() => _renew = () => Task.FromResult(ChangeOf(new ClaimLease(_clock.GetUtcNow() + Quarter, Quarter, null)));

    [Fact]
    public async Task A_claim_renews_itself_at_a_third_of_its_lease_until_it_is_disposed()
    {
        var claim = Claim();
        Pass(4);
        Assert.Equal(0, _asked);
        for (var i = 1; i <= 20; i++)
        {
            Pass(5);
            Assert.Equal(i, _asked);
        }

        Assert.False(claim.LostToken.IsCancellationRequested);
        await claim.DisposeAsync();
        Pass(60);
        Assert.Equal((20, 0, false), (_asked, _clock.Waiting, claim.LostToken.IsCancellationRequested));
    }

    [Fact]
    public void A_report_renews_it_as_well_and_puts_the_next_sign_of_life_off()
    {
        var claim = Claim();
        for (var i = 0; i < 10; i++)
        {
            Pass(4);
            Assert.True(claim.ReportProgressAsync(i).IsCompletedSuccessfully);
        }

        Assert.Equal((0, false), (_asked, claim.LostToken.IsCancellationRequested));
    }

    [Fact]
    public async Task A_claim_that_is_refused_is_lost_at_once_and_asks_no_more()
    {
        var claim = Claim();
        _renew = () => throw new ClaimLostException("a", "agent-2", 2, null, "lost");
        Pass(5);
        Assert.True(claim.LostToken.IsCancellationRequested);
        Pass(60);
        Assert.Equal((1, 0), (_asked, _clock.Waiting));
        await claim.DisposeAsync();
    }

    [Fact]
    public void A_claim_whose_task_was_taken_off_is_lost()
    {
        var claim = Claim();
        _renew = () => throw new TaskNotFoundException("a");
        Pass(5);
        Assert.True(claim.LostToken.IsCancellationRequested);
    }

    [Fact]
    public void What_does_not_get_through_is_tried_again_soon_and_the_claim_is_lost_when_its_lease_has_ended()
    {
        var claim = Claim();
        var good = _renew;
        _renew = () => throw new BoardLockedException("locked", "tasks.lock");
        Pass(13);
        Assert.InRange(_asked, 5, 8);
        _renew = good;
        Pass(2);
        Assert.False(claim.LostToken.IsCancellationRequested);
        _renew = () => throw new BoardLockedException("locked", "tasks.lock");
        Pass(12);
        Assert.False(claim.LostToken.IsCancellationRequested);
        Pass(3);
        Assert.True(claim.LostToken.IsCancellationRequested);
        Assert.Equal(0, _clock.Waiting);
    }

    [Fact]
    public void A_sign_of_life_that_hangs_does_not_hide_that_the_lease_ended()
    {
        var claim = Claim();
        _renew = () => new TaskCompletionSource<BoardChange>().Task;
        Pass(14);
        Assert.Equal((1, false), (_asked, claim.LostToken.IsCancellationRequested));
        Pass(1);
        Assert.True(claim.LostToken.IsCancellationRequested);
    }

    [Fact]
    public void What_an_answer_took_to_come_counts_as_time_that_the_lease_has_lived()
    {
        var claim = Claim();
        var answer = new TaskCompletionSource<BoardChange>();
        _renew = () => answer.Task;
        Pass(5);
        Pass(9);
        answer.SetResult(ChangeOf(new ClaimLease(_clock.GetUtcNow() + Quarter, Quarter, null)));
        Assert.True(SpinWait.SpinUntil(() => _clock.Waiting == 2, TimeSpan.FromSeconds(120)));
        _renew = () => throw new BoardLockedException("locked", "tasks.lock");
        Pass(5);
        Assert.False(claim.LostToken.IsCancellationRequested);
        Pass(1);
        Assert.True(claim.LostToken.IsCancellationRequested);
    }

    [Fact]
    public void The_end_of_the_longest_run_ends_it_without_ever_shorter_signs_of_life()
    {
        var end = _clock.GetUtcNow() + TimeSpan.FromMinutes(20);
        var claim = Claim(new ClaimLease(end - TimeSpan.FromMinutes(5), Quarter, end));
        _renew = () =>
        {
            var left = end - _clock.GetUtcNow();
            return Task.FromResult(ChangeOf(new ClaimLease(_clock.GetUtcNow() + (left < Quarter ? left : Quarter), left < Quarter ? left : Quarter, end)));
        };
        Pass(19);
        Assert.Equal((1, false), (_asked, claim.LostToken.IsCancellationRequested));
        Pass(1);
        Assert.True(claim.LostToken.IsCancellationRequested);
    }

    [Theory]
    [InlineData(15, 15, 5)]
    [InlineData(15, 60, 5)]
    [InlineData(60, 15, 5)]
    [InlineData(60, 3, 1)]
    public void The_next_sign_of_life_is_due_at_a_third_of_the_lease_or_of_the_agents_time_out_whichever_is_shorter(int lease, int agent, int due)
    {
        var given = new ClaimLease(_clock.GetUtcNow(), TimeSpan.FromMinutes(lease), null) { AgentTimeout = TimeSpan.FromMinutes(agent) };
        Assert.Equal(TimeSpan.FromMinutes(due), given.RenewAfter);
        Assert.Equal(TimeSpan.FromMinutes(agent) / 3, (given with { MaxRunAt = given.ExpiresAt }).RenewAfter);
        Assert.Equal(TimeSpan.FromMinutes(lease) / 3, (given with { AgentTimeout = null }).RenewAfter);
        Assert.Equal(Timeout.InfiniteTimeSpan, (given with { AgentTimeout = null, MaxRunAt = given.ExpiresAt }).RenewAfter);
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(60, 40)]
    public async Task Who_holds_a_claim_never_counts_as_lost_however_long_the_lease(int lease, int? run)
    {
        await using var board = Board.InMemory(new BoardOptions
        {
            TimeProvider = _clock,
            AgentTimeout = TimeSpan.FromMinutes(3),
            Lease = TimeSpan.FromMinutes(lease),
            MaxRun = run is { } longest ? TimeSpan.FromMinutes(longest) : null,
        });
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        await using var claim = await board.ClaimAsync(A, "agent-1");
        for (var minute = 1; minute < 40; minute++)
        {
            Pass(1);
            Assert.True(SpinWait.SpinUntil(() => _clock.Waiting == 2, TimeSpan.FromSeconds(120)));
            Assert.Equal(_clock.GetUtcNow(), Assert.Single(await board.AgentsAsync()).LastHeartbeat);
        }

        Assert.False(claim.LostToken.IsCancellationRequested);
    }

    [Fact]
    public async Task Ending_a_claim_does_not_lose_it_whatever_signs_of_life_are_on_their_way()
    {
        var claim = Claim();
        var beat = new TaskCompletionSource<BoardChange>();
        _renew = () => beat.Task;
        Pass(5);
        _board.Completing = async () =>
        {
            // Where nothing is to be gone back to, whoever waits goes on in place.
            await Task.Run(() => beat.SetException(new ClaimLostException("a", null, 1, null, "it is COMPLETED")));
            return ChangeOf(null);
        };
        await claim.CompleteAsync("done");
        Assert.False(claim.LostToken.IsCancellationRequested);
        Assert.Equal(0, _clock.Waiting);
    }

    [Fact]
    public async Task Where_ending_it_is_refused_for_another_reason_it_lives_on()
    {
        var claim = Claim();
        _board.Completing = () => throw new BoardLockedException("locked", "tasks.lock");
        await Assert.ThrowsAsync<BoardLockedException>(() => claim.CompleteAsync("done"));
        Pass(0);
        Assert.Equal(1, _asked);
        _board.Completing = () => throw new ClaimLostException("a", "agent-2", 2, null, "lost");
        await Assert.ThrowsAsync<ClaimLostException>(() => claim.CompleteAsync("done"));
        Assert.True(claim.LostToken.IsCancellationRequested);
    }

    [Fact]
    public void Where_the_lease_is_not_known_it_is_asked_for_at_once()
    {
        var claim = Claim(null, isKnown: false);
        Pass(0);
        Assert.Equal(1, _asked);
        Pass(5);
        Assert.Equal(2, _asked);
        Assert.False(claim.LostToken.IsCancellationRequested);
    }

    [Fact]
    public async Task On_a_board_it_outlives_its_lease_many_times()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = _clock });
        await board.AddAsync([new TaskDraft("x") { Id = A }, new TaskDraft("y") { Id = TaskId.Parse("b") }], "planner");
        await using (var claim = await board.ClaimAsync(A, "agent-1"))
        {
            for (var i = 0; i < 4; i++)
            {
                Pass(5);
                var expected = _clock.GetUtcNow() + Quarter;
                Assert.True(SpinWait.SpinUntil(() => _clock.Waiting == 2, TimeSpan.FromSeconds(120)));
                Assert.Equal(expected, board.StandingOf(await board.ReadAsync())[A].LeaseExpiresAt);
            }

            await board.CancelAsync(A, "lead");
            Assert.False(claim.LostToken.IsCancellationRequested);
            SpinWait.SpinUntil(() =>
            {
                Pass(5);
                return claim.LostToken.WaitHandle.WaitOne(10);
            }, TimeSpan.FromSeconds(120));
            Assert.True(claim.LostToken.IsCancellationRequested);
        }

        var elsewhere = await board.ClaimAsync(TaskId.Parse("b"), "agent-1", new ClaimOptions { RenewedElsewhere = true });
        Assert.Equal(0, _clock.Waiting);
        Assert.False(elsewhere.LostToken.IsCancellationRequested);
    }

    [Fact]
    public async Task A_claim_that_is_renewed_elsewhere_is_given_back_to_whoever_asks_for_the_next_task()
    {
        await using var board = Board.InMemory();
        await board.AddAsync([new TaskDraft("A"), new TaskDraft("B")], "lead");
        var elsewhere = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true }))!;
        var again = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true }))!;
        Assert.Equal((elsewhere.Handle, true), (again.Handle, again.Resumed));
    }

    private readonly RenewedBoard _board = new();

    private void Pass(int minutes) => _clock.Advance(TimeSpan.FromMinutes(minutes));

    private TaskClaim Claim(ClaimLease? lease = null, bool isKnown = true)
    {
        _board.Renewing = () =>
        {
            _asked++;
            return _renew();
        };
        _board.Reporting = () => Task.FromResult(ChangeOf(new ClaimLease(_clock.GetUtcNow() + Quarter, Quarter, null)));
        _board.Completing = () => Task.FromResult(ChangeOf(null));
        return new TaskClaim(_board, First, "agent-1", ChangeOf(isKnown ? lease ?? new ClaimLease(_clock.GetUtcNow() + Quarter, Quarter, null) : null), _clock);
    }

    private static BoardChange ChangeOf(ClaimLease? lease) => new()
    {
        Revision = 1,
        Snapshot = new BoardSnapshot { Tasks = [new TaskItem { Id = A, Title = "x", State = TaskState.InProgress }] },
        Claim = First,
        Lease = lease,
    };
}
