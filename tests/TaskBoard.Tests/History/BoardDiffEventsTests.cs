using TaskBoard.History;
using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class BoardDiffEventsTests
{
    [Theory]
    [InlineData("""{"title":"A"}""", """{"title":"B"}""", "UPDATED", """{"title":{"from":"A","to":"B"}}""")]
    [InlineData("""{"title":null}""", """{}""", "UPDATED", """{"title":{"from":null}}""")]
    [InlineData("""{}""", """{"status":"FAILED"}""", "STATUS_CHANGED", """{"status":{"to":"FAILED"}}""")]
    [InlineData("""{"status":"in progress"}""", """{"status":"IN_PROGRESS"}""", "UPDATED", """{"status":{"from":"in progress","to":"IN_PROGRESS"}}""")]
    [InlineData("""{"assigned_to":null}""", """{"assigned_to":"a1"}""", "ASSIGNED", """{"assigned_to":{"from":null,"to":"a1"}}""")]
    [InlineData("""{"assigned_to":null}""", """{}""", "UPDATED", """{"assigned_to":{"from":null}}""")]
    [InlineData(
        """{"status":"PENDING"}""", """{"status":"IN_PROGRESS","attempts":1}""", "ASSIGNED",
        """{"status":{"from":"PENDING","to":"IN_PROGRESS"},"attempts":{"to":1}}""")]
    [InlineData("""{"attempts":2}""", """{"attempts":1}""", "UPDATED", """{"attempts":{"from":2,"to":1}}""")]
    [InlineData("""{"attempts":"many"}""", """{"attempts":[]}""", "UPDATED", """{"attempts":{"from":"many","to":[]}}""")]
    [InlineData("""{"l":[1,2,3]}""", """{"l":[1,2,3,4]}""", "UPDATED", """{"l":{"appended":[4]}}""")]
    [InlineData("""{"l":[1,2,3]}""", """{"l":[2,3,4]}""", "UPDATED", """{"l":{"removed":[1],"appended":[4]}}""")]
    [InlineData("""{"l":[1,2,3]}""", """{"l":[3]}""", "UPDATED", """{"l":{"removed":[1,2]}}""")]
    [InlineData("""{"l":[1,1,1]}""", """{"l":[1,1,2]}""", "UPDATED", """{"l":{"removed":[1],"appended":[2]}}""")]
    [InlineData("""{"l":[1,2]}""", """{"l":[3,4]}""", "UPDATED", """{"l":{"from":[1,2],"to":[3,4]}}""")]
    [InlineData("""{"l":[1,2,3]}""", """{"l":[1,3]}""", "UPDATED", """{"l":{"from":[1,2,3],"to":[1,3]}}""")]
    [InlineData("""{}""", """{"$position":1,"$$position":2,"$x":3}""", "UPDATED", """{"$$position":{"to":1},"$$$position":{"to":2},"$x":{"to":3}}""")]
    public void A_changed_task_is_one_event(string before, string after, string word, string changes)
    {
        var change = Assert.Single(Between(Board(before), Board(after)));

        Assert.Equal("t", change.Task);
        Assert.Equal(word, change.Event);
        Assert.Equal(changes, change.Changes);
    }

    [Theory]
    [InlineData("""{}""", "PENDING")]
    [InlineData("""{"status":"in-progress"}""", "IN_PROGRESS")]
    [InlineData("""{"status":"half done"}""", "half done")]
    [InlineData("""{"status":[1]}""", "[1]")]
    public void The_state_is_told_by_its_word_or_as_it_is_written(string before, string word)
    {
        var change = Assert.Single(Between(Board(before), Board("""{"status":"CANCELLED"}""")));

        Assert.Equal((word, "CANCELLED"), (change.FromStatus, change.ToStatus));
    }

    [Fact]
    public void A_new_task_brings_everything_and_a_deleted_one_leaves_everything()
    {
        var task = DiffBoards.Board("""{"id":"t","status":"CLAIMED","x":[1]}""");

        Assert.Equal(
            new TaskChange("t", "CREATED", null, "CLAIMED", """{"id":{"to":"t"},"status":{"to":"CLAIMED"},"x":{"to":[1]},"$position":{"to":"a0"}}"""),
            Assert.Single(Between(BoardContent.Empty, task)));
        Assert.Equal(
            new TaskChange("t", "DELETED", "CLAIMED", null, """{"id":{"from":"t"},"status":{"from":"CLAIMED"},"x":{"from":[1]},"$position":{"from":"a0"}}"""),
            Assert.Single(Between(task, BoardContent.Empty)));
    }

    [Fact]
    public void Only_the_task_that_was_moved_is_reported_as_moved()
    {
        var change = Assert.Single(Between(DiffBoards.Ids("a", "b", "c", "d", "e"), DiffBoards.Ids("a", "d", "b", "c", "e")));

        Assert.Equal(new TaskChange("d", "MOVED", "PENDING", "PENDING", """{"$position":{"from":"a3","to":"a0V"}}"""), change);
    }

    [Fact]
    public void A_task_that_was_moved_and_changed_is_told_by_its_change()
    {
        var after = DiffBoards.Board("""{"id":"c","status":"FAILED"}""", """{"id":"a"}""", """{"id":"b"}""");

        var change = Assert.Single(Between(DiffBoards.Ids("a", "b", "c"), after));

        Assert.Equal(("c", "STATUS_CHANGED"), (change.Task, change.Event));
        Assert.Equal("""{"status":{"to":"FAILED"},"$position":{"from":"a2","to":"Zz"}}""", change.Changes);
    }

    [Fact]
    public void Deletions_come_first_then_the_root_then_the_tasks_in_the_order_of_the_file()
    {
        var before = DiffBoards.Ids("a", "b", "c", "d");
        var after = new BoardContent(
            [DiffBoards.Task("""{"id":"n"}"""), DiffBoards.Task("""{"id":"b","x":1}"""), DiffBoards.Task("""{"id":"d","x":1}""")],
            [new("$schema", "\"s\""), new("tasks", "[]")]);

        var changes = Between(before, after);

        Assert.Equal(["a", "c", null, "n", "b", "d"], changes.Select(c => c.Task));
        Assert.Equal(new TaskChange(null, "UPDATED", null, null, """{"$schema":{"to":"s"},"tasks":{"to":[]}}"""), changes[2]);
    }

    [Fact]
    public void A_history_that_is_kept_at_twenty_entries_costs_one_entry()
    {
        string History(int first) => string.Join(',', Enumerable.Range(first, 20).Select(i => $$"""{"timestamp":"{{i}}","event":"UPDATED"}"""));

        var change = Assert.Single(Between(Board($$"""{"history":[{{History(1)}}]}"""), Board($$"""{"history":[{{History(2)}}]}""")));

        Assert.Equal(
            """{"history":{"removed":[{"timestamp":"1","event":"UPDATED"}],"appended":[{"timestamp":"21","event":"UPDATED"}]}}""", change.Changes);
    }

    private static BoardContent Board(string properties) => new([TaskContent.FromJson("t", properties)]);

    private static IReadOnlyList<TaskChange> Between(BoardContent before, BoardContent after) =>
        BoardDiff.Between(before, after, DiffBoards.Mirror(before).Positions.GetValueOrDefault).Changes;
}
