using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// Each system call of a change on the board's files fails once, while the process lives on. It must say so by an error that names the file, or
/// its success must be true; the board stays whole, the same process goes on, and repeating does it once.
/// </summary>
public sealed class ErrorMatrixTests
{
    /// <summary>What each kind of call is made to say, besides EIO.</summary>
    private static readonly Dictionary<string, string[]> s_errors = new()
    {
        ["write"] = ["ENOSPC", "EDQUOT", "EINTR"],
        ["pwrite64"] = ["ENOSPC", "EDQUOT", "EINTR"],
        ["fsync"] = ["ENOSPC", "EDQUOT", "EINTR"],
        ["fdatasync"] = ["ENOSPC", "EINTR"],
        ["ftruncate"] = ["ENOSPC", "EINTR"],
        ["fallocate"] = ["ENOSPC"],
        ["openat"] = ["EACCES", "ENOSPC", "EINTR", "EMFILE"],
        ["mkdir"] = ["EACCES", "ENOSPC"],
        ["link"] = ["EACCES", "ENOSPC", "EINTR"],
        ["linkat"] = ["EACCES", "ENOSPC", "EINTR"],
        ["rename"] = ["EACCES", "ENOSPC", "EINTR"],
        ["renameat2"] = ["EACCES", "ENOSPC", "EINTR"],
        ["unlink"] = ["EACCES", "EINTR"],
        ["flock"] = ["ENOLCK", "EINTR"],
        ["fcntl"] = ["ENOLCK", "EINTR"],
        ["read"] = ["EINTR"],
        ["pread64"] = ["EINTR"],
        ["statx"] = ["EACCES"],
        ["mmap"] = ["ENOMEM"],
    };

    /// <summary>How often an error is tried that is not met.</summary>
    private const int Tries = 3;

    private readonly List<string> _faults = [];

    [StraceFact]
    [Trait("Fault", "3")]
    public Task A_completion_any_call_of_which_fails_says_so_or_is_done() => FailEverywhereAsync("complete", "t2", flushes: true, others: 8);

    [StraceFact]
    [Trait("Fault", "3")]
    public Task An_added_task_any_call_of_which_fails_is_refused_by_name_or_there() => FailEverywhereAsync("add", "added", flushes: false, others: 3);

    /// <summary>
    /// What TaskBoard itself writes goes on with what is left after ten bytes; SQLite's writes are SQLite's. The system tells more here than it did, so that the
    /// files are no evidence.
    /// </summary>
    [StraceFact]
    [Trait("Fault", "3")]
    public async Task A_write_that_comes_short_is_gone_on_with()
    {
        using var row = FaultRow.Begin(3, "writes of tasks.json and tasks.lock that come short");
        using var boards = await KilledBoards.CreateAsync();
        string[] attempt = ["attempt", boards.Scene, "worker", "complete", "t2"];
        boards.Restore();
        var strace = new Strace(boards.Scene, path => !path.Contains("history.db", StringComparison.Ordinal));
        strace.Learn(attempt);
        boards.Restore();
        var met = 0;
        foreach (var point in strace.Count(attempt).Where(p => p.Call == "write"))
        {
            boards.Restore();
            var run = strace.CutShort(point, attempt);
            if (run.Written is var (asked, then))
            {
                met++;
                Assert.Equal((0, asked - Strace.ShortLength), (run.Exit, then));
                Assert.All(run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), answer => Assert.StartsWith("ack ", answer, StringComparison.Ordinal));
            }
        }

