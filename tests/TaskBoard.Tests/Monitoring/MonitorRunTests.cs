using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Monitoring;

/// <summary>A monitor that goes on looking.</summary>
public sealed class MonitorRunTests : IDisposable
{
    private readonly BoardRig _rig = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(120));

    public void Dispose()
    {
        _rig.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task It_wakes_for_a_change_and_not_for_turns_that_change_nothing()
    {
        await using var board = await _rig.OpenAsync("[]");
        await using var passes = board.Monitor.RunAsync(Options(TimeSpan.FromHours(1))).GetAsyncEnumerator(_end.Token);
        Assert.True(await passes.MoveNextAsync());
        Assert.Empty(passes.Current.Findings);

        var next = passes.MoveNextAsync().AsTask();
        await board.CatchUpAsync();
        await board.CatchUpAsync();
        _rig.SaveByRename("""[{"id":"a","title":"x","status":"IN_PROGRESS"}]""");
        Assert.True(await next);
        Assert.Equal([MonitorCodes.NoOwner, MonitorCodes.HistoryBehind], passes.Current.Findings.Select(f => f.Code));
    }

    [Fact]
    public async Task It_wakes_by_the_clock_for_a_lease_that_ends()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        await board.ClaimAsync(TaskId.Parse("a"), "agent-1", new ClaimOptions { Lease = TimeSpan.FromSeconds(1), RenewedElsewhere = true });
        await using var passes = board.Monitor.RunAsync(Options(TimeSpan.FromHours(1), repair: true)).GetAsyncEnumerator(_end.Token);
        Assert.True(await passes.MoveNextAsync());
        Assert.Empty(passes.Current.Findings);
        _rig.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await passes.MoveNextAsync());
        Assert.Equal([(MonitorCodes.LeaseExpired, MonitorRepair.Done)], passes.Current.Findings.Select(f => (f.Code, f.Repair)));
    }

    [Fact]
    public async Task It_ends_with_its_token()
    {
        await using var board = await _rig.OpenAsync("[]");
        await using var passes = board.Monitor.RunAsync(Options(TimeSpan.FromHours(1))).GetAsyncEnumerator(_end.Token);
        Assert.True(await passes.MoveNextAsync());
        var next = passes.MoveNextAsync().AsTask();
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static MonitorOptions Options(TimeSpan interval, bool repair = false) =>
        new() { Interval = interval, Repair = repair, BackupEvery = TimeSpan.Zero, LeastFreeBytes = 0 };
}
