using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using TaskBoard.Tests.History;
using Xunit;
using static TaskBoard.Tests.History.DiffBoards;

namespace TaskBoard.Tests.Rules;

public sealed class VersionMergeTests
{
    [Fact]
    public void Equal_versions_and_one_that_did_not_change_change_nothing() => ForAll((basis, ours, theirs) =>
    {
        foreach (var same in new[] { VersionMerge.Merge(basis, ours, ours), VersionMerge.Merge(theirs, ours, ours), VersionMerge.Merge(basis, ours, basis) })
        {
            Assert.Same(ours, same.Content);
            Assert.Empty(same.Conflicts);
        }

        var result = VersionMerge.Merge(basis, basis, theirs);
        AssertSame(theirs, result.Content);
        Assert.Empty(result.Conflicts);
    });

    [Fact]
    public void No_task_and_no_property_of_either_side_disappears_without_a_conflict_that_shows_it() => ForAll((basis, ours, theirs) =>
    {
        var result = VersionMerge.Merge(basis, ours, theirs);

        KeptChanges.Assert(basis, ours, theirs, result);
        KeptChanges.Assert(basis, theirs, ours, result);
        foreach (var (side, other) in new[] { (ours, theirs), (theirs, ours) })
        {
            // Even with a conflict a task goes only where one side took it off and the other left it as it was.
            Assert.All(side.Tasks, task => Assert.True(
                result.Content.Find(task.Key) is not null || (other.Find(task.Key) is null && basis.Find(task.Key) is { } old && old.SameValues(task)), task.Key));
        }
    });