        // A lock and a board for each of two changes.
        Assert.InRange(met, 4, int.MaxValue);
        row.End(met, 0);
    }

    private async Task FailEverywhereAsync(string kind, string id, bool flushes, int others)
    {
        using var row = FaultRow.Begin(3, $"error matrix, {kind}: errors that were met, of each error at each call");
        var seed = Seeds.Next();
        using var boards = await KilledBoards.CreateAsync();
        string[] attempt = ["attempt", boards.Scene, "worker", kind, id];
        boards.Restore();
        var strace = new Strace(boards.Scene);
        strace.Learn(attempt);
        boards.Restore();
        var points = strace.CountAll(attempt).SelectMany(p => s_errors.GetValueOrDefault(p.Call, []).Append("EIO").Select(e => (Point: p, Error: e))).ToArray();
        Assert.True(points.Length > 200, $"Only {points.Length} points: {string.Join(' ', points)}");

        var unmet = new List<string>();
        var chosen = LongForm.IsAsked ? points : Sample(points, flushes, others, new Random(seed));
        foreach (var (point, error) in chosen)
        {
            // A thread of its own may close the board, or the pool change its mind: the number is then not reached, but may be the next time.
            var met = 0;
            for (var tries = 0; tries < Tries && met == 0; tries++)
            {
                boards.Restore();
                (var output, var exit, met) = strace.FailAt(point, error, attempt);
                await VerifyAsync(new FailedAttempt(point, error, kind, TaskId.Parse(id), output.Split('\n', StringSplitOptions.RemoveEmptyEntries)), exit, met, boards.Scene);
            }

            unmet.AddRange(met == 0 ? [$"{point} {error}"] : []);
        }

        row.End(chosen.Length - unmet.Count, _faults.Count);
        Assert.True(_faults.Count == 0, $"{_faults.Count} faults at {chosen.Length} of {points.Length} points (TASKBOARD_TEST_SEED={seed}):\n{string.Join('\n', _faults)}");
        Assert.True(unmet.Count <= 2 + (chosen.Length / 10), $"{unmet.Count} of {chosen.Length} errors were not met: {string.Join(", ", unmet)}");
    }

    /// <summary>Every flush where asked for, because that is where a system says that what it took is lost; of the others some, of each kind of call.</summary>
    private static (KillPoint Point, string Error)[] Sample((KillPoint Point, string Error)[] points, bool allFlushes, int count, Random random)
    {
        var flushes = points.Where(p => allFlushes && p.Point.Call is "fsync" or "fdatasync" && p.Error == "EIO").ToArray();
        var kinds = points.Except(flushes).GroupBy(p => p.Point.Call).Select(g => new Queue<(KillPoint, string)>(g.OrderBy(_ => random.Next()))).ToArray();
        var others = Enumerable.Range(0, points.Length).SelectMany(_ => kinds.Where(k => k.Count > 0).Select(k => k.Dequeue()).ToArray());
        return [.. flushes, .. others.Take(count)];
    }

    private async Task VerifyAsync(FailedAttempt attempt, int exit, int met, string directory)
    {
        Require(exit == 0 && attempt.Answers.Count is 1 or 2, $"it ended with {exit} after {string.Join(" | ", attempt.Answers)}");
        Require(met != 1 || attempt.Refusals.Count <= 1, $"one error and several refusals: {string.Join(" | ", attempt.Refusals)}");
        Require(attempt.Refusals.All(r => r.Contains(directory, StringComparison.Ordinal)), $"a refusal names no file: {string.Join(" | ", attempt.Refusals)}");
        Require(attempt.Refusals.All(r => attempt.FitsAnError(r)), $"a refusal of another kind: {string.Join(" | ", attempt.Refusals)}");
        try
        {
            _faults.AddRange((await BoardReferee.CheckAsync(directory)).Select(f => $"{attempt}: {f}"));
            await using var board = await Board.OpenAsync(directory);
            var before = await attempt.FindAsync(board);
            Require(before.Revisions.Count <= 1, $"it is on record {before.Revisions.Count} times");
            Require(before.IsInFile == (before.Revisions.Count == 1), "file and history disagree about it");
            Require(attempt.Acknowledged is null || before.Revisions.Contains(attempt.Acknowledged.Value), $"revision {attempt.Acknowledged} was acknowledged and is not on record");
            Require(!attempt.WasSaidNotToBe || before.Revisions.Count == 0, $"it was refused and is on record: {attempt.Answers[0]}");
            Require(!attempt.NextWasAcknowledged || before.NextIsThere, "what the same process did next is not there");

            var again = await attempt.RepeatAsync(board);
            var after = await attempt.FindAsync(board);
            Require(after.Revisions.Count == 1 && after.IsInFile, $"repeated, it is on record {after.Revisions.Count} times");
            Require(again.AlreadyDone == (before.Revisions.Count == 1) && after.Revisions.Contains(again.Revision), $"repeated, it is answered {again}");
            Require((await board.History.VerifyAsync()).IsIntact, "repeated, the history does not verify");
        }
        catch (BoardException e)
        {
            _faults.Add($"{attempt}: {e.GetType().Name}: {e.Message}");
        }

        void Require(bool condition, string fault)
        {
            if (!condition)
            {
                _faults.Add($"{attempt}: {fault}");
            }
        }
    }
}
