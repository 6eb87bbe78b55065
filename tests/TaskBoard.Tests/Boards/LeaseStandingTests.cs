using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>How long claims live, as readers of the board see it.</summary>
public sealed class LeaseStandingTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_claim_lives_until_its_lease_ends_and_can_then_be_claimed()
    {
        await using var board = await BoardAsync(new TaskDraft("x") { Id = A });
        await board.ClaimAsync(A, "agent-1");
        Assert.Equal(new TaskStanding(false, []) { LeaseExpiresAt = _rig.Clock.GetUtcNow() + Quarter }, await StandingAsync(board));
        _rig.Processes.Later = Quarter;
        Assert.Equal(new TaskStanding(true, []) { LeaseExpiresAt = _rig.Clock.GetUtcNow() + Quarter, IsExpired = true }, await StandingAsync(board));
        Assert.NotNull(await board.TryClaimNextAsync("agent-2"));
        Assert.Equal((false, false), await StandingAsync(board) is var now ? (now.Ready, now.IsExpired) : default);
    }

    [Fact]
    public async Task Work_in_progress_that_nobody_holds_is_there_to_be_claimed()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x","status":"IN_PROGRESS"}]""");
        Assert.Equal(new TaskStanding(true, []), await StandingAsync(board));
        Assert.Equal(A, (await board.NextAsync("agent-1"))!.Task.Id);
        await board.ClaimAsync(A, "agent-1");
        Assert.False((await StandingAsync(board)).Ready);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_ends_no_lease()
    {
        await using var board = await BoardAsync(new TaskDraft("x") { Id = A });
        await board.ClaimAsync(A, "agent-1");
        _rig.Clock.Advance(Hour);
        Assert.False((await StandingAsync(board)).IsExpired);
    }

    [Fact]
    public async Task Out_of_attempts_or_held_back_it_is_expired_and_not_ready()
    {
        await using var board = await BoardAsync(new TaskDraft("x") { Id = A, MaxAttempts = 1 });
        await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        await board.ClaimAsync(A, "agent-1");
        await board.ClaimAsync(TaskId.Parse("b"), "agent-1");
        await board.EditAsync(TaskId.Parse("b"), new TaskEdit { Blocked = "no disk" }, "planner");
        _rig.Processes.Later = Hour;
        foreach (var standing in board.StandingOf(await board.ReadAsync()).Values)
        {
            Assert.Equal((false, true, 1), (standing.Ready, standing.IsExpired, standing.WaitingBecause.Count));
        }

        Assert.Null(await board.TryClaimNextAsync("agent-2"));
    }

    [Fact]
    public async Task A_change_is_answered_with_the_leases_of_its_moment()
    {
        await using var board = await BoardAsync(new TaskDraft("x") { Id = A });
        var claim = await board.ClaimAsync(A, "agent-1");
        _rig.Clock.Advance(Quarter);
        var change = await claim.ReportProgressAsync(10);
        var opened = 0;
        _rig.Disk.BeforeNext(nameof(IDisk.OpenLockFile), _rig.Paths.CommitLock, () => opened++);
        Assert.Equal(_rig.Clock.GetUtcNow() + Quarter, board.StandingOf(change.Snapshot)[A].LeaseExpiresAt);
        Assert.Equal(_rig.Clock.GetUtcNow(), board.StandingOf(claim.Change.Snapshot)[A].LeaseExpiresAt);
        Assert.Equal(0, opened);
    }

    [Fact]
    public async Task Only_where_a_task_is_in_hand_is_the_history_opened()
    {
        await using var board = await BoardAsync(new TaskDraft("x") { Id = A });
        var opened = 0;
        _rig.Disk.BeforeNext(nameof(IDisk.OpenLockFile), _rig.Paths.CommitLock, () => opened++);
        Assert.True((await StandingAsync(board)).Ready);
        Assert.Equal(0, opened);
        _rig.Text = """[{"id":"a","title":"x","status":"IN_PROGRESS","assigned_to":"agent-1","attempts":1}]""";
        Assert.Null((await StandingAsync(board)).LeaseExpiresAt);
        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task Where_the_history_cannot_be_read_nothing_is_said_of_leases()
    {
        await using (var board = await BoardAsync(new TaskDraft("x") { Id = A }))
        {
            await board.ClaimAsync(A, "agent-1");
        }

        File.Delete(_rig.Paths.History + "-wal");
        File.Delete(_rig.Paths.History + "-shm");
        await File.WriteAllTextAsync(_rig.Paths.History, new string('x', 5_000));
        await using var after = _rig.Open();
        Assert.Equal(new TaskStanding(false, []), await StandingAsync(after));
    }

    private async Task<Board> BoardAsync(TaskDraft draft)
    {
        var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(draft, "planner");
        return board;
    }

    private static async Task<TaskStanding> StandingAsync(Board board) => board.StandingOf(await board.ReadAsync())[A];
}
