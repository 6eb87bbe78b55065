using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>The second clock of a claim, which no sign of life sets back.</summary>
public sealed class LongestRunTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly ClaimHandle First = new(A, 1);
    private static readonly ClaimOptions TwentyMinutes = new() { MaxRun = TimeSpan.FromMinutes(20) };

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Signs_of_life_prolong_a_claim_up_to_its_longest_run_and_not_beyond()
    {
        await using var board = await BoardAsync();
        var claim = await board.ClaimAsync(A, "agent-1", TwentyMinutes);
        var end = _rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(20);
        Assert.Equal(new ClaimLease(end - TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), end) { AgentTimeout = TimeSpan.FromMinutes(15) }, claim.Change.Lease);
        Pass(10);
        var renewed = (await board.RenewAsync(First, "agent-1")).Lease!;
        Assert.Equal(end, renewed.ExpiresAt, TimeSpan.FromSeconds(10));
        Assert.True(renewed.EndsWithRun);
        Pass(9);
        var before = await claim.ReportProgressAsync(90);
        Assert.Equal(end, before.Lease!.ExpiresAt, TimeSpan.FromSeconds(10));
        Assert.Empty(before.Warnings);
        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        Pass(1);
        var over = await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(First, "agent-1"));
        Assert.Contains("has come to the end of its longest run (", over.Message, StringComparison.Ordinal);
        var report = await board.ReportProgressAsync(First, 95, null, "agent-1");
        Assert.Null(report.Lease);
        Assert.StartsWith("This does not prolong the claim: a#1 has come to the end of its longest run (", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Single((await board.ReportProgressAsync(First, 95, null, "agent-1")).Warnings);
        Assert.Equal(new ClaimHandle(A, 2), (await board.TryClaimNextAsync("agent-2"))!.Handle);
    }

    [Fact]
    public async Task Its_own_holder_gets_the_next_attempt_and_does_not_go_on_with_the_one_that_ran_out()
    {
        await using var board = await BoardAsync();
        await board.ClaimAsync(A, "agent-1", TwentyMinutes);
        Pass(10);
        Assert.True((await board.ClaimAsync(A, "agent-1")).Resumed);
        Pass(10);
        await using var after = _rig.Open();
        var claim = await after.TryClaimNextAsync("agent-1", TwentyMinutes);
        Assert.Equal((2, false, 1), (claim!.Handle.Attempt, claim.Resumed, claim.Task.Failures));
        Pass(20);
        Assert.Equal((3, false), (await after.ClaimAsync(A, "agent-1")) is { } third ? (third.Handle.Attempt, third.Resumed) : default);
    }

    [Fact]
    public async Task A_result_that_comes_after_it_is_late_as_after_any_lease()
    {
        await using var board = await BoardAsync();
        await board.ClaimAsync(A, "agent-1", TwentyMinutes);
        Pass(60);
        Assert.True((await board.CompleteAsync(First, "slow", "agent-1")).Late);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_does_not_move_it_and_after_a_restart_the_wall_clock_counts()
    {
        await using var board = await BoardAsync(new BoardOptions { MaxRun = TimeSpan.FromMinutes(20) });
        await board.ClaimAsync(A, "agent-1");
        _rig.Clock.Advance(TimeSpan.FromHours(5));
        Assert.Equal(TimeSpan.FromMinutes(15), (await board.RenewAsync(First, "agent-1")).Lease!.Length);
        _rig.Processes.Restart();
        _rig.Clock.Advance(TimeSpan.FromMinutes(18));
        await using var after = _rig.Open();
        Assert.InRange((await after.RenewAsync(First, "agent-1")).Lease!.Length, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));
        _rig.Processes.Later += TimeSpan.FromMinutes(2);
        await Assert.ThrowsAsync<ClaimLostException>(() => after.RenewAsync(First, "agent-1"));
    }

    [Fact]
    public async Task The_claim_says_it_before_the_task_and_the_task_before_the_board()
    {
        await using var board = await BoardAsync(new BoardOptions { Lease = TimeSpan.FromHours(1), MaxRun = TimeSpan.FromMinutes(20) });
        await board.EditAsync(A, new TaskEdit { MaxRun = TimeSpan.FromMinutes(10) }, "planner");
        Assert.Equal(TimeSpan.FromMinutes(10), await ClaimedAsync(A, null));
        Assert.Equal(TimeSpan.FromMinutes(5), await ClaimedAsync(A, TimeSpan.FromMinutes(5)));
        await board.AddAsync(new TaskDraft("other") { Id = TaskId.Parse("other") }, "planner");
        Assert.Equal(TimeSpan.FromMinutes(20), await ClaimedAsync(TaskId.Parse("other"), null));

        async Task<TimeSpan> ClaimedAsync(TaskId id, TimeSpan? run)
        {
            await using var claim = await board.ClaimAsync(id, "agent-1", new ClaimOptions { MaxRun = run });
            return claim.Change.Lease!.Length;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366 * 24 * 3600)]
    public async Task One_that_makes_no_sense_is_refused(int seconds)
    {
        await using var board = await BoardAsync();
        var options = new ClaimOptions { MaxRun = TimeSpan.FromSeconds(seconds) };
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.ClaimAsync(A, "agent-1", options));
        Assert.Equal(1, await board.History.LastRevisionAsync());
    }

    private void Pass(int minutes)
    {
        _rig.Clock.Advance(TimeSpan.FromMinutes(minutes));
        _rig.Processes.Later += TimeSpan.FromMinutes(minutes);
    }

    private async Task<Board> BoardAsync(BoardOptions? options = null)
    {
        var board = await _rig.OpenAsync("[]\n", options);
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        return board;
    }
}
