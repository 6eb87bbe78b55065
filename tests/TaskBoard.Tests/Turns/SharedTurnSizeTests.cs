using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Turns;

public sealed class SharedTurnSizeTests
{
    [Fact]
    public async Task A_request_that_is_too_large_does_not_take_those_that_share_its_turn_with_it()
    {
        using var directory = new TempDirectory();
        await using var board = await Board.CreateAsync(directory.Path, new BoardOptions { MaxFileBytes = 20_000 });
        var asked = Enumerable.Range(1, 8)
            .Select(i => board.AddAsync(new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}"), Description = i == 4 ? new string('x', 30_000) : "" }, "planner"))
            .ToArray();

        await Assert.ThrowsAsync<BoardTooLargeException>(() => asked[3]);
        foreach (var other in asked.Where((_, i) => i != 3))
        {
            Assert.Single((await other).Tasks);
        }

        Assert.Equal(7, (await board.ReadAsync()).Tasks.Count);
    }
}
