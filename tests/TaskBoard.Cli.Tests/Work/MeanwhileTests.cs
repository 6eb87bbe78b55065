using TaskBoard.Cli.Work;
using Xunit;

namespace TaskBoard.Cli.Tests.Work;

/// <summary>What others, or the command itself, said of a task counts.</summary>
public sealed class MeanwhileTests
{
    private static readonly TaskItem Claimed = new() { Id = TaskId.Parse("a"), State = TaskState.InProgress, AssignedTo = "worker", Attempts = 3, Failures = 1 };

    [Theory]
    [InlineData("InProgress", null)]
    [InlineData("Claimed", null)]
    [InlineData("Completed", "Completed")]
    [InlineData("Failed", "Failed")]
    [InlineData("Cancelled", "Cancelled")]
    [InlineData("Pending", "Released")]
    public void The_state_of_the_task_tells_how_the_work_ended(string state, string? end) =>
        Assert.Equal(end, Of(Claimed with { State = Enum.Parse<TaskState>(state) }));

    [Fact]
    public void An_attempt_that_failed_and_is_to_be_repeated_has_failed() =>
        Assert.Equal("Failed", Of(Claimed with { State = TaskState.Pending, Failures = 2 }));

    [Fact]
    public void What_somebody_else_has_or_that_is_off_the_board_is_lost()
    {
        Assert.Equal("Lost", Of(null));
        Assert.Equal("Lost", Of(Claimed with { AssignedTo = "other" }));
        Assert.Equal("Lost", Of(Claimed with { Attempts = 4 }));
        Assert.Equal("Lost", Of(Claimed with { Attempts = 4, State = TaskState.Completed }));
    }

    private static string? Of(TaskItem? now) => Meanwhile.Of(now, Claimed, new ClaimHandle(Claimed.Id, 3), "worker")?.ToString();
}
