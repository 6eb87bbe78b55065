using System.Globalization;
using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class PlanningTests
{
    [Fact]
    public void Tasks_name_each_other_by_keys_and_tasks_on_the_board_by_ids()
    {
        var board = new DecidedBoard(Task("there"));

        var decision = board.Do(Operations.Plan(
            Plan(
                Linked("api", "build", "all", "there"),
                Planned("build", "there"),
                new PlannedTask("all", new TaskDraft("All") { Id = TaskId.Parse("epic") })),
            "planner"));

        var (api, build) = (decision.Tasks[0].Value, decision.Tasks[1].Value);
        Assert.Equal("epic", decision.Tasks[2].Value);
        Assert.Equal([build], board[api].DependsOn);
        Assert.Equal(("epic", "there"), (board[api].Parent, Assert.Single(board[api].Related)));
        Assert.Equal(["there"], board[build].DependsOn);
        Assert.All([api, build], id => Assert.Matches("^[2-9bcdfghjkmnpqrstvwxyz]{6}$", id));
        Assert.Equal("created 3 tasks", decision.Details);
        Assert.DoesNotContain("\"key\"", board.Content.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_of_it_can_be_claimed_at_once_is_answered()
    {
        var decision = new DecidedBoard().Do(Operations.Plan(Plan(Planned("b", "a"), Planned("a")), "planner"));

        Assert.Equal([decision.Tasks[1]], decision.Ready);
    }

    [Fact]
    public void A_key_goes_before_an_id_on_the_board_and_says_so()
    {
        var board = new DecidedBoard(Task("a", "\"status\":\"COMPLETED\""), Task("gone", "\"status\":\"CANCELLED\""));

        var decision = board.Do(Operations.Plan(Plan(Planned("a"), Planned("b", "a"), Planned("c", "gone")), "planner"));

        Assert.Equal([decision.Tasks[0].Value], board[decision.Tasks[1].Value].DependsOn);
        Assert.Equal(
            [
                "'a' is a key of the plan and a task on the board; the plan's task was meant.",
                "'gone', which the plan depends on, was CANCELLED: what depends on it is not ready before it is completed.",
            ],
            decision.Warnings.Select(w => w.Text));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_nothing_is_added()
    {
        var board = new DecidedBoard(Task("there"));
        var plan = Plan(
            Planned("parser", "lexer", "lexr"),
            Planned("lexer", "parser"),
            Planned("lexer"),
            new PlannedTask("t", new TaskDraft(" ") { Id = TaskId.Parse("there"), MaxAttempts = 0 }),
            new PlannedTask("two words", new TaskDraft("T") { Id = TaskId.Parse("x"), Parent = TaskId.Parse("nobody") }),
            new PlannedTask(null, new TaskDraft("U") { Id = TaskId.Parse("x"), Related = [TaskId.Parse("THERE")] }),
            new PlannedTask("x", new TaskDraft("V")),
            Planned("self", "self"));

        var refusal = Assert.Throws<InvalidPlanException>(() => board.Do(Operations.Plan(plan, "planner")));

        Assert.Equal(
            [
                "task 1 ('parser'): It depends on 'lexr', which is neither in the plan nor on the board. Did you mean 'lexer'?",
                "task 1 ('parser'): These wait for each other in a circle: parser -> lexer -> parser. Take one of these links out.",
                "task 3 ('lexer'): The key 'lexer' is that of task 2 already. Give one of them another.",
                "task 4 ('t'): The id 'there' is taken by 'Task there' (PENDING). Take another, or none: one is made.",
                "task 4 ('t'): A title must not be empty.",
                "task 4 ('t'): The number of attempts is at least 1, not 0.",
                "task 5 ('two words'): The key 'two words' cannot be one, which is written as an id is. An id holds no white space and no control characters.",
                "task 5 ('two words'): It has the parent 'nobody', which is neither in the plan nor on the board.",
                "task 6 ('x'): The id 'x' is that of task 5 already. Give one of them another, or none: one is made.",
                "task 6 ('x'): It is related to 'THERE', which is neither in the plan nor on the board. Did you mean 'there'?",
                "task 7 ('x'): The key 'x' is the id of task 5: it could mean either. Take another.",
                "task 8 ('self'): These wait for each other in a circle: self -> self. Take one of these links out.",
            ],
            refusal.Problems.Select(p => p.ToString()));
        Assert.Equal(("depends_on", 1), (refusal.Problems[0].Property, refusal.Problems[0].Element));
        Assert.Equal((BoardErrorCodes.InvalidPlan, BoardErrorKind.Usage), (refusal.Code, refusal.Kind));
        Assert.StartsWith("Nothing of the plan was added: task 1 ('parser'): It depends on 'lexr'", refusal.Message, StringComparison.Ordinal);
        Assert.Single(board.Content.Tasks);
    }

    [Fact]
    public void A_task_that_nobody_calls_anything_is_told_by_its_place_and_title()
    {
        var plan = Plan(new PlannedTask(null, new TaskDraft("Alone") { Parent = TaskId.Parse("nobody") }));

        Assert.Equal(
            "task 1 ('Alone'): It has the parent 'nobody', which is neither in the plan nor on the board.",
            Assert.Throws<InvalidPlanException>(() => new DecidedBoard().Do(Operations.Plan(plan, "planner"))).Problems[0].ToString());
    }

    [Fact]
    public void An_empty_plan_is_refused() => Assert.Equal(
        "There is no task in the plan.",
        Assert.Throws<InvalidPlanException>(() => new DecidedBoard().Do(Operations.Plan(Plan(), "planner"))).Problems[0].ToString());

    [Fact]
    public void Circles_through_parents_and_through_the_board_are_found()
    {
        var board = new DecidedBoard(Task("p", "\"depends_on\":[\"q\"]"), Task("q"));

        // The parent waits for its subtask, and the subtask for what the parent waits for.
        Assert.Contains("in a circle: above -> child -> above.", Refused(Planned("above"), Linked("child", "above", "above")), StringComparison.Ordinal);
        Assert.Contains("in a circle: deep -> p -> q -> deep.", Refused(Linked("deep", "p", "q")), StringComparison.Ordinal);

        string Refused(params PlannedTask[] tasks) =>
            Assert.Single(Assert.Throws<InvalidPlanException>(() => board.Do(Operations.Plan(Plan(tasks), "planner"))).Problems).Message;
    }

    [Fact]
    public void Each_circle_is_told_once()
    {
        var plan = Plan(Planned("a", "b"), Planned("b", "c"), Planned("c", "a"), Planned("d", "e"), Planned("e", "d"), Planned("f", "a"));

        var problems = Assert.Throws<InvalidPlanException>(() => new DecidedBoard().Do(Operations.Plan(plan, "planner"))).Problems;

        Assert.Equal([0, 3], problems.Select(p => p.Task));
    }

    [Fact]
    public void A_plan_of_two_thousand_wrong_names_is_refused_in_a_moment()
    {
        var plan = Plan([.. Enumerable.Range(0, 2000).Select(i => Planned(string.Create(CultureInfo.InvariantCulture, $"k{i}"), string.Create(CultureInfo.InvariantCulture, $"nowhere{i}")))]);

        var problems = Assert.Throws<InvalidPlanException>(() => new DecidedBoard().Do(Operations.Plan(plan, "planner"))).Problems;

        Assert.Equal(2000, problems.Count);
    }

    private static TaskPlan Plan(params PlannedTask[] tasks) => new(tasks.ToValueList());

    private static PlannedTask Planned(string key, params string[] dependsOn) =>
        new(key, new TaskDraft($"Task {key}") { DependsOn = dependsOn.Select(TaskId.Parse).ToValueList() });

    private static PlannedTask Linked(string key, string dependsOn, string parent, string? related = null) => new(key, new TaskDraft($"Task {key}")
    {
        DependsOn = [TaskId.Parse(dependsOn)],
        Parent = TaskId.Parse(parent),
        Related = related is null ? [] : [TaskId.Parse(related)],
    });
}
