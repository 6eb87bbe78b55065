using System.Text;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Monitoring;

/// <summary>Each situation is made for real, found, and repaired where that is safe.</summary>
public sealed class BoardMonitorTests
{
    private static readonly string[] Repairable =
    [
        MonitorCodes.StaleLock, MonitorCodes.LeaseExpired, MonitorCodes.AgentLost, MonitorCodes.HistoryBehind, MonitorCodes.ChangeUnfinished, MonitorCodes.LeftOverFile, MonitorCodes.BackupDue,
    ];

    public static TheoryData<string> Codes => [.. MonitorSituation.All.Keys];

    [Fact]
    public void Every_kind_of_finding_has_its_situation() => Assert.Equal(
        typeof(MonitorCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Except([MonitorCodes.NotChecked]).Order(),
        MonitorSituation.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Each_is_found_and_repaired_only_where_asked_and_safe(string code)
    {
        using var rig = new BoardRig();
        await using var board = await MonitorSituation.All[code](rig);
        var text = new StringBuilder();

        var looked = await LookAsync(repair: false);
        Assert.All(looked.Findings, f => Assert.Equal((code, Repairable.Contains(code) ? MonitorRepair.Possible : MonitorRepair.None), (f.Code, f.Repair)));
        Assert.NotEmpty(looked.Findings);
        Assert.Equal(looked.Findings.Select(Text), (await LookAsync(repair: false, tell: false)).Findings.Select(Text));

        var repaired = await LookAsync(repair: true);
        Assert.All(repaired.Findings, f => Assert.Equal((code, Repairable.Contains(code) ? MonitorRepair.Done : MonitorRepair.None), (f.Code, f.Repair)));
        Assert.Equal(looked.Findings.Count, repaired.Findings.Count);
        Assert.Equal(Repairable.Contains(code) ? [] : repaired.Findings.Select(Text), (await LookAsync(repair: true, tell: false)).Findings.Select(Text));

        await Snapshot.Verify(text.ToString(), code);

        async Task<MonitorPass> LookAsync(bool repair, bool tell = true)
        {
            var pass = await board.Monitor.LookAsync(MonitorSituation.OptionsFor(code, repair));
            text.Append(tell ? $"{(repair ? "repairing" : "looking")}, {pass.Open} open, {pass.Repaired} repaired\n{string.Join("", pass.Findings.Select(Text))}" : "");
            return pass;
        }

        string Text(MonitorFinding finding) => MonitorSituation.TextOf(rig, finding);
    }

    [Fact]
    public async Task A_board_where_all_is_well_has_no_finding()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        await using var claim = await board.ClaimAsync(TaskId.Parse("a"), "agent-1");
        var pass = await board.Monitor.LookAsync(new MonitorOptions { BackupEvery = TimeSpan.Zero, LeastFreeBytes = 1 });
        Assert.Empty(pass.Findings);
        Assert.Equal((rig.Clock.GetUtcNow(), 2, rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(15)), (pass.At, pass.Revision, pass.NextDue));
    }

    [Fact]
    public async Task What_it_does_is_on_record_as_the_monitors()
    {
        using var rig = new BoardRig();
        await using var board = await MonitorSituation.All[MonitorCodes.LeaseExpired](rig);
        await board.Monitor.LookAsync(MonitorSituation.OptionsFor(MonitorCodes.LeaseExpired, repair: true));
        Assert.Equal(
            [
                "STATUS_CHANGED a IN_PROGRESS -> PENDING, monitor monitor: lease expired (attempt 1 of agent-1)",
                "STATUS_CHANGED b IN_PROGRESS -> FAILED, monitor monitor: lease expired (attempt 1 of agent-1), attempts used up",
            ],
            (await board.EventsAsync(new EventFilter { AfterRevision = 3 })).Select(e => $"{e.Event} {e.Task} {e.FromStatus} -> {e.ToStatus}, {e.Source} {e.Agent}: {e.Details}"));
        Assert.Equal((TaskState.Pending, null), ((await board.TaskAsync("a")).State, (await board.TaskAsync("a")).AssignedTo));

        // Whoever slept may still bring its result, as before.
        Assert.True((await board.CompleteAsync(TaskId.Parse("a"), "slept", "agent-1")).Late);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_stale_lock_is_broken_and_on_record_also_where_the_board_cannot_be_changed()
    {
        using var rig = new BoardRig();
        await using var board = await MonitorSituation.All[MonitorCodes.StaleLock](rig);
        rig.Text = "<<<";
        var pass = await board.Monitor.LookAsync(MonitorSituation.OptionsFor(MonitorCodes.StaleLock, repair: true));
        Assert.Equal(
            [(MonitorCodes.BoardUnreadable, MonitorRepair.None), (MonitorCodes.StaleLock, MonitorRepair.Done)], pass.Findings.Select(f => (f.Code, f.Repair)));
        Assert.Equal((BoardEventSource.Monitor, "monitor"), (await board.EventsAsync(new EventFilter { Event = BoardEventKind.LockBroken })) is [{ } e] ? (e.Source, e.Agent!) : default);
        Assert.Equal("<<<", rig.Text);
    }

    [Fact]
    public async Task Finished_work_that_is_back_is_no_matter_any_more_and_little_of_it_never_was()
    {
        using var rig = new BoardRig();
        await using var board = await MonitorSituation.All[MonitorCodes.FinishedWorkRemoved](rig);
        rig.Text = (await board.History.ReplayAsync(1)).ToJson();
        await board.CatchUpAsync();
        Assert.Empty((await board.Monitor.LookAsync(MonitorSituation.OptionsFor("", repair: false))).Findings);

        rig.Text = """[{"id":"a","title":"x","status":"COMPLETED"},{"id":"b","title":"x","status":"COMPLETED"}]""";
        await board.CatchUpAsync();
        Assert.Empty((await board.Monitor.LookAsync(MonitorSituation.OptionsFor("", repair: false))).Findings);
    }

    [Fact]
    public async Task A_missing_file_and_a_history_that_is_no_database_are_found_and_left_alone()
    {
        using var rig = new BoardRig();
        await using (await rig.OpenAsync("[]"))
        {
        }

        File.Delete(rig.Paths.Board);
        await using (var board = rig.Open())
        {
            Assert.Equal([MonitorCodes.BoardUnreadable], (await board.Monitor.LookAsync(MonitorSituation.OptionsFor("", repair: true))).Findings.Select(f => f.Code));
        }

        rig.Text = "[]";
        foreach (var path in Directory.GetFiles(rig.Paths.Private, "history.db*"))
        {
            File.Delete(path);
        }

        await File.WriteAllTextAsync(rig.Paths.History, new string('x', 5000));
        await using (var board = rig.Open())
        {
            var pass = await board.Monitor.LookAsync(new MonitorOptions { Repair = true, LeastFreeBytes = 0 });
            Assert.Equal((MonitorCodes.HistoryDamaged, (long?)null), (Assert.Single(pass.Findings).Code, pass.Revision));
        }

        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(rig.Paths.History));
    }

    [Fact]
    public async Task Of_many_problems_it_names_the_first_and_counts_the_rest()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync($"[{string.Join(',', Enumerable.Range(1, 30).Select(i => $$"""{"id":"t{{i}}","title":"x","depends_on":["gone"]}"""))}]");
        var findings = (await board.Monitor.LookAsync(MonitorSituation.OptionsFor("", repair: false))).Findings;
        Assert.Equal(21, findings.Count);
        Assert.Equal("tasks.json: There are 10 more. 'taskboard check' lists all.", findings[^1].ToString());
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_said_and_the_rest_is_looked_at()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync("""[{"id":"a","title":"x","status":"IN_PROGRESS"}]""", new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
        using var holder = WorkerProcess.Start("lock-hold", rig.Paths.Directory, "turn");
        Assert.NotNull(holder.ReadLine());
        var pass = await board.Monitor.LookAsync(MonitorSituation.OptionsFor("", repair: false));
        Assert.Equal([MonitorCodes.NoOwner, MonitorCodes.NotChecked], pass.Findings.Select(f => f.Code));
        Assert.Null(pass.Revision);
    }

    [Fact]
    public async Task A_board_in_memory_is_looked_at_like_any_other()
    {
        var clock = new ManualClock();
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = clock });
        await board.ImportAsync("""[{"id":"a","title":"x","status":"IN_PROGRESS","assigned_to":"bob"}]""", "elsewhere", "planner");
        Assert.Equal([MonitorCodes.NoLease], (await board.Monitor.LookAsync(new MonitorOptions { Repair = true })).Findings.Select(f => f.Code));
    }

    [Fact]
    public async Task An_option_out_of_its_range_is_refused()
    {
        await using var board = Board.InMemory();
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.Monitor.LookAsync(new MonitorOptions { BackupsKept = 0 }));
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.Monitor.LookAsync(new MonitorOptions { Interval = TimeSpan.FromMilliseconds(1) }));
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.Monitor.LookAsync(new MonitorOptions { Agent = "" }));
    }

    [Fact]
    public async Task Each_silence_of_an_agent_is_on_record_once()
    {
        using var rig = new BoardRig();
        await using var board = await MonitorSituation.All[MonitorCodes.AgentLost](rig);
        for (var i = 0; i < 2; i++)
        {
            await board.Monitor.LookAsync(MonitorSituation.OptionsFor(MonitorCodes.AgentLost, repair: true));
        }

        Assert.Equal(AgentStatus.Lost, (await board.AgentsAsync()).Single(a => a.Id == "idle").Status);
        await board.HeartbeatAsync("idle");
        Assert.Equal(AgentStatus.Active, (await board.AgentsAsync()).Single(a => a.Id == "idle").Status);
        rig.Clock.Advance(TimeSpan.FromMinutes(15));
        await board.Monitor.LookAsync(MonitorSituation.OptionsFor(MonitorCodes.AgentLost, repair: true));
        Assert.Equal(
            [
                "monitor monitor no sign of life since 2026-11-21T09:00:00.000Z: idle", "monitor monitor no sign of life since 2026-11-21T09:00:00.000Z: silent",
                "monitor monitor no sign of life since 2026-11-21T09:15:00.000Z: idle",
            ],
            (await board.EventsAsync(new EventFilter { Event = BoardEventKind.AgentLost })).Select(e => $"{e.Source} {e.Agent} {e.Details}"));
        await board.AssertSoundAsync();
    }

    [Fact]
    public void An_agent_is_lost_when_it_was_silent_for_its_time_out_and_not_known_to_be_gone()
    {
        var now = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
        var findings = TaskBoard.Monitoring.AgentCheck.Of(
            [new("fresh", now.AddMinutes(-9), true, 1), new("lost", now.AddMinutes(-10), true, 2), new("idle", now.AddMinutes(-10), true, 0), new("gone", now.AddDays(-1), false, 1)],
            now,
            TimeSpan.FromMinutes(10));
        Assert.Equal(
            [
                "Warning agent lost: No sign of life since 2026-11-21T08:50:00.000Z; tasks in hand: 2. They come back when their leases end; look whether its process still runs.",
                "Remark agent idle: No sign of life since 2026-11-21T08:50:00.000Z; tasks in hand: 0.",
            ],
            findings.Select(f => $"{f.Severity} {f}"));
    }
}
