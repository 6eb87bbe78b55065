using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

/// <summary>What a team may agree on besides times and numbers: the order of claims, evidence, who a finished task names.</summary>
public sealed class AgreedRulesTests
{
    [Fact]
    public void By_the_order_of_the_file_the_first_ready_task_is_claimed_whatever_its_priority()
    {
        var board = new DecidedBoard(Task("a", """ "status":"COMPLETED" """), Task("b", """ "priority":"low" """), Task("c", """ "priority":"critical" """));
        Assert.Equal("c", board.ClaimNext("agent-1").Tasks[0].Value);
        board.Settings = board.Settings with { ClaimOrder = ClaimOrder.File };
        Assert.Equal("b", board.ClaimNext("agent-2").Tasks[0].Value);
    }

    [Fact]
    public void Of_several_tasks_that_an_agent_holds_it_is_given_back_the_one_that_comes_first()
    {
        var board = new DecidedBoard(Task("a"), Task("b", """ "priority":"critical" """));
        board.Claim("a", "agent-1");
        board.Claim("b", "agent-1");
        Assert.Equal("b", board.ClaimNext("agent-1").Tasks[0].Value);
        board.Settings = board.Settings with { ClaimOrder = ClaimOrder.File };
        Assert.Equal("a", board.ClaimNext("agent-1").Tasks[0].Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("{ }")]
    public void Where_evidence_is_demanded_a_task_with_acceptance_is_not_completed_without(string? evidence)
    {
        var board = new DecidedBoard(Task("a", """ "acceptance":["tests pass"] """), Task("b"), Task("c", """ "acceptance":["tests pass"] """));
        board.Settings = board.Settings with { RequireEvidence = true };
        var claim = board.Claim("a", "agent-1");
        var before = board.Content;
        var refused = Assert.Throws<EvidenceRequiredException>(() => board.Do(Operations.Complete(claim, new TaskResult("done") { Evidence = evidence }, "agent-1")));
        Assert.Equal(("a", BoardErrorKind.Refused, "tests pass"), (refused.Task, refused.Kind, refused.Acceptance.Single()));
        Assert.Throws<EvidenceRequiredException>(() => board.Complete("c", "agent-2"));
        Assert.Same(before, board.Content);

        board.Do(Operations.Complete(claim, new TaskResult("done") { Evidence = "[\"12 of 12\"]" }, "agent-1"));
        board.Complete("b", "agent-1");
        Assert.Equal((TaskState.Completed, TaskState.Completed), (board["a"].State, board["b"].State));
        Assert.True(board.Do(Operations.Complete(claim, null, "agent-1")).AlreadyDone);
    }

    [Fact]
    public void Whoever_does_not_hold_the_task_is_told_so_before_evidence_is_asked_for()
    {
        var board = new DecidedBoard(Task("a", """ "acceptance":["tests pass"] """));
        board.Settings = board.Settings with { RequireEvidence = true };
        var claim = board.Claim("a", "agent-1");
        Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(claim, null, "agent-2")));
    }

    [Fact]
    public void Finished_tasks_keep_the_name_of_who_had_them_unless_it_was_agreed_otherwise()
    {
        Assert.Equal(["agent-1", "agent-1", "agent-1", "agent-1"], Finish(new DecidedBoard(Four)).Select(t => t.AssignedTo));
        var board = new DecidedBoard(Four);
        board.Settings = board.Settings with { ClearAssignedTo = true };
        var finished = Finish(board);
        Assert.Equal([TaskState.Completed, TaskState.Failed, TaskState.Cancelled, TaskState.Failed], finished.Select(t => t.State));
        Assert.All(finished, task => Assert.Null(task.AssignedTo));
        Assert.All(finished, task => Assert.Contains(task.History, e => e.AgentId == "agent-1"));
    }

    [Fact]
    public void A_completion_repeated_after_the_name_was_cleared_is_the_success_that_it_was()
    {
        var board = new DecidedBoard(Task("a"));
        board.Settings = board.Settings with { ClearAssignedTo = true };
        var claim = board.Claim("a", "agent-1");
        board.Do(Operations.Complete(claim, new TaskResult("done"), "agent-1"));
        Assert.True(board.Do(Operations.Complete(claim, new TaskResult("done"), "agent-1")).AlreadyDone);
        Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Complete(claim, null, "agent-2")));
    }

    private static string[] Four => [Task("a"), Task("b"), Task("c"), Task("d", """ "max_attempts":1 """)];

    private static TaskItem[] Finish(DecidedBoard board)
    {
        var claims = ((string[])["a", "b", "c", "d"]).Select(id => board.Claim(id, "agent-1")).ToArray();
        board.Do(Operations.Complete(claims[0], null, "agent-1"));
        board.Do(Operations.Fail(claims[1], "broken", retry: false, "agent-1"));
        board.Edit("c", new TaskEdit { State = TaskState.Cancelled });
        board.Pass(TimeSpan.FromHours(1));
        board.ClaimNext("agent-2");
        return [.. ((string[])["a", "b", "c", "d"]).Select(id => board[id])];
    }
}
