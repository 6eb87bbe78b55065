using TaskBoard.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace TaskBoard.Tests.Faults;

/// <summary>
/// A change is killed right before each of its system calls, and in that moment the power of the file system is cut: what was not flushed is
/// gone. What was acknowledged must have been, and the rest before or after. The ordinary run tries some of the points, the long form all.
/// </summary>
[Collection(nameof(Alone))]
public sealed class PowerCutTests(ITestOutputHelper output)
{
    private const int Sample = 4;

    [PowerCutFact("ext4")]
    [Trait("Fault", "2")]
    public Task What_was_acknowledged_outlives_a_power_cut_on_ext4() => CutEverywhereAsync("ext4");

    [PowerCutFact("xfs")]
    [Trait("Fault", "2")]
    public Task What_was_acknowledged_outlives_a_power_cut_on_xfs() => CutEverywhereAsync("xfs");

    private async Task CutEverywhereAsync(string fileSystem)
    {
        await CutEverywhereAsync(fileSystem, "complete", "t2");
        if (LongForm.IsAsked)
        {
            await CutEverywhereAsync(fileSystem, "add", "added");
        }
    }

    private async Task CutEverywhereAsync(string fileSystem, string kind, string id)
    {
        using var row = FaultRow.Begin(2, $"power cut on {fileSystem}, {kind}: at each call, and after the answer");
        var seed = Seeds.Next();
        using var disk = LoopDisk.Make(fileSystem);
        DemandThatItForgets(disk);
        using var boards = await KilledBoards.CreateAsync(Path.Combine(disk.Path, "board"));
        string[] change = ["change", boards.Scene, "worker", kind, id];
        boards.Restore();
        var strace = new Strace(boards.Scene);
        strace.Learn(change);
        boards.Restore();
        var points = strace.Count(change);
        Assert.True(points.Count > 30, $"Only {points.Count} calls were counted: {string.Join(' ', points)}");

        var random = new Random(seed);
        IReadOnlyList<KillPoint> calls = LongForm.IsAsked ? points : [.. points.OrderBy(_ => random.Next()).Take(Sample)];

        // And some times right after the answer: by then everything must have been flushed.
        KillPoint?[] chosen = [.. calls, .. Enumerable.Repeat<KillPoint?>(null, LongForm.Count(1, 10))];
        var (faults, acknowledged, kills) = (new List<string>(), 0, 0);
        foreach (var point in chosen)
        {
            boards.Restore();
            disk.Flush();
            var (said, isKilled) = point is null ? (UntilAnswered(change), false) : strace.KillBefore(point, change);
            kills += isKilled ? 1 : 0;
            disk.CutPower();
            ExpectRestart(boards.Scene);
            var revision = KilledChange.Acknowledgement(said);
            acknowledged += revision is null ? 0 : 1;
            faults.AddRange(await new KilledChange(kind, id, revision).CheckAsync($"{fileSystem}, {point?.ToString() ?? "after the answer"}", boards.Scene));
        }

        Assert.True(kills >= calls.Count * 9 / 10, $"Only {kills} of {calls.Count} were killed.");
        row.End(chosen.Length, faults.Count);
        output.WriteLine($"{fileSystem}, {kind}: {calls.Count} of {points.Count} calls, {acknowledged} acknowledged before the cut, {faults.Count} faults");
        Assert.NotEqual(0, acknowledged);
        Assert.True(faults.Count == 0, $"{faults.Count} faults at {chosen.Length} points (TASKBOARD_TEST_SEED={seed}):\n{string.Join('\n', faults)}");
    }

    private static string UntilAnswered(string[] change)
    {
        using var worker = WorkerProcess.Start(change);
        return worker.ReadLine() ?? "";
    }

    /// <summary>Or the cut would prove nothing.</summary>
    private static void DemandThatItForgets(LoopDisk disk)
    {
        var unflushed = new FileInfo(Path.Combine(disk.Path, "unflushed"));
        File.WriteAllText(unflushed.FullName, "written and not flushed");
        disk.CutPower();
        unflushed.Refresh();
        Assert.False(unflushed is { Exists: true, Length: > 0 }, "What was not flushed outlived the cut.");
    }

    /// <summary>
    /// Only the file system starts anew here, not the machine: a lock of which the cut left nothing must be older than the start of the
    /// machine to be known as a dead one's.
    /// </summary>
    private static void ExpectRestart(string board)
    {
        var file = Path.Combine(board, "tasks.lock");
        if (File.Exists(file) && File.ReadAllBytes(file) is var bytes && (bytes.Length == 0 || Array.TrueForAll(bytes, b => b == 0)))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }
    }
}
