using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>Each caller waits as long as the options say, counted from when it asked, whoever waits before it.</summary>
public sealed class QueuedTimeTests
{
    [Fact]
    public async Task Who_asks_while_others_wait_for_a_scripts_lock_waits_its_own_time_and_no_longer()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        await File.WriteAllTextAsync(board.Paths.Lock, "");
        var start = board.Processes.SinceBoot;
        Task? second = null;
        board.Processes.Meanwhile = () =>
        {
            if (second is null && board.Processes.SinceBoot - start > TimeSpan.FromSeconds(0.6))
            {
                second = board.AddAsync("second");
            }
        };
        await Assert.ThrowsAsync<BoardLockedException>(() => board.AddAsync("second"));
        await Assert.ThrowsAsync<BoardLockedException>(() => second!);
        Assert.InRange(board.Processes.SinceBoot - start, TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(1.7));
        File.Delete(board.Paths.Lock);
        await board.AddAsync("second");
        await board.HoldsAsync("first second");
    }
}
