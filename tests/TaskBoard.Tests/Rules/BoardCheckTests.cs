using System.Text;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class BoardCheckTests
{
    [Fact]
    public void A_sound_board_has_no_findings() =>
        Assert.Empty(Check("""[{"id":"a","title":"A"},{"id":"c","title":"C"},{"id":"b","title":"B","parent":"a","depends_on":["c"]}]"""));

    [Fact]
    public void Dependencies_that_lead_nowhere_or_in_a_circle_are_problems()
    {
        var findings = Check("""
            [{"id":"a","title":"A","depends_on":["x"]},{"id":"b","title":"B","depends_on":["b"]},
             {"id":"c","title":"C","depends_on":["d"]},{"id":"d","title":"D","depends_on":["c"]}]
            """);
        Assert.All(findings, f => Assert.True(f.IsProblem));
        Assert.Equal(["a", "b", "c"], findings.Select(f => f.Task));
        Assert.Contains("b -> b", findings[1].Message, StringComparison.Ordinal);
        Assert.Contains("c -> d -> c", findings[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_subtask_that_waits_for_its_parent_is_a_circle_too()
    {
        var finding = Assert.Single(Check("""[{"id":"6","title":"A"},{"id":"6.1","title":"B","parent":"6","depends_on":["6"]}]"""));
        Assert.Contains("6 -> 6.1 -> 6", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_finished_tasks_lack_holds_nothing_back_and_is_a_remark() =>
        Assert.Equal([false], Check("""[{"id":"a","title":"A","status":"COMPLETED","depends_on":["gone"]}]""").Select(f => f.IsProblem));

    [Fact]
    public void What_holds_a_task_is_a_problem_and_what_holds_nothing_a_remark() => Assert.Equal(
        [(true, 2), (false, 3)],
        Check("""
            [
            {"id":"a","title":"A","status":"sideways"},
            {"id":2,"title":"B"}]
            """).Select(f => (f.IsProblem, f.Line)).Order(Comparer<(bool IsProblem, int Line)>.Create((x, y) => x.Line.CompareTo(y.Line))));

    private static ValueList<BoardFinding> Check(string json) =>
        BoardText.Parse(Encoding.UTF8.GetBytes(json), new BoardLimits(), "tasks.json").ToSnapshot(1).Check();
}
