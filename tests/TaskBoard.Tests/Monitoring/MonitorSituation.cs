using System.Text.RegularExpressions;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Monitoring;

/// <summary>Boards in trouble, made so for real: by processes that are killed, files that are edited, clocks that go on.</summary>
internal static partial class MonitorSituation
{
    private const string Finished = """{"id":"%","title":"x","status":"COMPLETED"}""";

    /// <summary>All of them, by the code that a monitor finds.</summary>
    public static IReadOnlyDictionary<string, Func<BoardRig, Task<Board>>> All { get; } = new Dictionary<string, Func<BoardRig, Task<Board>>>
    {
        [MonitorCodes.StaleLock] = StaleLockAsync,
        [MonitorCodes.LockInTheWay] = LockInTheWayAsync,
        [MonitorCodes.LeaseExpired] = LeaseExpiredAsync,
        [MonitorCodes.NoLease] = rig => rig.OpenAsync("""[{"id":"a","title":"x","status":"IN_PROGRESS","assigned_to":"bob"}]"""),
        [MonitorCodes.NoOwner] = rig => rig.OpenAsync("""[{"id":"a","title":"x","status":"IN_PROGRESS"}]"""),
        [MonitorCodes.AgentLost] = AgentLostAsync,
        [MonitorCodes.BoardUnreadable] = UnreadableAsync,
        [MonitorCodes.BoardProblem] = rig => rig.OpenAsync("""[{"id":"a","title":"x","depends_on":["b"]}]"""),
        [MonitorCodes.FinishedWorkRemoved] = FinishedWorkRemovedAsync,
        [MonitorCodes.HistoryBehind] = HistoryBehindAsync,
        [MonitorCodes.ChangeUnfinished] = ChangeUnfinishedAsync,
        [MonitorCodes.HistoryDamaged] = HistoryDamagedAsync,
        [MonitorCodes.HistoryGone] = HistoryGoneAsync,
        [MonitorCodes.LeftOverFile] = LeftOverAsync,
        [MonitorCodes.RightsDiffer] = RightsDifferAsync,
        [MonitorCodes.LinkInTheWay] = LinkInTheWayAsync,
        [MonitorCodes.LowDiskSpace] = rig => rig.OpenAsync("[]"),
        [MonitorCodes.BackupDue] = rig => rig.OpenAsync("""[{"id":"a","title":"x"}]"""),
    };

    /// <summary>How to look, so that only what the situation is about is found.</summary>
    public static MonitorOptions OptionsFor(string code, bool repair) => new()
    {
        Repair = repair,
        LeastFreeBytes = code == MonitorCodes.LowDiskSpace ? long.MaxValue : 0,
        BackupEvery = code == MonitorCodes.BackupDue ? TimeSpan.FromDays(1) : TimeSpan.Zero,
    };

    /// <summary>A finding as people read it, without what differs from run to run.</summary>
    public static string TextOf(BoardRig rig, MonitorFinding finding) =>
        Numbers().Replace($"  {finding.Severity} {finding.Code} ({finding.Repair}) {finding}\n".Replace(rig.Paths.Directory, "DIR", StringComparison.Ordinal), "N");

    public static void Meddle(BoardRig rig, string sql)
    {
        using var database = SqliteDatabase.Open(rig.Paths.History, SqliteMode.ReadWrite);
        TaskBoard.Tests.History.Forgery.Run(database, sql);
    }

