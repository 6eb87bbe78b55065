using System.Text;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.Tests.History;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class EarlierSaveTests
{
    private const string Task = """[{"id":"a","x":1}]""";
    private const string Saved = """[{"id":"a","x":3}]""";

    [Theory]
    [InlineData(Task, Task, "a", """{"x":{"from":2,"to":1}}""", Task, "x: the board after a later hand edit had 1, an earlier one had 3; the later one stands.")] // set back to what it was
    [InlineData(Task, """[{"id":"a"}]""", "a", """{"x":{"from":1}}""", """[{"id":"a"}]""", "x: the board after a later hand edit had none, an earlier one had 3; the later one stands.")]
    [InlineData(Task, """[{"id":"a","x":1,"y":1}]""", "a", """{"y":{"to":1}}""", """[{"id":"a","x":3,"y":1}]""", null)] // of something else
    [InlineData(Task, """[{"id":"a","x":1},{"id":"b"}]""", "b", """{"id":{"to":"b"},"$position":{"to":"a1"}}""", """[{"id":"a","x":3},{"id":"b"}]""", null)]
    [InlineData(Task, """[{"id":"a","x":2}]""", "a", """{"$position":{"from":"a0","to":"a1"}}""", Saved, "x: TaskBoard had 2, the hand edit had 3; the hand edit stands.")] // of its place alone
    public void What_a_later_hand_edit_set_stands(string basis, string board, string task, string changes, string merged, string? conflict) =>
        AssertMerged(basis, board, Saved, task, changes, merged, conflict);

    [Theory]
    [InlineData("""[{"id":"a","x":3}]""", """[]""", """[]""", "task: the board after a later hand edit had none, an earlier one had {\"id\":\"a\",\"x\":3}; it stays deleted.")]
    [InlineData("""[{"id":"a"}]""", """[]""", """[]""", null)]
    public void A_task_that_was_taken_off_later_stays_off(string save, string board, string merged, string? conflict) =>
        AssertMerged("""[{"id":"a"}]""", board, save, "a", """{"id":{"from":"a"},"$position":{"from":"a0"}}""", merged, conflict);

    [Fact]
    public void A_task_that_came_with_the_save_and_was_taken_off_later_stays_off() =>
        AssertMerged("[]", "[]", """[{"id":"a"}]""", "a", """{"id":{"from":"a"},"$position":{"from":"a0"}}""", "[]", "task: the board after a later hand edit had none, an earlier one had {\"id\":\"a\"}; it stays deleted.");

    [Fact]
    public void A_task_that_was_changed_later_stays_although_the_earlier_one_took_it_off() => AssertMerged(
        """[{"id":"a"},{"id":"b"},{"id":"c"}]""", """[{"id":"a"},{"id":"b","y":1},{"id":"c"}]""", """[{"id":"a"},{"id":"c"}]""", "b", """{"y":{"to":1}}""",
        """[{"id":"a"},{"id":"b","y":1},{"id":"c"}]""", "task: the board after a later hand edit had {\"id\":\"b\",\"y\":1}, an earlier one had none; it stays.");

    [Fact]
    public void Where_a_task_stands_is_one_thing() => AssertMerged(
        """[{"id":"a","status":"PENDING"}]""", """[{"id":"a","status":"IN_PROGRESS","assigned_to":"agent-1","attempts":1}]""", """[{"id":"a","status":"CANCELLED","x":1}]""",
        "a", """{"assigned_to":{"from":"agent-2","to":"agent-1"}}""",
        """[{"id":"a","status":"IN_PROGRESS","x":1,"assigned_to":"agent-1","attempts":1}]""",
        """state: the board after a later hand edit had {"status":"IN_PROGRESS","assigned_to":"agent-1","attempts":1}, an earlier one had {"status":"CANCELLED"}; the later one stands.""");

    [Fact]
    public void Elements_that_both_added_to_a_list_stay() => AssertMerged(
        """[{"id":"a","labels":[]}]""", """[{"id":"a","labels":["later"]}]""", """[{"id":"a","labels":["earlier"]}]""", "a", """{"labels":{"appended":["later"]}}""",
        """[{"id":"a","labels":["earlier","later"]}]""", null);

    [Fact]
    public void What_stands_around_the_tasks_likewise() => AssertMerged(
        """{"name":"n","tasks":[]}""", """{"name":"later","tasks":[]}""", """{"name":"earlier","x":1,"tasks":[]}""", "", """{"name":{"from":"n","to":"later"}}""",
        """{"name":"later","x":1,"tasks":[]}""", "name: the board after a later hand edit had \"later\", an earlier one had \"earlier\"; the later one stands.");

    [Theory]
    [InlineData("""{"mine":{"to":1},"y":{"to":2}}""", true)] // brought with another thing
    [InlineData("""{"y":{"to":2}}""", false)] // brought by somebody else
    [InlineData("""{"mine":{"from":1}}""", false)]
    [InlineData("""{"mine":{"to":2}}""", false)]
    public void A_later_save_was_made_on_it_if_it_brought_what_it_had_set(string changes, bool isIn) =>
        Assert.Equal(isIn, Later("a", changes).IsInLater(Parse("""[{"id":"a","status":"PENDING"}]"""), Parse("""[{"id":"a","status":"CANCELLED","mine":1}]""")));

    [Theory]
    [InlineData("""[{"id":"a","status":"CANCELLED"}]""")]
    [InlineData("[]")]
    public void A_save_that_set_nothing_else_is_in_none(string save) =>
        Assert.False(Later("a", """{"status":{"to":"CANCELLED"}}""").IsInLater(Parse("""[{"id":"a","status":"PENDING"}]"""), Parse(save)));

    private static void AssertMerged(string basis, string board, string save, string task, string changes, string merged, string? conflict)
    {
        var rest = Later(task, changes).GivesWay(Parse(basis), Parse(board), Parse(save));
        var result = BoardMerge.Merge(Parse(basis), Parse(board), rest.Content);
        DiffBoards.AssertSame(Parse(merged), result.Content);
        Assert.Equal(conflict is null ? [] : [new MergeConflict(task.Length == 0 ? null : task, conflict)], rest.Conflicts.Concat(result.Conflicts));
    }

    private static BoardContent Parse(string json) => BoardText.Parse(Encoding.UTF8.GetBytes(json), new BoardLimits(), "tasks.json").Content;

    private static EarlierSave Later(string task, string changes) => new(new Dictionary<string, IReadOnlyDictionary<string, string?>>
    {
        [task] = PropertyChanges.Set(changes).ToDictionary(p => p.Name, p => p.Value),
    });
}
