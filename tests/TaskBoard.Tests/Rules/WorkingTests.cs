using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class WorkingTests
{
    [Fact]
    public void Progress_and_notes_are_kept_and_repeating_them_changes_nothing()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");

        var first = board.Do(Operations.ReportProgress(claim, 50, "magic number checked", "agent-1"));
        var before = board.Content;
        var again = board.Do(Operations.ReportProgress(claim, 50, "magic number checked", "agent-1"));

        Assert.Equal("progress 50 %: magic number checked", first.Details);
        Assert.Equal(50, board["a"].Progress);
        Assert.Equal([new TaskNote(board.Now, "agent-1", "magic number checked")], board["a"].Notes);
        Assert.True(again.AlreadyDone);
        Assert.Same(before, again.After);
    }

    [Fact]
    public void Only_the_holder_reports_and_only_by_its_present_claim()
    {
        var board = new DecidedBoard(Task("a"), Task("b"));
        var claim = board.Claim("a", "agent-1");

        Assert.Throws<ClaimLostException>(() => board.Do(Operations.ReportProgress(claim, 1, null, "agent-2")));
        Assert.Throws<ClaimLostException>(() => board.Do(Operations.ReportProgress(claim.Task, 1, null, "agent-2")));
        Assert.Throws<ClaimLostException>(() => board.Do(Operations.ReportProgress(claim with { Attempt = 2 }, 1, null, "agent-1")));
        Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.ReportProgress(TaskId.Parse("b"), 1, null, "agent-1")));
        Assert.Throws<InvalidRequestException>(() => board.Do(Operations.ReportProgress(claim, 101, null, "agent-1")));
        Assert.False(board.Do(Operations.ReportProgress(claim.Task, 1, null, "agent-1")).AlreadyDone);
    }

    [Fact]
    public void Whoever_holds_the_task_and_names_another_claim_is_told_the_right_one()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");

        var refusal = Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(claim with { Attempt = 2 }, null, "agent-1")));

        Assert.Equal(
            "Cannot complete task 'a': you (agent-1) have it since 2026-11-21T09:00:00.000Z (claim a#1, IN_PROGRESS). There is no claim a#2. Your handle is a#1: use it.",
            refusal.Message);
    }

    [Fact]
    public void Whoever_comes_late_to_a_finished_task_is_told_who_finished_it()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");
        board.Do(Operations.Release(claim, "agent-1"));
        board.Do(Operations.Complete(board.Claim("a", "agent-2"), new TaskResult("parsed"), "agent-2"));

        var refusal = Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(claim, null, "agent-1")));

        Assert.Equal(
            "Cannot complete task 'a': it is COMPLETED, by agent-2 at 2026-11-21T09:00:00.000Z (completed: parsed). The claim a#1 is over. Claim another task.",
            refusal.Message);
    }

    [Fact]
    public void A_result_is_kept_and_what_became_ready_is_told()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"depends_on\":[\"a\"]"), Task("c", "\"depends_on\":[\"a\",\"b\"]"), Task("d"));
        var claim = board.Claim("a", "agent-1");
        board.Do(Operations.ReportProgress(claim, 50, null, "agent-1"));

        var decision = board.Do(Operations.Complete(claim, new TaskResult("parsed, 12 tests") { Evidence = " { \"exit\" : 0 } ", Artifacts = ["a.log"] }, "agent-1"));

        Assert.Equal("""{"summary":"parsed, 12 tests","evidence":{"exit":0},"artifacts":["a.log"]}""", board.Content.Find("a")!["result"]);
        Assert.Equal((TaskState.Completed, "agent-1", 100), (board["a"].State, board["a"].AssignedTo, board["a"].Progress));
        Assert.Equal("completed: parsed, 12 tests", decision.Details);
        Assert.Equal(["b"], decision.Ready.Select(id => id.Value));
        Assert.Empty(board.Leases);
        var again = board.Do(Operations.Complete(claim, new TaskResult("parsed"), "agent-1"));
        Assert.True(again.AlreadyDone);
        Assert.Single(again.Warnings);
        Assert.Throws<TransitionRefusedException>(() => board.Complete("a", "agent-2"));
    }

    [Fact]
    public void By_id_alone_an_unclaimed_ready_task_is_claimed_and_completed_in_one_change()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"depends_on\":[\"a\"]"), Task("c", "\"assigned_to\":\"agent-2\""));

        Assert.Throws<TaskNotReadyException>(() => board.Complete("b", "person"));
        Assert.Throws<TaskNotReadyException>(() => board.Complete("c", "person"));
        Assert.Equal("a#1", board.Complete("a", "person").Claim.ToString());

        Assert.Equal(["claimed (attempt 1)", "completed"], board["a"].History.Select(e => e.Details));
        Assert.Equal(("person", 1), (board["a"].AssignedTo, board["a"].Attempts));
        Assert.True(board.Complete("a", "person").AlreadyDone);
    }

    [Fact]
    public void A_task_that_was_given_a_dependency_meanwhile_completes_with_a_warning()
    {
        var board = new DecidedBoard(Task("a"), Task("b"));
        var claim = board.Claim("a", "agent-1");
        board.Edit("a", new() { AddDependsOn = [TaskId.Parse("b")] });

        Assert.Equal(["Completed, although waits for b (PENDING)."], board.Do(Operations.Complete(claim, null, "agent-1")).Warnings.Select(w => w.Text));
    }

    [Fact]
    public void A_failed_task_rests_longer_each_time_until_its_attempts_are_used_up()
    {
        var board = new DecidedBoard(Task("a", "\"max_attempts\":4"));
        foreach (var (attempt, rest) in new[] { (1, 10), (2, 20), (3, 40) })
        {
            var claim = board.Claim("a", "agent-1");
            var decision = board.Do(Operations.Fail(claim, "no\nnetwork", true, "agent-1"));
            Assert.Equal($"failed (attempt {attempt}): no network", decision.Details);
            Assert.Equal((TaskState.Pending, null, attempt), (board["a"].State, board["a"].AssignedTo, board["a"].Failures));
            Assert.InRange((board["a"].NotBefore!.Value - board.Now).TotalSeconds, (rest * 0.8) - 0.001, rest);
            Assert.True(board.Do(Operations.Fail(claim, "no\nnetwork", true, "agent-1")).AlreadyDone);
            Assert.True(board.ClaimNext("agent-2").NothingToDo);
            board.Pass(TimeSpan.FromSeconds(rest));
        }

        board.Do(Operations.Fail(board.Claim("a", "agent-1"), "no network", true, "agent-1"));

        Assert.Equal((TaskState.Failed, "agent-1"), (board["a"].State, board["a"].AssignedTo));
        Assert.Equal("attempt 4 failed: no network", board["a"].Notes[^1].Text);
        board.Edit("a", new() { State = TaskState.Pending });
        Assert.Equal((TaskState.Pending, null, 0, null), (board["a"].State, board["a"].AssignedTo, board["a"].Failures, board["a"].NotBefore));
        Assert.Equal("a#5", board.Claim("a", "agent-2").ToString());
    }

    [Fact]
    public void The_rest_has_a_longest()
    {
        var board = new DecidedBoard(Task("a", "\"failures\":60,\"max_attempts\":99"));

        board.Do(Operations.Fail(board.Claim("a", "agent-1"), "x", true, "agent-1"));

        Assert.InRange(board["a"].NotBefore!.Value - board.Now, TimeSpan.FromMinutes(8) - TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10));
    }

    [Theory]
    [InlineData("\"retry_delay\":\"1h\"", 1, 3600)]
    [InlineData("\"retry_delay\":\"1h\"", 3, 3600)]
    [InlineData("\"retry_delay\":\"1m\",\"retry_max_delay\":\"3m\"", 2, 120)]
    [InlineData("\"retry_delay\":\"1m\",\"retry_max_delay\":\"3m\"", 9, 180)]
    [InlineData("\"retry_max_delay\":\"5s\"", 1, 5)]
    [InlineData("\"retry_delay\":\"0s\"", 1, 0)]
    public void What_a_task_says_of_its_rest_counts_more_than_the_board(string says, int failures, int rest)
    {
        var board = new DecidedBoard(Task("a", $"\"failures\":{failures - 1},\"max_attempts\":99,{says}"));

        board.Do(Operations.Fail(board.Claim("a", "agent-1"), "x", true, "agent-1"));

        Assert.Equal(rest > 0, board["a"].NotBefore is not null);
        Assert.InRange(((board["a"].NotBefore ?? board.Now) - board.Now).TotalSeconds, (rest * 0.8) - 0.001, rest);
    }

    [Theory]
    [InlineData("\"max_run\":\"0s\"")]
    [InlineData("\"max_run\":\"366d\"")]
    [InlineData("\"retry_delay\":60")]
    [InlineData("\"retry_max_delay\":\"soon\"")]
    public void A_task_whose_times_make_no_sense_is_held_until_somebody_mends_it(string says)
    {
        var board = new DecidedBoard(Task("a", says));

        Assert.Throws<TaskHeldException>(() => board.Claim("a", "agent-1"));
    }

    [Fact]
    public void Times_are_edited_within_their_range()
    {
        var board = new DecidedBoard(Task("a"));

        board.Edit("a", new() { RetryDelay = TimeSpan.FromMinutes(1), RetryMaxDelay = TimeSpan.FromHours(1), MaxRun = TimeSpan.FromHours(2) });

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(2)), (board["a"].RetryDelay, board["a"].RetryMaxDelay, board["a"].MaxRun));
        Assert.Equal("rests 1m after a failure, rests 1h at most, runs 2h at most", board["a"].History[^1].Details);
        foreach (var wrong in new TaskEdit[]
        {
            new() { RetryDelay = TimeSpan.FromSeconds(-1) },
            new() { RetryMaxDelay = TimeSpan.FromDays(366) },
            new() { RetryDelay = TimeSpan.FromHours(2), RetryMaxDelay = TimeSpan.FromHours(1) },
            new() { MaxRun = TimeSpan.Zero },
        })
        {
            Assert.Throws<InvalidRequestException>(() => board.Edit("a", wrong));
        }
    }

    [Fact]
    public void Whoever_gives_up_what_failed_already_is_told_that_it_will_be_tried_again()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");
        board.Do(Operations.Fail(claim, "no network", true, "agent-1"));

        Assert.Empty(board.Do(Operations.Fail(claim, "no network", true, "agent-1")).Warnings);
        var again = board.Do(Operations.Fail(claim, "no use", false, "agent-1"));

        Assert.True(again.AlreadyDone);
        Assert.EndsWith("To give it up: 'taskboard cancel a'.", Assert.Single(again.Warnings).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_that_is_not_worth_retrying_is_final()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");

        board.Do(Operations.Fail(claim, "impossible", false, "agent-1"));

        Assert.Equal(TaskState.Failed, board["a"].State);
        Assert.True(board.Do(Operations.Fail(claim, "impossible", false, "agent-1")).AlreadyDone);
        Assert.Throws<InvalidRequestException>(() => Operations.Fail(claim, " ", false, "agent-1"));
    }

    [Fact]
    public void Who_releases_leaves_word_in_the_same_change()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");

        board.Do(Operations.Release(claim, "agent-1", "half of it is done"));

        Assert.Equal((TaskState.Pending, "half of it is done"), (board["a"].State, Assert.Single(board["a"].Notes).Text));
        Assert.Throws<InvalidRequestException>(() => Operations.Release(claim, "agent-1", " "));
    }

    [Fact]
    public void Releasing_costs_no_attempt_and_can_be_repeated_by_the_same_agent_only()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");

        var decision = board.Do(Operations.Release(claim, "agent-1"));

        Assert.Equal((TaskState.Pending, null, 0), (board["a"].State, board["a"].AssignedTo, board["a"].Failures));
        Assert.Equal(["a"], decision.Ready.Select(id => id.Value));
        Assert.True(board.Do(Operations.Release(claim, "agent-1")).AlreadyDone);
        Assert.Throws<ClaimLostException>(() => board.Do(Operations.Release(claim, "agent-2")));
        var refusal = Assert.Throws<ClaimLostException>(() => board.Do(Operations.Complete(claim, null, "agent-1")));
        Assert.Equal("Cannot complete task 'a': nobody has it now, it is PENDING (released (attempt 1)). The claim a#1 is over. Claim it again to go on.", refusal.Message);
    }

    [Fact]
    public void The_file_keeps_only_the_newest_history()
    {
        var board = new DecidedBoard(Task("a"));
        board.Settings = board.Settings with { HistoryKept = 3 };
        var claim = board.Claim("a", "agent-1");
        for (var i = 1; i <= 5; i++)
        {
            board.Do(Operations.ReportProgress(claim, i, null, "agent-1"));
        }

        Assert.Equal(["progress 3 %", "progress 4 %", "progress 5 %"], board["a"].History.Select(e => e.Details));
    }

    [Fact]
    public void Details_are_one_line_of_at_most_200_characters()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");

        board.Do(Operations.Complete(claim, new TaskResult(string.Concat(Enumerable.Repeat("a\r\n😀", 200))), "agent-1"));

        var details = board["a"].History[^1].Details!;
        Assert.InRange(details.Length, 199, 200);
        Assert.EndsWith("…", details, StringComparison.Ordinal);
        Assert.False(board["a"].Held);
    }

    [Fact]
    public void What_a_hand_written_task_lacks_is_filled_in_where_its_history_tells_it()
    {
        var board = new DecidedBoard(
            Task("a", "\"history\":[{\"timestamp\":\"2026-11-01T10:00:00Z\",\"event\":\"CREATED\",\"agent_id\":\"planner\",\"details\":\"x\"}]"), Task("b"));

        board.Claim("a", "agent-1");
        board.Claim("b", "agent-1");

        Assert.Equal(("planner", new DateTimeOffset(2026, 11, 1, 10, 0, 0, TimeSpan.Zero)), (board["a"].CreatedBy, board["a"].CreatedAt));
        Assert.Equal((null, null, board.Now), (board["b"].CreatedBy, board["b"].CreatedAt, board["b"].UpdatedAt));
    }
}
