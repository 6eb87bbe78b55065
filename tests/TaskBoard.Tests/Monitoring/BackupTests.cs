using TaskBoard.Files;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Monitoring;

public sealed class BackupTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_backup_is_a_board_with_its_history_and_needs_no_other_file()
    {
        await using var board = await _rig.OpenAsync("[ {\"id\":\"a\", \"title\":\"x\"} ] // by hand\n");
        await board.CompleteAsync(TaskId.Parse("a"), "done", "agent-1");
        await LookAsync(board);
        Assert.Equal(["20261121T090000Z-r2.history.db", "20261121T090000Z-r2.tasks.json", "backup.lock"], Files());

        using var elsewhere = new TempDirectory();
        Directory.CreateDirectory(elsewhere[".taskboard"]);
        File.Copy(Backup("20261121T090000Z-r2.tasks.json"), elsewhere["tasks.json"]);
        File.Copy(Backup("20261121T090000Z-r2.history.db"), elsewhere[".taskboard/history.db"]);
        await using var copy = await Board.OpenAsync(elsewhere.Path);
        await copy.AssertSoundAsync();
        Assert.Equal(_rig.Text, await File.ReadAllTextAsync(elsewhere["tasks.json"]));
        Assert.Equal(await board.StoryAsync(), await copy.StoryAsync());
        await copy.AddAsync(new TaskDraft("goes on"), "planner");
    }

    [Fact]
    public async Task It_is_made_when_its_time_has_come_and_something_changed_and_the_oldest_go()
    {
        await using var board = await _rig.OpenAsync("[]");
        for (var i = 1; i <= 4; i++)
        {
            await board.AddAsync(new TaskDraft("x"), "planner");
            Assert.Equal(1, (await LookAsync(board)).Repaired);
            _rig.Clock.Advance(TimeSpan.FromHours(23));
            await board.AddAsync(new TaskDraft("x"), "planner");
            Assert.Equal(0, (await LookAsync(board)).Repaired);
            _rig.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.Equal(
            ["20261123T110000Z-r5.history.db", "20261123T110000Z-r5.tasks.json", "20261124T120000Z-r7.history.db", "20261124T120000Z-r7.tasks.json", "backup.lock"], Files());
        await LookAsync(board);
        _rig.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Empty((await LookAsync(board)).Findings);
    }

    [Fact]
    public async Task A_full_disk_leaves_no_half_backup_under_its_name_and_keeps_the_old_ones()
    {
        await using var board = await _rig.OpenAsync("[]");
        await board.AddAsync(new TaskDraft("x"), "planner");
        await LookAsync(board);
        var before = Files();
        _rig.Clock.Advance(TimeSpan.FromDays(2));
        await board.AddAsync(new TaskDraft("x"), "planner");
        var draft = Backup("new-20261123T090000Z-r2.tasks.json");
        _rig.Disk.BeforeNext(nameof(IDiskFile.Append), draft, () => throw new DiskException(DiskFault.Full, "write", draft, "No space left on device"));
        var failed = Assert.Single((await LookAsync(board)).Findings);
        Assert.Equal((MonitorCodes.BackupDue, MonitorRepair.Failed, true), (failed.Code, failed.Repair, failed.IsOpen));
        Assert.Contains("No space is left", failed.RepairText, StringComparison.Ordinal);
        Assert.Equal([.. before.Append("20261123T090000Z-r2.history.db").Order(StringComparer.Ordinal)], Files());

        // The next one counts, and what has no tasks.json beside it goes.
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await LookAsync(board)).Repaired);
        Assert.Equal([.. before.Concat(["20261123T090100Z-r2.history.db", "20261123T090100Z-r2.tasks.json"]).Order(StringComparer.Ordinal)], Files());
    }

    [Fact]
    public async Task Two_monitors_make_one_backup()
    {
        await using var board = await _rig.OpenAsync("[]");
        Directory.CreateDirectory(_rig.Paths.Backups);
        using (var other = _rig.Disk.OpenLockFile(Backup("backup.lock")))
        {
            Assert.True(other.TryLock(exclusive: true));
            Assert.Equal(MonitorRepair.Failed, Assert.Single((await LookAsync(board)).Findings).Repair);
        }

        Assert.Equal(["backup.lock"], Files());
        Assert.Equal(1, (await LookAsync(board)).Repaired);
    }

    [Fact]
    public async Task A_damaged_history_takes_no_good_backups_place()
    {
        await using (var board = await MonitorSituation.All[MonitorCodes.HistoryDamaged](_rig))
        {
            Assert.Equal([MonitorCodes.HistoryDamaged], (await LookAsync(board)).Findings.Select(f => f.Code));
        }

        Assert.False(Directory.Exists(_rig.Paths.Backups));
    }

    private static Task<MonitorPass> LookAsync(Board board) => board.Monitor.LookAsync(new MonitorOptions { Repair = true, BackupsKept = 2, LeastFreeBytes = 0 });

    private string Backup(string name) => Path.Combine(_rig.Paths.Backups, name);

    private string[] Files() => [.. Directory.GetFiles(_rig.Paths.Backups).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];
}
