using TaskBoard.Rules;
using TaskBoard.Tests.History;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class BoardMergeTests
{
    [Theory]
    [InlineData("""{"x":1}""", """{"x":2}""", """{"x":1,"y":3}""", """{"x":2,"y":3}""")] // different properties: both stay
    [InlineData("""{"x":1,"y":1}""", """{"x":1,"y":1,"z":1}""", """{"y":1}""", """{"y":1,"z":1}""")] // removed by hand
    [InlineData("""{"x":1}""", """{"x":2}""", """{"x":2}""", """{"x":2}""")]
    [InlineData("""{"labels":["a","b"]}""", """{"labels":["a","b","c"]}""", """{"labels":["b","d"]}""", """{"labels":["b","d","c"]}""")]
    [InlineData("""{"labels":["a","b","c"]}""", """{"labels":["a","c"]}""", """{"labels":["a","b","c","d"]}""", """{"labels":["a","c","d"]}""")]
    [InlineData("""{"labels":["a","b"]}""", """{"labels":["a","x","b"]}""", """{"labels":["b","a","y"]}""", """{"labels":["b","a","x","y"]}""")]
    [InlineData("""{}""", """{"depends_on":["a"]}""", """{"depends_on":["b","a"]}""", """{"depends_on":["b","a"]}""")]
    [InlineData("""{"own":[1,1]}""", """{"own":[1,1,1]}""", """{"own":[1,1,2]}""", """{"own":[1,1,2,1]}""")] // each occurrence counts
    [InlineData(
        """{"notes":[{"text":"1","agent_id":"a"}]}""", """{"notes":[{"text":"1","agent_id":"a"},{"text":"2"}]}""",
        """{"notes":[{"agent_id":"a","text":"1"},{"text":"3"}]}""", """{"notes":[{"agent_id":"a","text":"1"},{"text":"3"},{"text":"2"}]}""")]
    [InlineData(
        """{"history":[{"timestamp":"2026-01-01T00:00:00Z"}]}""",
        """{"history":[{"timestamp":"2026-01-01T00:00:00Z"},{"timestamp":"2026-01-03T00:00:00Z"}]}""",
        """{"history":[{"timestamp":"2026-01-01T00:00:00Z"},{"timestamp":"2026-01-02T01:00:00+01:00"}]}""",
        """{"history":[{"timestamp":"2026-01-01T00:00:00Z"},{"timestamp":"2026-01-02T01:00:00+01:00"},{"timestamp":"2026-01-03T00:00:00Z"}]}""")]
    [InlineData("""{"history":[1,2]}""", """{"history":[2,3]}""", """{"history":[1,2,4]}""", """{"history":[2,3,4]}""")] // what we dropped stays dropped
    [InlineData(
        """{"updated_at":"2026-01-01T00:00:00Z"}""", """{"updated_at":"2026-01-03T00:00:00Z"}""",
        """{"updated_at":"2026-01-02T23:00:00-05:00"}""", """{"updated_at":"2026-01-02T23:00:00-05:00"}""")]
    [InlineData("""{"updated_at":"2026-01-01T00:00:00Z"}""", """{"updated_at":"2026-01-03T00:00:00Z"}""", """{}""", """{"updated_at":"2026-01-03T00:00:00Z"}""")]
    [InlineData("""{"status":"pending"}""", """{"status":"PENDING","x":1}""", """{"assigned_to":null,"y":1}""", """{"assigned_to":null,"y":1,"x":1}""")]
    public void Changes_that_do_not_meet_both_stay(string basis, string ours, string theirs, string merged)
    {
        var result = BoardMerge.Merge(Board(basis), Board(ours), Board(theirs));

        DiffBoards.AssertSame(Board(merged), result.Content);
        Assert.Empty(result.Conflicts);
    }

    [Theory]
    [InlineData("""{"x":1}""", """{"x":2}""", """{"x":3}""", """{"x":3}""", "x: TaskBoard had 2, the hand edit had 3; the hand edit stands.")]
    [InlineData("""{"x":1}""", """{"x":2}""", """{}""", """{}""", "x: TaskBoard had 2, the hand edit had none; the hand edit stands.")]
    [InlineData(
        """{"own":[]}""", """{"own":[{"a":1}]}""", """{"own":[{"a":2}]}""", """{"own":[{"a":2}]}""",
        """own: TaskBoard had [{"a":1}], the hand edit had [{"a":2}]; the hand edit stands.""")]
    [InlineData(
        """{"labels":[]}""", """{"labels":["a"]}""", """{"labels":"b"}""", """{"labels":"b"}""",
        """labels: TaskBoard had ["a"], the hand edit had "b"; the hand edit stands.""")]
    [InlineData(
        """{"updated_at":"x"}""", """{"updated_at":"2026-01-03T00:00:00Z"}""", """{"updated_at":"y"}""", """{"updated_at":"y"}""",
        """updated_at: TaskBoard had "2026-01-03T00:00:00Z", the hand edit had "y"; the hand edit stands.""")]
    public void Where_changes_meet_the_hand_edit_stands_and_both_are_on_record(string basis, string ours, string theirs, string merged, string details)
    {
        var result = BoardMerge.Merge(Board(basis), Board(ours), Board(theirs));

        DiffBoards.AssertSame(Board(merged), result.Content);
        Assert.Equal([new MergeConflict("t", details)], result.Conflicts);
    }

    [Fact]
    public void What_stays_in_the_hand_edit_keeps_its_place_and_what_comes_goes_where_it_belongs()
    {
        var result = BoardMerge.Merge(
            Board("""{"id":"t","description":"","own":1}"""),
            Board("""{"id":"t","description":"","own":1,"status":"IN_PROGRESS","new":1}"""),
            Board("""{"own":2,"id":"t","description":"d"}"""));

        Assert.Equal("""{"own":2,"id":"t","description":"d","status":"IN_PROGRESS","new":1}""", result.Content.Tasks[0].Json);
    }

    [Theory]
    [InlineData("a b c", "a x b c", "a b c y", "a x b c y")]
    [InlineData("a b", "a b x", "a b y", "a b x y")]
    [InlineData("a b", "x y a b", "b a", "x y b a")]
    [InlineData("a b c", "a b x c", "c a", "c a x")] // b was deleted by hand
    [InlineData("a b c", "c a b", "a b y c", "c a b y")] // only we moved
    [InlineData("a b c", "c a b", "b a c", "b a c")] // both moved
    [InlineData("a b c", "a c", "a b c y", "a c y")]
    [InlineData("", "x", "y", "x y")]
    public void Tasks_stand_in_the_order_of_the_hand_edit_and_ours_after_the_one_they_followed(string basis, string ours, string theirs, string merged)
    {
        var result = BoardMerge.Merge(Ids(basis), Ids(ours), Ids(theirs));

        Assert.Equal(merged, string.Join(' ', result.Content.Tasks.Select(t => t.Key)));
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void A_task_that_was_deleted_by_hand_while_we_changed_it_stays_deleted_and_our_change_is_on_record()
    {
        var result = BoardMerge.Merge(Board("""{"x":1}"""), Board("""{"x":2}"""), BoardContent.Empty);

        Assert.Empty(result.Content.Tasks);
        Assert.Equal([new MergeConflict("t", """task: TaskBoard had {"x":2}, the hand edit had none; it stays deleted.""")], result.Conflicts);
    }

    [Fact]
    public void A_task_that_was_changed_by_hand_while_we_deleted_it_stays()
    {
        var result = BoardMerge.Merge(Board("""{"x":1}"""), BoardContent.Empty, Board("""{"x":2}"""));

        DiffBoards.AssertSame(Board("""{"x":2}"""), result.Content);
        Assert.Equal([new MergeConflict("t", """task: TaskBoard had none, the hand edit had {"x":2}; it stays.""")], result.Conflicts);
    }

    [Fact]
    public void An_id_that_both_sides_used_for_a_new_task_keeps_the_properties_of_the_hand_edit()
    {
        var result = BoardMerge.Merge(BoardContent.Empty, Board("""{"title":"ours","labels":["a"],"x":1}"""), Board("""{"title":"theirs","labels":["b"]}"""));

        DiffBoards.AssertSame(Board("""{"title":"theirs","labels":["b","a"],"x":1}"""), result.Content);
        Assert.All(result.Conflicts, c => Assert.Equal("t", c.Task));
        Assert.Equal("""title: TaskBoard had "ours", the hand edit had "theirs"; the hand edit stands.""", result.Conflicts[^1].Details);
    }

    [Fact]
    public void What_stands_around_the_tasks_is_merged_too()
    {
        BoardContent Root(params (string Name, string Value)[] properties) => new([], properties.Select(p => KeyValuePair.Create(p.Name, p.Value)).ToArray());

        var result = BoardMerge.Merge(
            Root(("a", "1"), ("b", "1"), ("tasks", "[]")), Root(("a", "2"), ("b", "2"), ("tasks", "[]")), Root(("tasks", "[]"), ("b", "3"), ("a", "1")));
        var becameArray = BoardMerge.Merge(Root(("tasks", "[]")), Root(("tasks", "[]"), ("a", "1")), BoardContent.Empty);
        var becameObject = BoardMerge.Merge(BoardContent.Empty, BoardContent.Empty, Root(("tasks", "[]"), ("a", "1")));

        DiffBoards.AssertSame(Root(("a", "2"), ("b", "3"), ("tasks", "[]")), result.Content);
        Assert.Equal([new MergeConflict(null, "b: TaskBoard had 2, the hand edit had 3; the hand edit stands.")], result.Conflicts);
        DiffBoards.AssertSame(Root(("a", "1"), ("tasks", "[]")), becameArray.Content);
        DiffBoards.AssertSame(Root(("a", "1"), ("tasks", "[]")), becameObject.Content);
    }

    private static BoardContent Board(string properties) => new([TaskContent.FromJson("t", properties)]);

    private static BoardContent Ids(string ids) => DiffBoards.Ids(ids.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
