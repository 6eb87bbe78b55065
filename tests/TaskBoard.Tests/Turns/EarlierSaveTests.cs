using System.Text;
using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.Tests.History;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

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
    public void A_later_save_that_brought_what_it_had_set_was_made_on_it_and_decided_all(string changes, bool all) => AssertBoth(
        """[{"id":"a","status":"PENDING"},{"id":"b"}]""", """[{"id":"a","status":"PENDING","mine":1},{"id":"b"}]""", """[{"id":"a","status":"CANCELLED","mine":1}]""", "a", changes,
        all ? """[{"id":"a","status":"PENDING","mine":1},{"id":"b"}]""" : """[{"id":"a","status":"CANCELLED","mine":1}]""",
        all ? ["a state: the board after a later hand edit had {\"status\":\"PENDING\"}, an earlier one had {\"status\":\"CANCELLED\"}; the later one stands.",
            "b task: the board after a later hand edit had {\"id\":\"b\"}, an earlier one had none; it stays."] : []);

    [Theory]
    [InlineData("""{"labels":{"appended":["mine"]}}""")]
    [InlineData("""{"labels":{"from":["old"],"to":["x","mine","old"]}}""")]
    public void So_was_one_that_brought_an_element_of_a_list(string changes) => AssertMerged(
        """[{"id":"a","status":"PENDING","labels":["old"]}]""", """[{"id":"a","status":"PENDING","labels":["old","mine"]}]""", """[{"id":"a","status":"CANCELLED","labels":["old","mine"]}]""", "a", changes,
        """[{"id":"a","status":"PENDING","labels":["old","mine"]}]""",
        "state: the board after a later hand edit had {\"status\":\"PENDING\"}, an earlier one had {\"status\":\"CANCELLED\"}; the later one stands.");

    [Fact]
    public void A_save_that_set_nothing_but_where_a_task_stands_tells_of_no_author() => AssertMerged(
        """[{"id":"a","status":"PENDING"},{"id":"b"}]""", """[{"id":"a","status":"CANCELLED"},{"id":"b"}]""", """[{"id":"a","status":"CANCELLED"}]""", "a", """{"status":{"to":"CANCELLED"}}""",
        """[{"id":"a","status":"CANCELLED"}]""", null);

    [Fact]
    public void Of_two_tasks_with_one_id_the_later_one_stands_as_it_is() => AssertMerged(
        "[]", """[{"id":"7","title":"later"}]""", """[{"id":"7","title":"earlier","description":"d"}]""", "7", """{"id":{"to":"7"},"title":{"to":"later"}}""", """[{"id":"7","title":"later"}]""",
        """new task: the board after a later hand edit had {"id":"7","title":"later"}, an earlier one had {"id":"7","title":"earlier","description":"d"}; the later one stands.""");

    private static void AssertMerged(string basis, string board, string save, string task, string changes, string merged, string? conflict) =>
        AssertBoth(basis, board, save, task, changes, merged, conflict is null ? [] : [$"{task} {conflict}"]);

    private static void AssertBoth(string basis, string board, string save, string task, string changes, string merged, string[] conflicts)
    {
        var later = new BoardEvent
        {
            Sequence = 1,
            Revision = 1,
            RecordedAt = DateTimeOffset.UnixEpoch,
            OccurredAt = DateTimeOffset.UnixEpoch,
            Task = task.Length == 0 ? null : task,
            Event = BoardEventKind.Updated,
            Source = BoardEventSource.HandEdit,
            Changes = changes,
            PreviousHash = "",
            Hash = "",
        };
        var rest = new EarlierSave([later]).GivesWay(Parse(basis), Parse(board), Parse(save));
        var result = BoardMerge.Merge(Parse(basis), Parse(board), rest.Content);
        DiffBoards.AssertSame(Parse(merged), result.Content);
        Assert.Equal(conflicts, rest.Conflicts.Concat(result.Conflicts).Select(c => $"{c.Task} {c.Details}"));
    }

    private static BoardContent Parse(string json) => BoardText.Parse(Encoding.UTF8.GetBytes(json), new BoardLimits(), "tasks.json").Content;
}
