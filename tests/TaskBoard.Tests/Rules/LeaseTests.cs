using TaskBoard.History;
using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class LeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    [Fact]
    public void A_claim_that_outlived_its_lease_goes_to_the_next_who_asks()
    {
        var board = new DecidedBoard(Task("a"));
        var old = board.Claim("a", "agent-1");
        board.Pass(Lease);

        var next = board.ClaimNext("agent-2");

        Assert.Equal("a#2", next.Claim.ToString());
        Assert.Equal(("agent-2", 1), (board["a"].AssignedTo, board["a"].Failures));
        Assert.Equal(["claimed (attempt 1)", "lease expired (attempt 1 of agent-1)", "claimed (attempt 2)"], board["a"].History.Select(e => e.Details));
        var refusal = Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(old, null, "agent-1")));
        Assert.Equal(("agent-2", 2), (refusal.HeldBy, refusal.Attempt));
        Assert.Contains("The claim a#1 is over.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_by_id_takes_it_as_well()
    {
        var board = new DecidedBoard(Task("a"));
        board.Claim("a", "agent-1");
        board.Pass(Lease - TimeSpan.FromSeconds(1));
        Assert.Throws<ClaimLostException>(() => board.Claim("a", "agent-2"));
        board.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal("a#2", board.Claim("a", "agent-2").ToString());
    }

    [Fact]
    public void The_last_attempt_ends_in_FAILED_and_the_next_task_is_taken()
    {
        var board = new DecidedBoard(Task("a", "\"max_attempts\":1"), Task("b"));
        board.Claim("a", "agent-1");
        board.Pass(Lease);

        var next = board.ClaimNext("agent-2");

        Assert.Equal("b#1", next.Claim.ToString());
        Assert.Equal((TaskState.Failed, "agent-1"), (board["a"].State, board["a"].AssignedTo));
        Assert.Equal("lease expired (attempt 1 of agent-1), attempts used up", board["a"].History[^1].Details);
        Assert.DoesNotContain("a", board.Leases.Keys);
    }

    [Fact]
    public void Where_that_was_the_only_task_there_is_nothing_to_do()
    {
        var board = new DecidedBoard(Task("a", "\"max_attempts\":1"));
        board.Claim("a", "agent-1");
        board.Pass(Lease);

        Assert.True(board.ClaimNext("agent-2").NothingToDo);
        Assert.Equal(TaskState.Failed, board["a"].State);
    }

    [Fact]
    public void Whatever_its_holder_does_renews_a_lease_with_its_own_length()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Do(Operations.Claim(TaskId.Parse("a"), "agent-1", new() { Lease = TimeSpan.FromMinutes(2) })).Claim!.Value;
        for (var i = 0; i < 5; i++)
        {
            board.Pass(TimeSpan.FromMinutes(1));
            board.Do(i % 2 == 0 ? Operations.ReportProgress(claim, i, null, "agent-1") : Operations.Edit(claim.Task, new() { Note = $"{i}" }, "agent-1"));
            Assert.Equal(board.Now + TimeSpan.FromMinutes(2), board.Leases["a"].ExpiresAt);
        }

        board.Edit("a", new() { Note = "by somebody else" });
        board.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal("a#2", board.ClaimNext("agent-2").Claim.ToString());
    }

    [Fact]
    public void A_wall_clock_that_jumps_ends_no_lease_until_the_machine_restarts()
    {
        var board = new DecidedBoard(Task("a"));
        board.Claim("a", "agent-1");
        board.Now += TimeSpan.FromDays(1);
        Assert.True(board.ClaimNext("agent-2").NothingToDo);

        board.BootId = "boot-2";

        Assert.Equal("a#2", board.ClaimNext("agent-2").Claim.ToString());
    }

    [Fact]
    public void Where_the_start_of_the_machine_is_not_known_the_wall_clock_counts()
    {
        var lease = new Lease("a", 1, "agent-1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1), "unknown", TimeSpan.FromHours(1));
        Assert.False(lease.IsOver(DateTimeOffset.UnixEpoch.AddMinutes(59), "unknown", TimeSpan.FromDays(9)));
        Assert.True(lease.IsOver(DateTimeOffset.UnixEpoch.AddHours(1), "unknown", TimeSpan.Zero));
    }

    [Fact]
    public void A_lease_of_another_attempt_or_agent_does_not_count()
    {
        var board = new DecidedBoard(Task("a"));
        board.Claim("a", "agent-1");
        board.Content = board.Content.With(board.Content.Find("a")!.With("assigned_to", "\"by-hand\""));
        board.Pass(Lease);

        Assert.True(board.ClaimNext("agent-2").NothingToDo);
    }

    [Fact]
    public void A_result_after_the_lease_is_accepted_while_nobody_else_claimed()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");
        board.Pass(Lease);

        Assert.True(board.Do(Operations.Complete(claim, new TaskResult("done"), "agent-1")).Late);
        Assert.Equal(TaskState.Completed, board["a"].State);
    }

    [Theory]
    [InlineData(3, TaskState.Pending)]
    [InlineData(1, TaskState.Failed)]
    public void So_is_one_after_the_clock_took_the_task_back(int maxAttempts, TaskState back)
    {
        var board = new DecidedBoard(Task("a", $"\"max_attempts\":{maxAttempts}"));
        var claim = board.Claim("a", "agent-1");
        board.Pass(Lease);
        board.Content = board.Content.With(Expiry.Apply(board.View, board.Content.Find("a")!, "monitor"));
        Assert.Equal(back, board["a"].State);
        board.Edit("a", new() { Note = "where is it?" });

        Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Start(claim.Task, "agent-1")));
        Assert.ThrowsAny<BoardException>(() => board.Do(Operations.Complete(claim, null, "agent-2")));
        var late = board.Do(Operations.Complete(claim, new TaskResult("done"), "agent-1"));

        Assert.True(late.Late);
        Assert.Equal((TaskState.Completed, "agent-1", 1), (board["a"].State, board["a"].AssignedTo, board["a"].Attempts));
    }

    [Fact]
    public void A_result_after_release_cancel_or_another_decision_is_not_accepted()
    {
        var board = new DecidedBoard(Task("a"), Task("b"), Task("c"));
        var (a, b, c) = (board.Claim("a", "agent-1"), board.Claim("b", "agent-1"), board.Claim("c", "agent-1"));
        board.Do(Operations.Release(a, "agent-1"));
        board.Edit("b", new() { State = TaskState.Cancelled });
        board.Pass(Lease);
        board.Content = board.Content.With(Expiry.Apply(board.View, board.Content.Find("c")!, "monitor"));
        board.Edit("c", new() { AssignedTo = "agent-2" });

        Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(a, null, "agent-1")));
        Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Complete(b, null, "agent-1")));
        Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(c, null, "agent-1")));
    }

    [Fact]
    public void A_task_whose_lease_ended_can_be_freed_by_retry()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"max_attempts\":1"));
        board.Claim("a", "agent-1");
        board.Claim("b", "agent-1");
        Assert.Throws<TransitionRefusedException>(() => board.Edit("a", new() { State = TaskState.Pending }));
        board.Pass(Lease);

        board.Edit("a", new() { State = TaskState.Pending });
        board.Edit("b", new() { State = TaskState.Pending });

        Assert.Equal((TaskState.Pending, 1, TaskState.Pending, 0), (board["a"].State, board["a"].Failures, board["b"].State, board["b"].Failures));
        Assert.Empty(board.Leases);
    }
}
