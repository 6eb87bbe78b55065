using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class EditingTests
{
    private static readonly TaskId A = TaskId.Parse("a");

    [Fact]
    public void Every_property_of_an_edit_is_applied_and_told()
    {
        var board = new DecidedBoard(Task("a", "\"labels\":[\"old\"],\"related\":[\"p\"],\"paths\":[\"doc\"],\"acceptance\":[\"it compiles\"]"), Task("b"), Task("p"));

        var decision = board.Edit("a", new()
        {
            Title = "New",
            Description = "D",
            AssignedTo = "agent-1",
            Persona = "reviewer",
            Priority = TaskPriority.Low,
            Blocked = "no access",
            Note = "see mail",
            Parent = TaskId.Parse("p"),
            MaxAttempts = 7,
            AddLabels = ["new"],
            RemoveLabels = ["old"],
            AddDependsOn = [TaskId.Parse("b")],
        });
        var more = board.Edit("a", new()
        {
            NotBefore = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero),
            AddRelated = [TaskId.Parse("b")],
            RemoveRelated = [TaskId.Parse("p")],
            AddPaths = ["src"],
            RemovePaths = ["doc"],
            AddAcceptance = ["it works"],
            RemoveAcceptance = ["it compiles"],
        });

        Assert.StartsWith("assigned to agent-1, title changed, description changed, for the persona reviewer, priority low, blocked: no access, 7 attempts, "
            + "labelled new, no longer labelled old, depends on b", decision.Details, StringComparison.Ordinal);
        Assert.Equal(
            ("New", "D", "agent-1", "reviewer", TaskPriority.Low, "no access", "see mail", "p", 7),
            (board["a"].Title, board["a"].Description, board["a"].AssignedTo, board["a"].Persona, board["a"].Priority, board["a"].Blocked, board["a"].Notes[0].Text, board["a"].Parent, board["a"].MaxAttempts));
        Assert.Equal(["new"], board["a"].Labels);
        Assert.Equal(["b"], board["a"].DependsOn);
        Assert.Equal("not before 2026-11-22T09:00:00.000Z, touches src, no longer touches doc, demands it works, no longer demands it compiles, "
            + "related to b, no longer related to p", more.Details);
        Assert.Equal((["b"], ["src"], ["it works"]), (board["a"].Related, board["a"].Paths, board["a"].Acceptance));
        Assert.Equal(22, board["a"].NotBefore?.Day);
    }

    [Fact]
    public void A_task_that_is_to_wait_no_longer_becomes_ready_and_the_same_time_changes_nothing()
    {
        var board = new DecidedBoard(Task("a", "\"not_before\":\"2026-11-22T10:00:00+01:00\""));
        var same = board.Edit("a", new() { NotBefore = new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero).AddTicks(1) });
        Assert.True(same.AlreadyDone);

        var decision = board.Edit("a", new() { NotBefore = default(DateTimeOffset) });

        Assert.Equal(("at any time", "null"), (decision.Details, board.Content.Find("a")!["not_before"]));
        Assert.Equal(["a"], decision.Ready.Select(id => id.Value));
    }

    [Fact]
    public void A_task_is_not_related_to_itself()
    {
        var (board, a) = (new DecidedBoard(Task("a"), Task("b", "\"related\":[\"b\"]")), TaskId.Parse("a"));
        Assert.Equal(
            "'a' cannot be related to itself: name the task that it belongs together with.",
            Assert.Throws<InvalidRequestException>(() => board.Edit("a", new() { AddRelated = [a] })).Message);
        Assert.Throws<InvalidRequestException>(() => Operations.Add([new TaskDraft("x") { Id = TaskId.Parse("x"), Related = [TaskId.Parse("x")] }], "lead"));

        // As somebody wrote it by hand, it can be taken off.
        board.Edit("b", new() { RemoveRelated = [TaskId.Parse("b")] });
        Assert.Empty(board["b"].Related);
    }

    [Fact]
    public void A_task_is_related_only_to_what_is_on_the_board_and_names_that_lead_nowhere_can_be_taken_off()
    {
        var board = new DecidedBoard(Task("a", "\"related\":[\"gone\"]"));
        Assert.Throws<TaskNotFoundException>(() => board.Edit("a", new() { AddRelated = [TaskId.Parse("b")] }));
        Assert.Throws<InvalidRequestException>(() => board.Edit("a", new() { AddRelated = [default], AddPaths = [""], AddAcceptance = [" "] }));
        board.Edit("a", new() { RemoveRelated = [TaskId.Parse("gone")] });
        Assert.Empty(board["a"].Related);
    }

    [Fact]
    public void What_is_so_already_is_not_changed()
    {
        var board = new DecidedBoard(Task("a", "\"priority\":\"High\",\"labels\":[\"x\"],\"blocked\":null"));
        var edit = new TaskEdit { Title = "Task a", Priority = TaskPriority.High, AddLabels = ["x"], RemoveLabels = ["y"], Blocked = "", AssignedTo = "", State = TaskState.Pending };
        var before = board.Content;

        var decision = board.Edit("a", edit);

        Assert.True(decision.AlreadyDone);
        Assert.Same(before, decision.After);
    }

    [Fact]
    public void Properties_are_emptied_never_removed()
    {
        var board = new DecidedBoard(Task("p"), Task("a", "\"labels\":[\"x\"],\"depends_on\":[\"p\"],\"blocked\":\"b\",\"persona\":\"r\",\"assigned_to\":\"agent-1\""), Task("c", "\"parent\":\"p\""));

        board.Edit("a", new() { RemoveLabels = ["x"], RemoveDependsOn = [TaskId.Parse("p")], Blocked = "", Persona = "", AssignedTo = "" });
        board.Edit("c", new() { Parent = default(TaskId) });

        var task = board.Content.Find("a")!;
        Assert.Equal(("[]", "[]", "null", "null", "null"), (task["labels"], task["depends_on"], task["blocked"], task["persona"], task["assigned_to"]));
        Assert.Equal("null", board.Content.Find("c")!["parent"]);
        Assert.False(task.Item.Held);
        Assert.Equal(["p", "a", "c"], board.Ready());
    }

    [Fact]
    public void Cancelling_takes_the_task_from_its_holder_and_may_free_its_parent()
    {
        var board = new DecidedBoard(Task("p"), Task("a", "\"parent\":\"p\""));
        var claim = board.Claim("a", "agent-1");

        var decision = board.Do(Operations.Edit(A, new() { State = TaskState.Cancelled }, new ChangeBy("lead") { Reason = "not needed" }));

        Assert.Equal(["p"], decision.Ready.Select(id => id.Value));
        Assert.Equal("cancelled: not needed", decision.Details);
        Assert.Equal("cancelled: not needed", board["a"].History[^1].Details);
        Assert.Empty(board.Leases);
        Assert.Contains("it is CANCELLED", Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Complete(claim, null, "agent-1"))).Message, StringComparison.Ordinal);
        Assert.True(board.Edit("a", new() { State = TaskState.Cancelled }).AlreadyDone);
    }

    [Fact]
    public void Whoever_cancels_a_task_learns_what_is_not_done_with_it()
    {
        var board = new DecidedBoard(
            [Task("p"), Task("done", "\"parent\":\"p\",\"status\":\"COMPLETED\""), .. Enumerable.Range(1, 6).Select(i => Task($"p.{i}", "\"parent\":\"p\"")), Task("after", "\"depends_on\":[\"p\"]")]);

        Assert.Equal(
            ["Its subtasks are not cancelled with it: p.1, p.2, p.3, p.4, p.5 and 1 more.", "What depends on it is held back from now on: after."],
            board.Edit("p", new() { State = TaskState.Cancelled }).Warnings.Select(w => w.Text));
        Assert.Empty(board.Edit("p", new() { State = TaskState.Cancelled }).Warnings);
        Assert.Empty(board.Edit("after", new() { State = TaskState.Cancelled }).Warnings);
    }

    [Fact]
    public void A_completed_task_can_be_reopened_and_not_cancelled()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"assigned_to\":\"agent-2\""));
        board.Complete("a", "agent-1");
        Assert.Throws<TransitionRefusedException>(() => board.Edit("a", new() { State = TaskState.Cancelled }));
        board.Edit("b", new() { State = TaskState.Cancelled });

        Assert.Equal("reopened", board.Edit("a", new() { State = TaskState.Pending }).Details);
        board.Edit("b", new() { State = TaskState.Pending });

        Assert.Null(board["a"].AssignedTo);
        Assert.Equal("agent-2", board["b"].AssignedTo);
    }

    [Fact]
    public void A_task_in_hand_or_finished_cannot_be_assigned()
    {
        var board = new DecidedBoard(Task("a"));
        var claim = board.Claim("a", "agent-1");
        Assert.Throws<TransitionRefusedException>(() => board.Edit("a", new() { AssignedTo = "agent-2" }));
        board.Do(Operations.Complete(claim, null, "agent-1"));
        Assert.Throws<TransitionRefusedException>(() => board.Edit("a", new() { AssignedTo = "agent-2" }));

        board.Edit("a", new() { AssignedTo = "agent-2", State = TaskState.Pending });

        Assert.Equal((TaskState.Pending, "agent-2"), (board["a"].State, board["a"].AssignedTo));
    }

    [Fact]
    public void Dependencies_and_parents_must_exist_and_close_no_circle()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"depends_on\":[\"a\"]"), Task("c", "\"depends_on\":[\"b\"]"), Task("s", "\"parent\":\"a\""));

        Assert.Throws<TaskNotFoundException>(() => board.Edit("a", new() { AddDependsOn = [TaskId.Parse("zzz")] }));
        Assert.Throws<TaskNotFoundException>(() => board.Edit("a", new() { Parent = TaskId.Parse("zzz") }));
        var refusal = Assert.Throws<DependencyCycleException>(() => board.Edit("a", new() { AddDependsOn = [TaskId.Parse("c")] }));
        Assert.Equal(["a", "c", "b", "a"], refusal.Cycle);
        Assert.Equal(["a", "a"], Assert.Throws<DependencyCycleException>(() => board.Edit("a", new() { AddDependsOn = [A] })).Cycle);
        Assert.Throws<DependencyCycleException>(() => board.Edit("s", new() { AddDependsOn = [TaskId.Parse("c")] }));
        Assert.Throws<DependencyCycleException>(() => board.Edit("a", new() { Parent = TaskId.Parse("s") }));
        Assert.Equal("'a' cannot be its own parent. Name another parent, or none.", Assert.Throws<DependencyCycleException>(() => board.Edit("a", new() { Parent = A })).Message);
        board.Edit("c", new() { AddDependsOn = [A] });
    }

    [Fact]
    public void A_task_is_removed_when_nobody_has_it_and_nothing_names_it()
    {
        var board = new DecidedBoard(Task("a"), Task("b", "\"depends_on\":[\"a\"]"), Task("c", "\"parent\":\"a\""), Task("d"));
        board.Claim("d", "agent-1");

        Assert.Contains("agent-1 has it in hand", Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Remove(TaskId.Parse("d"), "lead"))).Message, StringComparison.Ordinal);
        Assert.Contains("other tasks name it: b (depends on it), c (its subtask)",
            Assert.Throws<TransitionRefusedException>(() => board.Do(Operations.Remove(A, "lead"))).Message, StringComparison.Ordinal);
        Assert.Equal(["a"], board.Do(Operations.Remove(TaskId.Parse("c"), "lead")).Ready.Select(id => id.Value));
        Assert.Null(board.Content.Find("c"));
    }
}
