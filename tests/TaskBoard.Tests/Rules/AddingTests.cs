using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class AddingTests
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly TaskId B = TaskId.Parse("b");

    [Fact]
    public void A_small_task_has_what_programs_rely_on_and_nothing_else()
    {
        var board = new DecidedBoard();

        var decision = board.Do(Operations.Add([new TaskDraft("Parse the header") { Id = A }], "planner"));

        Assert.Equal("""
            {"id":"a","title":"Parse the header","description":"","status":"PENDING","assigned_to":null,"created_by":"planner","created_at":"2026-11-21T09:00:00.000Z","updated_at":"2026-11-21T09:00:00.000Z","history":[{"timestamp":"2026-11-21T09:00:00.000Z","event":"CREATED","agent_id":"planner","details":"created"}]}
            """, board.Content.Find("a")!.Json);
        Assert.Equal([A], decision.Tasks);
        Assert.Equal([A], decision.Ready);
    }

    [Fact]
    public void Everything_a_draft_says_comes_onto_the_board_in_the_order_of_the_table()
    {
        var board = new DecidedBoard(Task("b"));
        var draft = new TaskDraft("T")
        {
            Id = A,
            Description = "D",
            Priority = TaskPriority.High,
            AssignedTo = "agent-1",
            Persona = "reviewer",
            DependsOn = [B, B],
            Parent = null,
            Related = [B],
            Labels = ["x"],
            Paths = ["src"],
            Acceptance = ["works"],
            NotBefore = new DateTimeOffset(2026, 12, 1, 1, 0, 0, 0, TimeSpan.FromHours(1)),
            MaxAttempts = 5,
            RetryDelay = TimeSpan.FromSeconds(90),
            RetryMaxDelay = TimeSpan.FromHours(1),
            MaxRun = TimeSpan.FromHours(2),
            Properties = [new("estimate", " 1.50 ")],
        };

        var decision = board.Do(Operations.Add([draft], new ChangeBy("planner") { Reason = "sprint 3" }));

        Assert.Equal("""
            {"id":"a","title":"T","description":"D","status":"PENDING","assigned_to":"agent-1","persona":"reviewer","priority":"high","depends_on":["b"],"related":["b"],"labels":["x"],"paths":["src"],"acceptance":["works"],"not_before":"2026-12-01T00:00:00.000Z","max_attempts":5,"retry_delay":"1m30s","retry_max_delay":"1h","max_run":"2h","created_by":"planner","created_at":"2026-11-21T09:00:00.000Z","updated_at":"2026-11-21T09:00:00.000Z","history":[{"timestamp":"2026-11-21T09:00:00.000Z","event":"CREATED","agent_id":"planner","details":"created: sprint 3"}],"estimate":1.50}
            """, board.Content.Find("a")!.Json);
        Assert.Empty(decision.Ready);
        Assert.False(board["a"].Held);
    }

    [Fact]
    public void Ids_are_short_and_were_never_on_the_board()
    {
        const int Issued = 60;
        var asked = new List<string>();
        var board = new DecidedBoard();
        var view = board.View with { HighestAttempt = Look };

        var id = Assert.Single(Operations.Add([new TaskDraft("T")], "planner")(view).Tasks);

        // Where that many short ones are taken, a longer one is made.
        Assert.Matches("^[2-9bcdfghjkmnpqrstvwxyz]{7}$", id.Value);
        Assert.Equal(id.Value, asked[Issued]);
        Assert.Equal(6, asked[0].Length);

        int? Look(string candidate)
        {
            asked.Add(candidate);
            return asked.Count <= Issued ? 0 : null;
        }
    }

    [Fact]
    public void Drafts_may_depend_on_each_other()
    {
        var board = new DecidedBoard();

        var decision = board.Do(Operations.Add([new("A") { Id = A, DependsOn = [B] }, new("B") { Id = B }], "planner"));

        Assert.Equal([B], decision.Ready);
        Assert.Equal("created 2 tasks", decision.Details);
    }

    [Fact]
    public void An_id_on_the_board_is_taken()
    {
        var board = new DecidedBoard(Task("a"));

        var refusal = Assert.Throws<TaskExistsException>(() => board.Do(Operations.Add([new("A") { Id = A }], "planner")));

        Assert.Equal("The id 'a' is taken by 'Task a' (PENDING). Take another, or none: one is made.", refusal.Message);
    }

    [Fact]
    public void What_it_names_must_be_there()
    {
        var board = new DecidedBoard();

        Assert.Equal("b", Assert.Throws<TaskNotFoundException>(() => board.Do(Operations.Add([new("A") { DependsOn = [B] }], "planner"))).Task);
        Assert.Equal("b", Assert.Throws<TaskNotFoundException>(() => board.Do(Operations.Add([new("A") { Parent = B }], "planner"))).Task);
    }

    [Fact]
    public void A_circle_among_drafts_is_refused_and_spelled_out()
    {
        var board = new DecidedBoard();

        var refusal = Assert.Throws<DependencyCycleException>(() =>
            board.Do(Operations.Add([new("A") { Id = A, DependsOn = [B] }, new("B") { Id = B, DependsOn = [A] }], "planner")));
        Assert.Equal(["a", "b", "a"], refusal.Cycle);
        Assert.Equal(["a", "a"], Assert.Throws<DependencyCycleException>(() => board.Do(Operations.Add([new("A") { Id = A, DependsOn = [A] }], "planner"))).Cycle);
        Assert.Equal(
            "'a' cannot be its own parent. Name another parent, or none.",
            Assert.Throws<DependencyCycleException>(() => board.Do(Operations.Add([new("A") { Id = A, Parent = A }], "planner"))).Message);
        Assert.Throws<DependencyCycleException>(() => board.Do(Operations.Add([new("A") { Id = A }, new("B") { Id = B, Parent = A, DependsOn = [A] }], "planner")));
    }

    [Fact]
    public void An_old_circle_is_in_nobodys_way()
    {
        var board = new DecidedBoard(Task("x", "\"depends_on\":[\"y\"]"), Task("y", "\"depends_on\":[\"x\"]"));

        board.Do(Operations.Add([new("A") { Id = A, DependsOn = [TaskId.Parse("x")] }, new("B") { Id = B, DependsOn = [TaskId.Parse("y")] }], "planner"));

        // A subtask would be part of it: its parent waits for it, and it waits for what its parent waits for.
        Assert.Throws<DependencyCycleException>(() => board.Do(Operations.Add([new("C") { Parent = TaskId.Parse("y") }], "planner")));
        Assert.Equal(4, board.Content.Tasks.Count);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var refusal = Assert.Throws<InvalidRequestException>(() => Operations.Add(
            [new("") { MaxAttempts = 0 }, new("two\nlines") { Labels = [" "], Properties = [new("status", "1"), new("x", "{")] }], "planner"));

        Assert.Equal("Draft 1: A title must not be empty. Draft 1: The number of attempts is at least 1, not 0. "
            + "Draft 2 ('two\nlines'): A title is one line; put the rest into the description. Draft 2 ('two\nlines'): A label must not be empty. "
            + "Draft 2 ('two\nlines'): 'status' is no further property: it has one of its own. Draft 2 ('two\nlines'): The value of the property 'x' is not JSON.",
            refusal.Message);
        Assert.Throws<InvalidRequestException>(() => Operations.Add([], "planner"));
        Assert.Throws<InvalidRequestException>(() => Operations.Add([new("A") { Id = A }, new("B") { Id = A }], "planner"));
    }
}
