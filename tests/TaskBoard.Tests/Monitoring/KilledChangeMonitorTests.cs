using TaskBoard.TestKit;
using TaskBoard.Tests.Faults;
using Xunit;

namespace TaskBoard.Tests.Monitoring;

/// <summary>What a process leaves that is killed in the middle of a change is found, and put right where that is asked for.</summary>
public sealed class KilledChangeMonitorTests
{
    [StraceFact]
    public async Task A_change_whose_process_was_killed_before_it_was_shown_is_found_and_finished() => await KillAsync(
        new KillPoint("renameat2", 1), [MonitorCodes.ChangeUnfinished, MonitorCodes.StaleLock], expected: TaskState.Completed);

    [StraceFact]
    public async Task A_change_whose_process_was_killed_before_it_was_recorded_leaves_a_file_that_is_found_and_put_away() => await KillAsync(
        new KillPoint("fsync", 1), [MonitorCodes.LeftOverFile, MonitorCodes.StaleLock], expected: TaskState.Pending);

    private static async Task KillAsync(KillPoint point, string[] found, TaskState expected)
    {
        using var boards = await KilledBoards.CreateAsync();
        string[] change = ["change", boards.Scene, "worker", "complete", "t2"];
        boards.Restore();
        var strace = new Strace(boards.Scene);
        strace.Learn(change);
        boards.Restore();
        var (output, killed) = strace.KillBefore(point, change);
        Assert.True(killed, output);

        // A file counts as left behind when nobody has touched it for some time; agents that were silent meanwhile are another matter.
        var clock = new ManualClock();
        clock.Advance(DateTimeOffset.UtcNow.AddHours(1) - clock.GetUtcNow());
        await using var board = await Board.OpenAsync(boards.Scene, new BoardOptions { TimeProvider = clock, AgentTimeout = TimeSpan.FromDays(1) });
        var options = new MonitorOptions { BackupEvery = TimeSpan.Zero, LeastFreeBytes = 0 };
        var looked = await board.Monitor.LookAsync(options);
        Assert.Equal(found, looked.Findings.Select(f => f.Code).Distinct().Order());
        Assert.All(looked.Findings, f => Assert.Equal(MonitorRepair.Possible, f.Repair));

        // Whoever breaks a lock puts right what its owner left, so that nothing else is left to repair.
        options.Repair = true;
        var repaired = Assert.Single((await board.Monitor.LookAsync(options)).Findings);
        Assert.Equal((MonitorCodes.StaleLock, MonitorRepair.Done), (repaired.Code, repaired.Repair));
        Assert.Empty((await board.Monitor.LookAsync(options)).Findings);
        Assert.Equal(expected, (await board.ReadAsync()).Find(TaskId.Parse("t2"))!.State);
        var verification = await board.History.VerifyAsync();
        Assert.True(verification.IsIntact, string.Join(' ', verification.Problems));
    }
}
