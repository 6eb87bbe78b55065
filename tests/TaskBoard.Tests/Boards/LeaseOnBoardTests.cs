using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Claims that outlive their lease, by the clock of this boot and, after a restart, by the wall clock.</summary>
public sealed class LeaseOnBoardTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_result_after_the_lease_before_anybody_else_claimed_is_accepted_as_late()
    {
        await using var board = await BoardWithOneTaskAsync();
        var claim = await board.ClaimAsync(A, "agent-1");
        _rig.Processes.Later = Hour;
        var change = await claim.CompleteAsync("slept");
        Assert.True(change.Late);
        Assert.Equal(TaskState.Completed, change.Task!.State);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_task_whose_lease_is_over_goes_to_the_next_and_the_sleeper_is_refused()
    {
        await using var board = await BoardWithOneTaskAsync();
        var sleeper = await board.ClaimAsync(A, "agent-1");
        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        _rig.Processes.Later = Hour;
        var next = await board.TryClaimNextAsync("agent-2");
        Assert.Equal(new ClaimHandle(A, 2), next!.Handle);
        var lost = await Assert.ThrowsAsync<ClaimLostException>(() => sleeper.CompleteAsync("slept"));
        Assert.Equal(("agent-2", 2), (lost.HeldBy, lost.Attempt));
        await sleeper.DisposeAsync();
        Assert.Equal("agent-2", (await board.TaskAsync("a")).AssignedTo);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_sign_of_life_renews_the_lease()
    {
        await using var board = await BoardWithOneTaskAsync();
        var claim = await board.ClaimAsync(A, "agent-1");
        for (var i = 1; i <= 3; i++)
        {
            _rig.Processes.Later = i * TimeSpan.FromMinutes(10);
            await claim.ReportProgressAsync(i);
        }

        Assert.Null(await board.TryClaimNextAsync("agent-2"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-2)]
    public async Task A_wall_clock_that_jumps_ends_no_lease(int hours)
    {
        await using var board = await BoardWithOneTaskAsync();
        await board.ClaimAsync(A, "agent-1");
        _rig.Clock.Advance(hours * Hour);
        Assert.Null(await board.TryClaimNextAsync("agent-2"));
    }

    [Fact]
    public async Task After_a_restart_of_the_machine_the_wall_clock_counts()
    {
        await using (var board = await BoardWithOneTaskAsync())
        {
            await board.ClaimAsync(A, "agent-1", new ClaimOptions { Lease = TimeSpan.FromHours(2) });
        }

        _rig.Processes.Restart();
        _rig.Clock.Advance(Hour);
        await using var after = _rig.Open();
        Assert.Null(await after.TryClaimNextAsync("agent-2"));
        _rig.Clock.Advance(Hour);
        Assert.Equal(2, (await after.TryClaimNextAsync("agent-2"))!.Handle.Attempt);
    }

    [Fact]
    public async Task Work_that_somebody_put_in_progress_in_the_file_has_no_lease_and_is_never_reclaimed()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x","status":"IN_PROGRESS","assigned_to":"bob"}]""");
        _rig.Processes.Later = 100 * Hour;
        _rig.Clock.Advance(100 * Hour);
        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        Assert.True((await board.TryClaimNextAsync("bob"))!.Resumed);
    }

    private async Task<Board> BoardWithOneTaskAsync()
    {
        var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        return board;
    }
}
