using Xunit;

namespace TaskBoard.Tests.Turns;

public sealed class TurnTimeTests
{
    [Fact]
    public async Task The_entry_in_the_file_and_the_event_in_the_history_have_the_same_time()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = new BusyClock() });
        var change = await board.AddAsync(new TaskDraft("x"), "planner");
        Assert.Equal(change.Task!.History[0].Timestamp, change.Events[0].OccurredAt);
    }

    /// <summary>A clock that goes on by a second each time it is asked.</summary>
    private sealed class BusyClock : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero).AddSeconds(Interlocked.Increment(ref _asked));
    }
}