    private static async Task<Board> StaleLockAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        using var holder = WorkerProcess.Start("lock-hold", rig.Paths.Directory, "visible");
        Assert.NotNull(holder.ReadLine());
        holder.Kill();
        return board;
    }

    private static async Task<Board> LockInTheWayAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        await File.WriteAllTextAsync(rig.Paths.Lock, """{"agent_id":"script","timestamp":"2026-11-21T08:00:00.000Z"}""");
        return board;
    }

    /// <summary>Claimed by processes that ended without a word, one of them with the last attempt.</summary>
    private static async Task<Board> LeaseExpiredAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        await board.AddAsync([new TaskDraft("x") { Id = TaskId.Parse("a") }, new TaskDraft("y") { Id = TaskId.Parse("b"), MaxAttempts = 1 }], "planner");
        foreach (var id in new[] { "a", "b" })
        {
            using var worker = WorkerProcess.Start("change", rig.Paths.Directory, "agent-1", "claim", id);
            Assert.Equal(0, await worker.ExitAsync());
        }

        rig.Processes.Later = TimeSpan.FromHours(1);
        return board;
    }

    private static async Task<Board> UnreadableAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        rig.Text = "[\n  {\n    \"id\": \"a\",\n";
        return board;
    }

    private static async Task<Board> FinishedWorkRemovedAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync(Tasks("a", "b", "c", "d"));
        rig.Text = Tasks("a") + "\n";
        await board.CatchUpAsync();
        return board;
    }

    private static async Task<Board> AgentLostAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        await board.RegisterAsync(new AgentRegistration(), "idle");
        await board.RegisterAsync(new AgentRegistration(), "left");
        await board.DeregisterAsync("left");

        // As a short command does: nobody renews the claim.
        await board.ClaimAsync(TaskId.Parse("a"), "silent", new ClaimOptions { RenewedElsewhere = true });
        rig.Clock.Advance(TimeSpan.FromMinutes(15));
        return board;
    }

    private static async Task<Board> HistoryBehindAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        rig.Text = """[{"id":"a","title":"by hand"}]""";
        return board;
    }

    private static async Task<Board> ChangeUnfinishedAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        rig.BeforeExchange(() => throw new DiskException(DiskFault.Io, "exchange", rig.Paths.Board, "injected"));
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync(new TaskDraft("x") { Id = TaskId.Parse("a") }, "planner"));
        return board;
    }

    private static async Task<Board> HistoryDamagedAsync(BoardRig rig)
    {
        await using (var board = await rig.OpenAsync("""[{"id":"a","title":"x"}]"""))
        {
            await board.CompleteAsync(TaskId.Parse("a"), "done", "agent-1");
        }

        Meddle(rig, "UPDATE events SET agent_id = 'somebody else' WHERE seq = 2");
        return rig.Open();
    }

    private static async Task<Board> HistoryGoneAsync(BoardRig rig)
    {
        await using (await rig.OpenAsync("""[{"id":"a","title":"x"}]"""))
        {
        }

        foreach (var path in Directory.GetFiles(rig.Paths.Private, "history.db*"))
        {
            File.Delete(path);
        }

        return rig.Open();
    }

    private static async Task<Board> RightsDifferAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(rig.Paths.Directory, File.GetUnixFileMode(rig.Paths.Directory) | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute);
        }

        return board;
    }

    private static async Task<Board> LinkInTheWayAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        File.CreateSymbolicLink(Path.Combine(rig.Paths.Private, "lock-next"), Path.Combine(rig.Paths.Directory, "elsewhere"));
        return board;
    }

    private static async Task<Board> LeftOverAsync(BoardRig rig)
    {
        var board = await rig.OpenAsync("[]");
        Directory.CreateDirectory(rig.Paths.Backups);
        foreach (var path in new[] { "probe-4711-a", "swap/2", "backups/new-20261120T000000Z-r1.history.db", "lock-next" })
        {
            var left = Path.Combine(rig.Paths.Private, path);
            await File.WriteAllTextAsync(left, """[{"id":"z","title":"never happened"}]""");
            File.SetLastWriteTimeUtc(left, rig.Clock.GetUtcNow().UtcDateTime.AddHours(-1));
        }

        return board;
    }

    private static string Tasks(params string[] ids) => $"[{string.Join(",\n", ids.Select(id => Finished.Replace("%", id, StringComparison.Ordinal)))}]";

    [GeneratedRegex(@"(?<=Process )\d+|[0-9.]+(?= MiB)|(?<=ended at )\S+Z|(?<=changed for )[0-9.]+ \w+|(?<=user )\d+|(?<=group )\d+")]
    private static partial Regex Numbers();
}