    [Fact]
    public void The_merged_text_says_what_was_merged_in_the_formatting_of_ours() => ForAll((basis, ours, theirs) =>
    {
        var (text, merged) = (Text(ours), VersionMerge.Merge(basis, ours, theirs).Content);
        var result = BoardVersions.Merge(Version("base", Text(basis)), Version("ours", text), Version("theirs", Text(theirs)));

        AssertSame(merged, BoardText.Parse(result.Text, new BoardLimits(), "merged").Content);
        foreach (var task in ours.Tasks.Where(t => merged.Find(t.Key) is { } same && same.SameValues(t)))
        {
            Assert.Contains($"/* {task.Key} */", System.Text.Encoding.UTF8.GetString(result.Text.Span), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void A_task_that_one_side_took_off_and_the_other_changed_stays()
    {
        var (basis, changed) = (DiffBoards.Board("""{"id":"t","title":"a"}"""), DiffBoards.Board("""{"id":"t","title":"b"}"""));

        var ours = VersionMerge.Merge(basis, BoardContent.Empty, changed);
        var theirs = VersionMerge.Merge(basis, changed, BoardContent.Empty);

        AssertSame(changed, ours.Content);
        AssertSame(changed, theirs.Content);
        Assert.Equal([new MergeConflict("t", """task: theirs had {"id":"t","title":"b"}, ours had none; it stays.""")], ours.Conflicts);
        Assert.Equal([new MergeConflict("t", """task: theirs had none, ours had {"id":"t","title":"b"}; it stays.""")], theirs.Conflicts);
    }

    [Fact]
    public void Two_tasks_that_were_given_the_same_id_both_stay_and_links_lead_where_they_led()
    {
        var basis = DiffBoards.Board("""{"id":"1","title":"a"}""", """{"id":"5-2","title":"in the way"}""");
        var ours = basis.Adding(DiffBoards.Board("""{"id":"5","title":"ours"}""", """{"id":"6","title":"after ours","depends_on":["5"]}""").Tasks);
        var theirs = basis.Adding(DiffBoards.Board("""{"id":"5","title":"theirs"}""", """{"id":"7","title":"after theirs","depends_on":["1","5"],"parent":"5","related":["5"]}""").Tasks);

        var result = VersionMerge.Merge(basis, ours, theirs);

        Assert.Equal(["1", "5", "5-2", "5-3", "6", "7"], result.Content.Tasks.Select(t => t.Key).Order(StringComparer.Ordinal));
        Assert.Equal("\"ours\"", result.Content.Find("5")!["title"]);
        Assert.Equal("\"theirs\"", result.Content.Find("5-3")!["title"]);
        Assert.Equal("[\"5\"]", result.Content.Find("6")!["depends_on"]);
        Assert.Equal(("[\"1\",\"5-3\"]", "\"5-3\"", "[\"5-3\"]"), (result.Content.Find("7")!["depends_on"], result.Content.Find("7")!["parent"], result.Content.Find("7")!["related"]));
        Assert.StartsWith("new task: ours and theirs each gave the id 5 to another task; ours keeps it, theirs became 5-3", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_that_both_added_is_one_where_it_was_made_at_the_same_time_or_is_called_the_same()
    {
        var ours = DiffBoards.Board("""{"id":"5","title":"a","created_at":"2026-01-01T00:00:00Z","labels":["x"]}""", """{"id":"6","title":"b"}""");
        var theirs = DiffBoards.Board("""{"id":"5","title":"A","created_at":"2026-01-01T00:00:00Z","labels":["y"]}""", """{"id":"6","title":"b","priority":"high"}""");

        var result = VersionMerge.Merge(BoardContent.Empty, ours, theirs);

        Assert.Equal(["5", "6"], result.Content.Tasks.Select(t => t.Key));
        Assert.Equal("""["x","y"]""", result.Content.Find("5")!["labels"]);
        Assert.Equal("\"high\"", result.Content.Find("6")!["priority"]);
    }

    [Theory]
    [InlineData("""{"id":"t","status":"IN_PROGRESS","assigned_to":"a1","attempts":1}""", """{"id":"t","status":"IN_PROGRESS","assigned_to":"a2","attempts":1}""")]
    [InlineData("""{"id":"t","status":"COMPLETED","result":{"summary":"ours"}}""", """{"id":"t","status":"COMPLETED","result":{"summary":"theirs"}}""")]
    [InlineData("""{"id":"t","blocked":"ours"}""", """{"id":"t","blocked":"theirs"}""")]
    [InlineData("""{"id":"t","status":"IN_PROGRESS","assigned_to":"a1","attempts":2}""", """{"id":"t","status":"FAILED","attempts":3}""")]
    public void Where_both_moved_a_task_ours_stands_as_it_is(string ours, string theirs)
    {
        var result = VersionMerge.Merge(DiffBoards.Board("""{"id":"t"}"""), DiffBoards.Board(ours), DiffBoards.Board(theirs));

        AssertSame(DiffBoards.Board(ours), result.Content);
        Assert.EndsWith("ours stands.", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_written_as_numbers_follow_and_links_that_were_there_before_lead_to_both()
    {
        var basis = DiffBoards.Board("""{"id":"x","depends_on":["5"],"parent":"5"}""");
        var ours = basis.Adding(DiffBoards.Board("""{"id":"5","title":"ours","created_at":null}""").Tasks);
        var theirs = basis.Adding(DiffBoards.Board("""{"id":"5","title":"theirs","created_at":null}""", """{"id":"7","depends_on":[5],"parent":5,"related":[5]}""").Tasks);

        var merged = VersionMerge.Merge(basis, ours, theirs).Content;

        Assert.Equal(("[\"5\",\"5-2\"]", "\"5\""), (merged.Find("x")!["depends_on"], merged.Find("x")!["parent"]));
        Assert.Equal(("[\"5-2\"]", "\"5-2\"", "[\"5-2\"]"), (merged.Find("7")!["depends_on"], merged.Find("7")!["parent"], merged.Find("7")!["related"]));
    }

    [Fact]
    public void What_is_wrong_only_once_merged_and_what_was_wrong_in_theirs_is_told()
    {
        const string A = """{ "id": "a", "title": "a" }""", B = """{ "id": "b", "title": "b" }""";
        var circle = BoardVersions.Merge(
            Version("base", $"[{A}, {B}]"), Version("ours", $$"""[{ "id": "a", "title": "a", "depends_on": ["b"] }, {{B}}]"""), Version("theirs", $$"""[{{A}}, { "id": "b", "title": "b", "depends_on": ["a"] }]"""));
        var dangling = BoardVersions.Merge(
            Version("base", $"[{A}, {B}]"), Version("ours", $$"""[{ "id": "a", "title": "a", "depends_on": ["b"] }, {{B}}]"""), Version("theirs", $"[{A}]"));
        var doubled = BoardVersions.Merge(Version("base", $"[{A}]"), Version("ours", $"[{A}]"), Version("theirs", $$"""[{{A}}, { "id": "c", "title": "one", "title": "two" }]"""));

        Assert.Contains(circle.Conflicts, c => c.Message.StartsWith("Merged, it has a problem that neither side had.", StringComparison.Ordinal));
        Assert.Contains(dangling.Conflicts, c => c.Task == "a" && c.Message.Contains("'b'", StringComparison.Ordinal));
        Assert.Equal("""In theirs it was to be mended: The property "title" stands twice in this task. Keep one of them.""", Assert.Single(doubled.Conflicts).Message);
    }

    [Fact]
    public void Tasks_without_an_id_are_told_apart_by_what_they_say()
    {
        var merged = BoardVersions.Merge(
            new("base", """[ { "title": "a" }, { "title": "b" } ]"""u8.ToArray()),
            new("ours", """[ { "title": "new" }, { "title": "a" }, { "title": "b, changed" } ]"""u8.ToArray()),
            new("theirs", """[ { "title": "a, changed" }, { "title": "b" }, { "title": "b" } ]"""u8.ToArray()));

        var titles = BoardText.Parse(merged.Text, new BoardLimits(), "merged").Content.Tasks.Select(t => t.Item.Title).Order(StringComparer.Ordinal);
        Assert.Equal(["a, changed", "b", "b, changed", "new"], titles);
    }

    [Fact]
    public void An_empty_base_is_none_and_what_is_no_board_is_refused_with_its_name_and_place()
    {
        var (ours, theirs) = (new BoardVersion("ours.json", "[ { \"id\": \"a\", \"title\": \"a\" } ]\n"u8.ToArray()), new BoardVersion("theirs.json", "[ { \"id\": \"b\", \"title\": \"b\" } ]\n"u8.ToArray()));

        var merged = BoardVersions.Merge(new BoardVersion("base.json", default), ours, theirs);

        Assert.Equal(["a", "b"], BoardText.Parse(merged.Text, new BoardLimits(), "merged").Content.Tasks.Select(t => t.Key).Order(StringComparer.Ordinal));
        var refused = Assert.Throws<BoardUnreadableException>(() => BoardVersions.Merge(ours, theirs, new BoardVersion("c.json", "[ { \"id\": "u8.ToArray())));
        Assert.StartsWith("c.json", refused.Message, StringComparison.Ordinal);
        Assert.Throws<BoardUnreadableException>(() => BoardVersions.Merge(ours, new BoardVersion("empty.json", default), theirs));
    }

    private static void ForAll(Action<BoardContent, BoardContent, BoardContent> test) => Properties.ForAllMerges(700, 12, 2, (before, ours, theirs) =>
    {
        var basis = Told(BoardContent.Empty, before);
        test(basis, Told(basis, ours), Told(basis, theirs));
    });

    private static BoardVersion Version(string name, string text) => new(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>A board's file in which each task bears a comment.</summary>
    private static string Text(BoardContent board)
    {
        var tasks = string.Join(",\n", board.Tasks.Select(t => $"  /* {t.Key} */ {t.Json}"));
        var list = $"[\n{tasks}\n]";
        return board.Root is null ? list : JsonText.Object(board.Root.Select(p => p.Key == "tasks" ? new("tasks", list) : p));
    }
}
