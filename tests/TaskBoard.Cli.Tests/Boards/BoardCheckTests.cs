using TaskBoard.Cli.Boards;
using Xunit;

namespace TaskBoard.Cli.Tests.Boards;

public sealed class BoardCheckTests
{
    [Fact]
    public void A_sound_board_has_no_findings() => Assert.Empty(BoardCheck.Of(Board(Task("a"), Task("b", "a") with { Parent = "a" })));

    [Fact]
    public void Dependencies_that_lead_nowhere_or_in_a_circle_are_problems()
    {
        var findings = BoardCheck.Of(Board(Task("a", "x"), Task("b", "b"), Task("c", "d"), Task("d", "c"))).ToList();
        Assert.All(findings, f => Assert.True(f.IsProblem));
        Assert.Equal(["a", "b", "c"], findings.Select(f => f.Task));
        Assert.Contains("b -> b", findings[1].Text, StringComparison.Ordinal);
        Assert.Contains("c -> d -> c", findings[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_a_task_is_a_problem_and_what_holds_nothing_a_remark()
    {
        var wrong = new BoardProblem(3, 5, "unknown status", "a");
        var number = new BoardProblem(7, 5, "an id written as a number", "2");
        var board = Board(Task("a") with { Problems = [wrong] }, Task("2")) with { Problems = [wrong, number] };
        Assert.Equal([(true, 3), (false, 7)], BoardCheck.Of(board).Select(f => (f.IsProblem, f.Line)));
    }

    [Fact]
    public void A_chain_as_long_as_a_large_board_is_walked()
    {
        var tasks = Enumerable.Range(0, 100_000).Select(i => (i.ToString(), (IReadOnlyList<string>)[(i + 1).ToString()]));
        Assert.Empty(Cycles.Of(tasks));
    }

    private static BoardSnapshot Board(params TaskItem[] tasks) => new() { Tasks = tasks.ToValueList() };

    private static TaskItem Task(string id, params string[] dependsOn) => new() { Id = TaskId.Parse(id), DependsOn = dependsOn.ToValueList() };
}
