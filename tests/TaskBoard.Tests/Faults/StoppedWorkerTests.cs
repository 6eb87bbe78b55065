using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>A real process that is stopped with a task in hand until its lease is over, and then wakes up and completes the task.</summary>
[Collection(nameof(Alone))]
[Trait("Fault", "7")]
public sealed class StoppedWorkerTests : IDisposable
{
    private static readonly TaskId s_task = TaskId.Parse("t1");
    private readonly TempDirectory _board = new();

    public void Dispose() => _board.Dispose();

    [LinuxFact]
    public async Task Is_refused_when_somebody_else_has_claimed()
    {
        await using var board = await CreateAsync();
        using var sleeper = await StoppedAsync("renewed");
        TaskClaim? claim = null;
        await UntilAsync(async () => (claim = await board.TryClaimNextAsync("successor")) is not null);

        Assert.Equal("t1#2", claim!.Handle.ToString());
        await WakeAsync(sleeper);
        Assert.Equal(($"refused {BoardErrorCodes.ClaimLost}", "lost", 0), (sleeper.ReadLine(), sleeper.ReadLine(), await sleeper.ExitAsync()));
        await claim.CompleteAsync("done by the successor");
        Assert.Equal("done by the successor", (await board.FindAsync(s_task))?.Result?.Summary);
        Assert.Equal("successor", Assert.Single(await CompletionsAsync(board)).Agent);
    }

    [LinuxFact]
    public async Task Is_accepted_as_late_when_nobody_has()
    {
        await using var board = await CreateAsync();
        using var sleeper = await StoppedAsync("alone");
        await UntilAsync(async () => board.StandingOf(await board.ReadAsync())[s_task].IsExpired);
        await WakeAsync(sleeper);
        Assert.Equal(("completed late", 0), (sleeper.ReadLine(), await sleeper.ExitAsync()));
        Assert.Equal("slept over it", (await board.FindAsync(s_task))?.Result?.Summary);
        Assert.Equal("sleeper", Assert.Single(await CompletionsAsync(board)).Agent);
    }

    /// <summary>By the clock that leases go by, which nothing here can move.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var never = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await isSo())
        {
            await look.WaitForNextTickAsync(never.Token);
        }
    }

    private static async Task<IEnumerable<BoardEvent>> CompletionsAsync(Board board)
    {
        Assert.Empty(await BoardReferee.CheckAsync(board.Directory));
        return (await BoardReferee.EventsAsync(board)).Where(e => e is { ToStatus: "COMPLETED", FromStatus: not "COMPLETED" });
    }

    private async Task<Board> CreateAsync()
    {
        var board = await Board.CreateAsync(_board.Path);
        await board.AddAsync(new TaskDraft("Task") { Id = s_task }, "planner");
        return board;
    }

    /// <summary>A process that has claimed the task for a second, and stands still.</summary>
    private async Task<WorkerProcess> StoppedAsync(string renewal)
    {
        var sleeper = WorkerProcess.Start("hold", _board.Path, "sleeper", "1", renewal);
        Assert.Equal("t1#1", sleeper.ReadLine());
        await SignalAsync(sleeper, "STOP");
        return sleeper;
    }

    /// <summary>It finds what it is told as soon as it goes on.</summary>
    private static async Task WakeAsync(WorkerProcess sleeper)
    {
        sleeper.WriteLine("complete");
        await SignalAsync(sleeper, "CONT");
    }

    private static async Task SignalAsync(WorkerProcess worker, string signal) =>
        Assert.Equal(0, (await ProgramRun.Of("sh", "-c", $"kill -{signal} {worker.Id}")).ExitCode);
}
