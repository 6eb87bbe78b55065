using TaskBoard.Cli.Output;
using TaskBoard.Fronts;
using Xunit;

namespace TaskBoard.Cli.Tests.Output;

public sealed class TaskPageTests
{
    [Fact]
    public void Pages_follow_each_other_without_gap_or_repetition_even_if_tasks_go()
    {
        var board = Board(10);
        var first = Page(board, 4, null);
        Assert.Equal(10, first.Total);
        Assert.StartsWith("4:", first.Next, StringComparison.Ordinal);
        var shorter = board with { Tasks = board.Tasks.Where(t => t.Id.Value != "1").ToValueList() };
        Assert.Equal(["4", "5", "6", "7"], Page(shorter, 4, first.Next).Tasks.Select(t => t.Id.Value));
        var last = Page(board, 4, Page(board, 4, first.Next).Next);
        Assert.Equal((2, null), (last.Tasks.Count, last.Next));
    }

    [Fact]
    public void Finished_tasks_are_counted_and_left_out()
    {
        var page = Page(Board(10), 50, null, new TaskFilter());
        Assert.Equal((6, 4, 1), (page.Total, page.Finished, page.Failed));
        Assert.Equal(3, Page(Board(10), 50, null, new TaskFilter { States = [TaskState.Completed] }).Total);
    }

    [Fact]
    public void All_conditions_of_a_filter_must_hold()
    {
        var task = new TaskItem { Id = TaskId.Parse("a1"), Title = "Parse the Header", Labels = ["core", "api"], AssignedTo = "ann" };
        Assert.True(new TaskFilter { Labels = ["api", "core"], AssignedTo = "ann", Text = "header" }.Fits(task, null));
        Assert.False(new TaskFilter { Labels = ["api", "web"] }.Fits(task, null));
        Assert.False(new TaskFilter { AssignedTo = "bob" }.Fits(task, null));
        Assert.False(new TaskFilter { Text = "footer" }.Fits(task, null));
        Assert.False(new TaskFilter { Ready = true }.Fits(task, new TaskStanding(false, [])));
        Assert.True(new TaskFilter { Ready = true }.Fits(task, new TaskStanding(true, [])));
    }

    [Theory]
    [InlineData("x")]
    [InlineData(":a")]
    [InlineData("-1:a")]
    public void What_is_no_cursor_is_refused(string cursor) => Assert.Throws<CliException>(() => Page(Board(3), 1, cursor));

    private static TaskPage Page(BoardSnapshot board, int limit, string? after, TaskFilter? filter = null) =>
        TaskPage.Of(board, new Dictionary<TaskId, TaskStanding>(), filter ?? new TaskFilter { All = true }, limit, after);

    // 0 to 5 open, 6 to 8 completed, 9 failed.
    private static BoardSnapshot Board(int count) => new()
    {
        Tasks = Enumerable.Range(0, count)
            .Select(i => new TaskItem
            {
                Id = TaskId.Parse($"{i}"),
                State = i < 6 ? TaskState.Pending : i < 9 ? TaskState.Completed : TaskState.Failed,
            })
            .ToValueList(),
    };
}
