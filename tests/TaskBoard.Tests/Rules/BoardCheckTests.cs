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

    [Theory]
    [InlineData("""[{"id":"a","title":"A","status":"IN_PROGRESS"}]""", true, "IN_PROGRESS, but nobody has it")]
    [InlineData("""[{"id":"a","title":"A","status":"CLAIMED","assigned_to":""}]""", true, "CLAIMED, but nobody has it")]
    [InlineData("""[{"id":"a","title":"A","status":"COMPLETED"},{"id":"b","title":"B","parent":"a"}]""", false, "although its subtasks 'b' are not")]
    [InlineData("""[{"id":"a","title":"A","status":"COMPLETED","depends_on":["b"]},{"id":"b","title":"B"}]""", false, "although 'b', which it depends on, is PENDING")]
    [InlineData("""[{"id":"a","title":"A","status":"in-progress","assigned_to":"x","depends_on":["b"]},{"id":"b","title":"B"}]""", false, "being worked on, although 'b'")]
    [InlineData("""[{"id":"a","title":"A","depends_on":["b"]},{"id":"b","title":"B","status":"CANCELLED"}]""", true, "which is CANCELLED")]
    [InlineData("""[{"id":"a","title":"A","depends_on":["b"]},{"id":"b","title":"B","status":"FAILED"}]""", true, "which FAILED")]
    [InlineData("""[{"id":"a","title":"A","parent":"a"}]""", true, "a -> a")]
    [InlineData("""[{"id":"a","title":"A"},{"id":"A","title":"B"}]""", false, "'A' and 'a' are two, but look alike")]
    [InlineData("""[{"id":"a","title":"A","related":["a"]}]""", false, "related to itself")]
    [InlineData("""[{"id":"a","title":"A","depends_on":["b","b"]},{"id":"b","title":"B"}]""", false, "'b' stands twice in \"depends_on\"")]
    [InlineData("""[{"id":"a","title":"A","attempts":1,"failures":2}]""", false, "has failed 2 times in 1 attempts")]
    [InlineData("""[{"id":"a","title":"A","created_at":"2026-11-22","updated_at":"2026-11-21"}]""", false, "changed before it was created")]
    [InlineData("""[{"id":"a","title":"A","history":[{"event":"X","timestamp":"2026-11-22"},{"event":"Y","timestamp":"2026-11-21"}]}]""", false, "Entry 2 of \"history\"")]
    [InlineData("""[{"id":"a","title":"A","Labels":["x"]}]""", false, "Did you mean \"labels\"?")]
    [InlineData("""[{"id":"a","title":"A\u0007"}]""", false, "U+0007")]
    [InlineData("""[{"id":"a","title":"A\nB"}]""", false, "a line break")]
    [InlineData("""[{"id":"a","title":"A","assigned_to":" x"}]""", false, "with a blank at its edge")]
    [InlineData("""[{"id":"a","title":"A","x":0.12345678901234567890123}]""", false, "most other programs read it as 0.12345678901234568")]
    [InlineData("""[{"id":"a","title":"A","x":1e400}]""", false, "infinite, or not at all")]
    [InlineData("""[{"id":"a","title":"A","result":{"summary":"s","summary":"t"}}]""", false, "stands twice in this object")]
    public void A_finding(string json, bool isProblem, string what)
    {
        var finding = Assert.Single(Check(json));
        Assert.Equal(isProblem, finding.IsProblem);
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.Equal(1, finding.Line);
        Assert.NotNull(finding.Task);
    }

    [Theory]
    [InlineData("9007199254740993", true)]
    [InlineData("9007199254740992", false)]
    [InlineData("1.50", false)]
    [InlineData("2e3", false)]
    [InlineData("100000000000000000000", false)]
    [InlineData("0.1000000000000000000", false)]
    [InlineData("-12345678901234567", true)]
    public void Numbers_that_others_round_are_remarked(string number, bool isRemarked) =>
        Assert.Equal(isRemarked, Check($$"""[{"id":"a","title":"A","x":{{number}}}]""").Count == 1);

    [Fact]
    public void Line_endings_that_are_mixed_and_nesting_that_is_deep_are_remarked_once()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 70)) + string.Concat(Enumerable.Repeat("]", 70));
        var findings = Check($"[\r\n{{\"id\":\"a\",\"title\":\"A\"}},\r\n{{\"id\":\"b\",\"title\":\"B\",\n\"x\":{deep}}}\r\n]");
        Assert.Equal([(false, 3, "b"), (false, 4, "b")], findings.Select(f => (f.IsProblem, f.Line, f.Task)));
        Assert.StartsWith("1 line ends with LF, beginning here, the others with CRLF.", findings[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_persona_that_nobody_describes_is_a_slip_where_it_is_near_one_that_somebody_does()
    {
        const string Board = """
            [{"id":"a","title":"A","persona":"implmenter"},{"id":"b","title":"B","persona":"gardener"},{"id":"c","title":"C","persona":"implementer"},
             {"id":"d","title":"D","persona":"implmenter","status":"COMPLETED"},{"id":"e","title":"E","persona":"gardener","status":"CANCELLED"},{"id":"f","title":"F","persona":""}]
            """;
        Persona[] described = [new("implementer", "Implementer", "Builds."), new("reviewer", "Reviewer", "Reads.")];
        Assert.Equal(
            [
                (true, "a", "Task a asks for the persona 'implmenter', which nobody describes. Did you mean 'implementer'?"),
                (false, "b", "Task b asks for the persona 'gardener', which nobody describes."),
            ],
            Snapshot(Board).Check(described).Select(f => (f.IsProblem, f.Task, f.Message)));
        Assert.Equal(["gardener", "implmenter"], Snapshot(Board).UndescribedPersonas(described));
        Assert.Empty(Snapshot(Board).Check([]));
    }

    [Fact]
    public void A_board_of_ten_thousand_tasks_each_with_a_finding_is_looked_through_at_once()
    {
        var json = "[" + string.Join(",\n", Enumerable.Range(0, 10_000).Select(i => $$"""{"id":"t{{i}}","title":"T","related":["gone"]}""")) + "]";
        var findings = Check(json);
        Assert.Equal(Enumerable.Range(1, 10_000), findings.Select(f => f.Line));
    }

    /// <summary>The findings; whoever asks for problems alone is told the same of them.</summary>
    private static ValueList<BoardFinding> Check(string json)
    {
        var (snapshot, all) = (Snapshot(json), Snapshot(json).Check());
        Assert.Equal(all.Where(f => f.IsProblem), snapshot.CheckForProblems());
        return all;
    }

    private static BoardSnapshot Snapshot(string json) => BoardText.Parse(Encoding.UTF8.GetBytes(json), new BoardLimits(), "tasks.json").ToSnapshot(1);
}
