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
        Assert.Null(await board.NextAsync("agent-2"));
        _rig.Processes.Later = Hour;
        Assert.Equal(A, (await board.NextAsync("agent-2"))!.Task.Id);
        Assert.Equal("agent-1", (await board.TaskAsync("a")).AssignedTo);
        var next = await board.TryClaimNextAsync("agent-2");
        Assert.Equal(new ClaimHandle(A, 2), next!.Handle);
        var lost = await Assert.ThrowsAsync<ClaimLostException>(() => sleeper.CompleteAsync("slept"));
        Assert.Equal(("agent-2", 2), (lost.HeldBy, lost.Attempt));
        await sleeper.DisposeAsync();
        Assert.Equal("agent-2", (await board.TaskAsync("a")).AssignedTo);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task That_a_lease_ended_is_an_event_before_the_claim_that_found_it()
    {
        await using var board = await BoardWithOneTaskAsync();
        await board.ClaimAsync(A, "agent-1");
        _rig.Processes.Later = Hour;
        var claim = await board.TryClaimNextAsync("agent-2");

        Assert.Equal(
            [
                "3 STATUS_CHANGED IN_PROGRESS -> PENDING, monitor agent-2: lease expired (attempt 1 of agent-1)",
                "3 ASSIGNED PENDING -> IN_PROGRESS, agent agent-2: claimed (attempt 2)",
            ],
            await EventsAfterAsync(board, 2));
        Assert.Equal(2, claim!.Change.Events.Count);
        await board.AssertSoundAsync();
        Assert.Equal(TaskState.InProgress, (await board.History.ReplayAsync(2)).Find(A)!.State);
        Assert.Equal("agent-2", (await board.History.ReplayAsync(3)).Find(A)!.AssignedTo);
    }

    [Fact]
    public async Task So_it_is_where_the_task_is_claimed_by_id_freed_or_out_of_attempts()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(
            [new TaskDraft("x") { Id = A }, new TaskDraft("y") { Id = TaskId.Parse("b") }, new TaskDraft("z") { Id = TaskId.Parse("c"), MaxAttempts = 1 }], "planner");
        foreach (var id in new[] { "a", "b", "c" })
        {
            await board.ClaimAsync(TaskId.Parse(id), "agent-1");
        }

        _rig.Processes.Later = Hour;
        await board.ClaimAsync(A, "agent-2");
        await board.EditAsync(TaskId.Parse("b"), new TaskEdit { State = TaskState.Pending, Note = "where is it?" }, "lead");
        await board.CancelAsync(TaskId.Parse("b"), "lead");
        Assert.Null(await board.TryClaimNextAsync("agent-3"));

        Assert.Equal(
            [
                "5 STATUS_CHANGED IN_PROGRESS -> PENDING, monitor agent-2: lease expired (attempt 1 of agent-1)",
                "5 ASSIGNED PENDING -> IN_PROGRESS, agent agent-2: claimed (attempt 2)",
                "6 STATUS_CHANGED IN_PROGRESS -> PENDING, monitor lead: lease expired (attempt 1 of agent-1)",
                "6 UPDATED PENDING -> PENDING, agent lead: noted: where is it?",
                "7 STATUS_CHANGED PENDING -> CANCELLED, agent lead: cancelled",
                "8 STATUS_CHANGED IN_PROGRESS -> FAILED, monitor agent-3: lease expired (attempt 1 of agent-1), attempts used up",
            ],
            await EventsAfterAsync(board, 4));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_late_result_says_so_on_record()
    {
        await using var board = await BoardWithOneTaskAsync();
        var claim = await board.ClaimAsync(A, "agent-1");
        _rig.Processes.Later = Hour;
        await claim.CompleteAsync("slept");
        Assert.Equal(
            ["3 STATUS_CHANGED IN_PROGRESS -> COMPLETED, agent agent-1: completed, after its lease had ended: slept"], await EventsAfterAsync(board, 2));
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

    private static async Task<string[]> EventsAfterAsync(Board board, long revision) =>
        [.. (await board.EventsAsync(new EventFilter { AfterRevision = revision }))
            .Select(e => $"{e.Revision} {e.Event} {e.FromStatus} -> {e.ToStatus}, {e.Source} {e.Agent}: {e.Details}")];

    private async Task<Board> BoardWithOneTaskAsync()
    {
        var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        return board;
    }
}
