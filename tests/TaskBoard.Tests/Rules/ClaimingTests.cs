using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class ClaimingTests
{
    private static readonly TaskId A = TaskId.Parse("a");

    [Fact]
    public void The_next_task_is_claimed_with_attempt_holder_lease_and_history()
    {
        var board = new DecidedBoard(Task("a"));

        var decision = board.ClaimNext("agent-1");

        Assert.Equal("a#1", decision.Claim.ToString());
        Assert.Equal("""
            {"id":"a","title":"Task a","status":"IN_PROGRESS","assigned_to":"agent-1","attempts":1,"updated_at":"2026-11-21T09:00:00.000Z","history":[{"timestamp":"2026-11-21T09:00:00.000Z","event":"ASSIGNED","agent_id":"agent-1","details":"claimed (attempt 1)"}]}
            """, board.Content.Find("a")!.Json);
        Assert.Equal(board.Now + TimeSpan.FromMinutes(15), board.Leases["a"].ExpiresAt);
        Assert.Equal(board.SinceBoot + TimeSpan.FromMinutes(15), board.Leases["a"].BootExpires);
    }

    [Fact]
    public void Nothing_ready_is_nothing_to_do()
    {
        var board = new DecidedBoard(Task("a", "\"blocked\":\"no access\""));

        var decision = board.ClaimNext("agent-1");

        Assert.True(decision.NothingToDo);
        Assert.Same(board.Content, decision.After);
        Assert.Null(decision.Claim);
    }

    [Fact]
    public void An_agent_gets_back_what_it_holds_with_the_same_handle_and_a_new_lease()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"priority\":\"critical\""));
        board.Claim("a", "agent-1");
        var before = board.Content;
        board.Pass(TimeSpan.FromMinutes(5));

        var again = board.ClaimNext("agent-1");

        Assert.True(again.Resumed);
        Assert.Equal("a#1", again.Claim.ToString());
        Assert.Same(before, again.After);
        Assert.Equal(board.Now + TimeSpan.FromMinutes(15), board.Leases["a"].ExpiresAt);
        Assert.Equal("b#1", board.ClaimNext("agent-1", new() { Another = true }).Claim.ToString());
    }

    [Fact]
    public void Tasks_that_are_not_wanted_are_passed_over_unless_they_are_held_already()
    {
        var board = new DecidedBoard(Task("a"), Task("b"));
        var options = new ClaimOptions { Except = [A] };

        Assert.Equal("b#1", board.ClaimNext("agent-1", options).Claim.ToString());
        Assert.True(board.ClaimNext("agent-2", options).NothingToDo);

        board.Claim("a", "agent-2");
        Assert.Equal("a#1", board.ClaimNext("agent-2", options).Claim.ToString());
    }

    [Fact]
    public void Work_that_waits_for_a_task_keeps_nobody_from_it_by_its_paths()
    {
        var board = new DecidedBoard(
            Task("parent", "\"paths\":[\"src\"]"), Task("child", "\"paths\":[\"src/a\"],\"parent\":\"parent\",\"status\":\"CANCELLED\""), Task("other", "\"paths\":[\"src/b\"]"));
        board.Claim("parent", "lead");
        board.Edit("child", new() { State = TaskState.Pending });

        Assert.Equal("child#1", board.ClaimNext("agent-1").Claim.ToString());
        Assert.True(board.ClaimNext("agent-2").NothingToDo);
    }

    [Fact]
    public void What_keeps_a_task_by_many_paths_is_told_in_few_words()
    {
        var board = new DecidedBoard([.. Enumerable.Range(1, 8).Select(i => Task($"t{i}", $"\"paths\":[\"src/{i}\"]")), Task("all", "\"paths\":[\"src\"],\"priority\":\"low\"")]);
        for (var i = 1; i <= 8; i++)
        {
            board.Claim($"t{i}", $"agent-{i}");
        }

        var refused = Assert.Throws<TaskNotReadyException>(() => board.Claim("all", "agent-9"));
        Assert.Contains("touches src, as does t5, which agent-5 has in hand; touches paths of 3 more tasks in hand.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_whose_lease_is_over_keeps_nobody_from_its_paths()
    {
        var board = new DecidedBoard(Task("a", "\"paths\":[\"src\"],\"priority\":\"low\""), Task("b", "\"paths\":[\"src/x\"]"));
        board.Claim("a", "agent-1");
        Assert.Empty(board.Ready());

        board.Pass(TimeSpan.FromMinutes(16));

        Assert.Equal(["b"], board.Ready());
        Assert.Equal("b#1", board.ClaimNext("agent-2").Claim.ToString());
    }

    [Fact]
    public void What_touched_the_same_becomes_ready_when_the_work_ends_however_it_ends()
    {
        var board = new DecidedBoard(Task("a", "\"paths\":[\"src\"]"), Task("b", "\"paths\":[\"src/x\"]"), Task("c", "\"paths\":[\"*.md\"]"));
        board.Claim("a", "agent-1");
        Assert.Empty(board.Ready());

        Assert.Equal(["a", "b", "c"], Ids(board.Do(Operations.Release(A, "agent-1"))));
        board.Claim("a", "agent-1");
        Assert.Equal(["b", "c"], Ids(board.Complete("a", "agent-1")));

        static IEnumerable<string> Ids(Decision decision) => decision.Ready.Select(id => id.Value);
    }

    [Fact]
    public void What_is_ready_is_what_an_agent_with_empty_hands_could_claim()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var board = new DecidedBoard(seed, [.. Enumerable.Range(0, 12).Select(i => Task($"t{i}", $"\"paths\":[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => RandomPath(random)))}]"))]);
            for (var agent = 0; agent < 3; agent++)
            {
                board.ClaimNext($"agent-{agent}");
                Assert.Equal(board.Ready(), board.Content.Tasks.Where(t => new Standings(board.View, "other").Of(t).Ready).Select(t => t.Key));
                Assert.Equal(board.Ready(), Claiming.Candidates(board.View, "other", new()).Select(t => t.Key));
                Assert.All(board.Content.Tasks.Where(t => t.Item.State == TaskState.Pending), task =>
                    Assert.Equal(board.Ready().Contains(task.Key), Claiming.HeldBackBy(board.View, board.Content, task, "other", new()).Count == 0));
            }
        }

        static string RandomPath(Random random) =>
            $"\"{string.Join('/', Enumerable.Range(0, 1 + random.Next(3)).Select(_ => random.Next(12) == 0 ? "*" : ((char)('a' + random.Next(3))).ToString()))}\"";
    }

    [Fact]
    public void A_task_whose_claim_lives_in_this_process_is_not_given_back()
    {
        var board = new DecidedBoard(Task("a"), Task("b"));
        var first = board.ClaimNext("agent-1").Claim!.Value;

        var second = board.Do(Operations.ClaimNext("agent-1", new(), first.Equals));

        Assert.Equal("b#1", second.Claim.ToString());
        Assert.False(second.Resumed);
    }

    [Fact]
    public void A_reserved_task_is_begun_by_start_or_by_claiming_it_again()
    {
        var board = new DecidedBoard(Task("a"), Task("b"));
        var a = board.ClaimNext("agent-1", new() { Hold = true }).Claim!.Value;
        Assert.Equal(TaskState.Claimed, board["a"].State);
        Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Complete(a, null, "agent-1")));

        var started = board.Do(Operations.Start(a, "agent-1"));
        var again = board.Do(Operations.Start(a, "agent-1"));

        Assert.Equal(TaskState.InProgress, board["a"].State);
        Assert.False(started.AlreadyDone);
        Assert.True(again.AlreadyDone);
        board.ClaimNext("agent-2", new() { Hold = true });
        var resumed = board.ClaimNext("agent-2");
        Assert.Equal(("b#1", true, TaskState.InProgress), (resumed.Claim.ToString(), resumed.Resumed, board["b"].State));
    }

    [Fact]
    public void A_task_meant_for_another_agent_or_persona_is_passed_over()
    {
        var board = new DecidedBoard(
            Task("a", "\"assigned_to\":\"agent-2\""), Task("b", "\"persona\":\"reviewer\""), Task("c", "\"labels\":[\"x\"]"), Task("d", "\"labels\":[\"y\",\"x\"]"));

        Assert.Equal("d#1", board.ClaimNext("agent-1", new() { Labels = ["x", "y"] }).Claim.ToString());
        Assert.Equal("c#1", board.ClaimNext("agent-3").Claim.ToString());
        Assert.True(board.ClaimNext("agent-4").NothingToDo);
        Assert.Equal("b#1", board.ClaimNext("agent-4", new() { Persona = "reviewer" }).Claim.ToString());
        Assert.Equal("a#1", board.ClaimNext("agent-2").Claim.ToString());
    }

    [Fact]
    public void A_task_that_touches_what_another_has_in_hand_is_passed_over()
    {
        var board = new DecidedBoard(Task("a", "\"paths\":[\"src/core\"]"), Task("b", "\"paths\":[\"./src/core/file.cs\"]"), Task("c", "\"paths\":[\"src/corelib\"]"));
        board.Claim("a", "agent-1");

        Assert.Equal("c#1", board.ClaimNext("agent-2").Claim.ToString());
        var refusal = Assert.Throws<TaskNotReadyException>(() => board.Claim("b", "agent-3"));
        Assert.Equal(["touches ./src/core/file.cs, as does a, which agent-1 has in hand"], refusal.Reasons);
        Assert.Equal("b#1", board.ClaimNext("agent-1", new() { Another = true }).Claim.ToString());
    }

    [Fact]
    public void A_task_by_id_is_refused_with_all_that_holds_it_back_unless_overridden()
    {
        var board = new DecidedBoard(Task("d"), Task("a", "\"depends_on\":[\"d\"],\"blocked\":\"no access\",\"assigned_to\":\"agent-9\",\"persona\":\"reviewer\""));

        var refusal = Assert.Throws<TaskNotReadyException>(() => board.Claim("a", "agent-1"));

        Assert.Equal(["blocked: no access", "waits for d (PENDING)", "meant for agent-9", "asks for the persona reviewer"], refusal.Reasons);
        var claim = board.Do(Operations.Claim(A, "agent-1", new() { Override = true }));
        Assert.Equal("claimed (attempt 1), overriding what held it back", claim.Details);
        Assert.Equal(("agent-1", TaskState.InProgress), (board["a"].AssignedTo, board["a"].State));
    }

    [Fact]
    public void A_task_in_anothers_hands_is_refused_with_who_and_since_when()
    {
        var board = new DecidedBoard(Task("a"));
        board.Claim("a", "agent-1");
        board.Pass(TimeSpan.FromMinutes(1));

        var refusal = Assert.Throws<ClaimLostException>(() => board.Do(Operations.Claim(A, "agent-2", new() { Override = true })));

        Assert.Equal(("agent-1", 1, board.Now - TimeSpan.FromMinutes(1)), (refusal.HeldBy, refusal.Attempt, refusal.Since));
        Assert.Equal("Cannot claim task 'a': agent-1 has it since 2026-11-21T09:00:00.000Z (claim a#1, IN_PROGRESS). Leave it to them, or claim another task.", refusal.Message);
    }

    [Fact]
    public void Work_in_progress_that_nobody_holds_can_be_claimed()
    {
        var board = new DecidedBoard(Task("a", "\"status\":\"in-progress\""), Task("b", "\"status\":\"in progress\",\"assigned_to\":\"agent-2\""));

        Assert.Equal("a#1", board.ClaimNext("agent-1").Claim.ToString());
        Assert.True(board.ClaimNext("agent-3").NothingToDo);
        var mine = board.ClaimNext("agent-2");
        Assert.Equal(("b#1", true), (mine.Claim.ToString(), mine.Resumed));
        Assert.Equal("\"in progress\"", board.Content.Find("b")!["status"]);
    }

    [Theory]
    [InlineData("COMPLETED")]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public void A_finished_task_cannot_be_claimed(string status)
    {
        var board = new DecidedBoard(Task("a", $"\"status\":\"{status}\""));

        Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Claim(A, "agent-1", new() { Override = true })));
    }

    [Fact]
    public void The_number_of_an_attempt_is_never_given_out_twice()
    {
        var board = new DecidedBoard(Task("a"));
        var before = board.Content;
        board.Claim("a", "agent-1");

        board.Content = before;

        Assert.Equal("a#2", board.Claim("a", "agent-1").ToString());
    }

    [Fact]
    public void Unknown_and_held_tasks_are_refused()
    {
        var board = new DecidedBoard(Task("abcd12"), Task("a", "\"status\":\"sideways\""));

        Assert.Throws<TaskHeldException>(() => board.Claim("a", "agent-1"));
        var refusal = Assert.Throws<TaskNotFoundException>(() => board.Claim("ABCD", "agent-1"));
        Assert.Contains("Did you mean 'abcd12'?", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two\nlines")]
    public void An_agent_needs_a_name(string agent) => Assert.Throws<InvalidRequestException>(() => new DecidedBoard().ClaimNext(agent));
}
