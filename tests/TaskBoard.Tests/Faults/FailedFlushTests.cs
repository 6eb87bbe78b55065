using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// A disk that refuses a flush, and then a process that dies: nobody can say any more what became of its change, and whoever comes next finds out. The
/// ordinary run tries one call after each flush, the long form all.
/// </summary>
public sealed class FailedFlushTests
{
    [StraceFact]
    [Trait("Fault", "3")]
    public async Task A_change_whose_flush_failed_and_whose_process_died_then_is_done_once_or_not_at_all()
    {
        using var row = FaultRow.Begin(3, "EIO at each flush, then a kill before each call that follows");
        var (seed, faults, tried, kills) = (Seeds.Next(), new List<string>(), 0, 0);
        var random = new Random(seed);
        using var boards = await KilledBoards.CreateAsync();
        string[] attempt = ["attempt", boards.Scene, "worker", "complete", "t2", "once"];
        boards.Restore();
        var strace = new Strace(boards.Scene);
        strace.Learn(attempt);
        boards.Restore();
        var flushes = strace.Count(attempt).Where(p => p.Call is "fsync" or "fdatasync").ToArray();
        Assert.InRange(flushes.Length, 2, int.MaxValue);
        foreach (var flush in flushes)
        {
            boards.Restore();
            var after = strace.CountAfter(flush, "EIO", attempt);
            foreach (var point in LongForm.IsAsked ? after : [.. after.OrderBy(_ => random.Next()).Take(1)])
            {
                boards.Restore();
                var (said, killed) = strace.FailThenKill(flush, "EIO", point, attempt);
                (tried, kills) = (tried + 1, kills + (killed ? 1 : 0));
                var where = $"{flush} EIO, killed at {point}";
                faults.AddRange(await new KilledChange("complete", "t2", KilledChange.Acknowledgement(said)).CheckAsync(where, boards.Scene));
                await using var board = await Board.OpenAsync(boards.Scene);
                var answer = new FailedAttempt(flush, "EIO", "complete", TaskId.Parse("t2"), said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
                faults.AddRange(answer.WasSaidNotToBe && (await answer.FindAsync(board)).Revisions.Count > 0 ? [$"{where}: it was refused and is on record: {said}"] : []);
            }
        }

        Assert.True(kills >= tried / 2, $"Only {kills} of {tried} were killed.");
        row.End(tried, faults.Count);
        Assert.True(faults.Count == 0, $"{faults.Count} of {tried} (TASKBOARD_TEST_SEED={seed}):\n{string.Join('\n', faults)}");
    }
}
