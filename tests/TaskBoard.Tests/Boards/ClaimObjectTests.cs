using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Claims as objects: disposing them, and several in one process.</summary>
public sealed class ClaimObjectTests
{
    private static readonly TaskId A = TaskId.Parse("a");

    [Fact]
    public async Task Disposing_a_claim_without_a_result_releases_the_task()
    {
        await using var board = await BoardAsync();
        await using (await board.ClaimAsync(A, "agent-1"))
        {
            Assert.Equal(TaskState.InProgress, (await board.TaskAsync("a")).State);
        }

        Assert.Equal((TaskState.Pending, null), ((await board.TaskAsync("a")).State, (await board.TaskAsync("a")).AssignedTo));
    }

    [Fact]
    public async Task Disposing_a_claim_with_a_result_changes_nothing()
    {
        await using var board = await BoardAsync();
        var claim = await board.ClaimAsync(A, "agent-1");
        await claim.CompleteAsync("done");
        await claim.DisposeAsync();
        await claim.DisposeAsync();
        Assert.Equal(TaskState.Completed, (await board.TaskAsync("a")).State);
        Assert.Equal(3, await board.History.LastRevisionAsync());
    }

    [Fact]
    public async Task A_claim_that_is_refused_its_result_is_still_held_and_released_by_disposing()
    {
        await using var board = await BoardAsync();
        var claim = await board.ClaimAsync(A, "agent-1", new ClaimOptions { Hold = true });
        await Assert.ThrowsAsync<TransitionRefusedException>(() => claim.CompleteAsync("too soon"));
        await claim.DisposeAsync();
        Assert.Equal(TaskState.Pending, (await board.TaskAsync("a")).State);
    }

    [Fact]
    public async Task Disposing_a_claim_of_a_cancelled_or_removed_task_is_silent()
    {
        await using var board = await BoardAsync();
        var claim = await board.ClaimAsync(A, "agent-1");
        await board.CancelAsync(A, "person");
        await claim.DisposeAsync();
        Assert.Equal(TaskState.Cancelled, (await board.TaskAsync("a")).State);
    }

    [Fact]
    public async Task What_a_living_claim_of_this_process_holds_is_not_given_out_again_under_the_same_name()
    {
        await using var board = await BoardAsync();
        await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        var first = await board.TryClaimNextAsync("agent-1");
        var second = await board.TryClaimNextAsync("agent-1");
        Assert.Equal(("a", "b"), (first!.Handle.Task.Value, second!.Handle.Task.Value));
        Assert.False(second.Resumed);
        Assert.Null(await board.TryClaimNextAsync("agent-1"));
    }

    [Fact]
    public async Task Several_claims_asked_for_at_once_under_the_same_name_are_of_different_tasks()
    {
        await using var board = Board.InMemory();
        await board.AddAsync([.. Enumerable.Range(0, 8).Select(i => new TaskDraft($"{i}"))], "planner");
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => board.TryClaimNextAsync("agent-1")));
        Assert.Equal(8, claims.OfType<TaskClaim>().Select(c => c.Handle).Distinct().Count());
        Assert.Equal(2, claims.Count(c => c is null));
        Assert.DoesNotContain(claims.OfType<TaskClaim>(), c => c.Resumed);
    }

    [Fact]
    public async Task What_an_agent_held_before_is_given_back_to_one_of_several_who_ask_at_once()
    {
        using var rig = new BoardRig();
        await using var before = await rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"}]""");
        await before.TryClaimNextAsync("agent-1");
        await using var board = rig.Open();
        var claims = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => board.TryClaimNextAsync("agent-1")));
        Assert.Equal(["a#1 resumed", "b#1"], claims.OfType<TaskClaim>().Select(c => c.Handle + (c.Resumed ? " resumed" : "")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_claim_whose_turn_failed_is_not_held_and_is_given_back_to_who_asks_again()
    {
        using var rig = new BoardRig();
        await using var before = await rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"}]""");
        await before.ClaimAsync(A, "agent-1");
        await using var board = rig.Open();
        rig.Disk.BeforeNext(nameof(IDisk.Exchange), rig.Paths.Board, () => throw new DiskException(DiskFault.Io, "exchange", rig.Paths.Board, "injected"));
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.TryClaimNextAsync("agent-1", new ClaimOptions { Another = true }));
        var resumed = new[] { await board.TryClaimNextAsync("agent-1"), await board.TryClaimNextAsync("agent-1") };
        Assert.Equal(["a#1", "b#1"], resumed.Select(c => c!.Handle.ToString()).Order(StringComparer.Ordinal));
        Assert.All(resumed, c => Assert.True(c!.Resumed));
        Assert.Null(await board.TryClaimNextAsync("agent-1"));
    }

    [Fact]
    public async Task A_claim_that_is_refused_for_its_size_is_not_held()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync("""[{"id":"a","title":"x"}]""", new BoardOptions { MaxFileBytes = 1024 });
        rig.SaveByRename($$"""[{"id":"a","title":"{{new string('x', 990)}}"}]""");
        await Assert.ThrowsAsync<BoardTooLargeException>(() => board.TryClaimNextAsync("agent-1"));
        rig.SaveByRename("""[{"id":"a","title":"x","status":"IN_PROGRESS","assigned_to":"agent-1","attempts":1}]""");
        Assert.Equal(("a#1", true), (await board.TryClaimNextAsync("agent-1")) is { } claim ? (claim.Handle.ToString(), claim.Resumed) : default);
    }

    [Fact]
    public async Task Another_process_under_the_same_name_is_given_back_what_that_name_holds()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        var first = await board.TryClaimNextAsync("agent-1");
        await using var other = rig.Open();
        var resumed = await other.TryClaimNextAsync("agent-1");
        Assert.Equal((first!.Handle, true), (resumed!.Handle, resumed.Resumed));
        await resumed.CompleteAsync("went on");
        await Assert.ThrowsAsync<TransitionRefusedException>(() => first.ReportProgressAsync(10));
    }

    private static async Task<Board> BoardAsync()
    {
        var board = Board.InMemory();
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        return board;
    }
}
