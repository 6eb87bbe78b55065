using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Monitoring;

/// <summary>A monitor on a disk that is full: it says so, leaves nothing half done, and makes up for it once there is space again.</summary>
public sealed class FullDiskMonitorTests
{
    private static readonly MonitorOptions Repairing = new() { Repair = true, LeastFreeBytes = 256 * 1024, BackupEvery = TimeSpan.FromDays(1) };

    [MountFact]
    public async Task What_cannot_be_repaired_for_want_of_space_is_repaired_later()
    {
        using var directory = new TempDirectory();
        using var mount = MountedDirectory.Mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", directory.Path);
        await File.WriteAllTextAsync(directory["tasks.json"], """[{"id":"a","title":"x"}]""");
        await using (var board = await Board.OpenAsync(directory.Path))
        {
            await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        }

        // Saved by hand, with more text than the log of the history has room for.
        var saved = (await File.ReadAllTextAsync(directory["tasks.json"])).Replace("\"x\"", $"\"{new string('z', 400_000)}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(directory["tasks.json"], saved);
        Fill(directory["filler"]);

        await using (var board = await Board.OpenAsync(directory.Path))
        {
            var full = await board.Monitor.LookAsync(Repairing);
            Assert.Equal(
                [(MonitorCodes.BackupDue, MonitorRepair.Failed), (MonitorCodes.HistoryBehind, MonitorRepair.Failed), (MonitorCodes.LowDiskSpace, MonitorRepair.None)],
                full.Findings.Select(f => (f.Code, f.Repair)).Order());
            Assert.All(full.Findings.Where(f => f.Repair == MonitorRepair.Failed), f => Assert.Contains("No space is left for ", f.RepairText, StringComparison.Ordinal));
            Assert.DoesNotContain("not an error", string.Concat(full.Findings.Select(f => f.RepairText)), StringComparison.Ordinal);
            Assert.Equal((saved, 2), (await File.ReadAllTextAsync(directory["tasks.json"]), await board.History.LastRevisionAsync()));
            Assert.DoesNotContain(Directory.EnumerateFiles(directory[".taskboard/backups"]), file => new FileInfo(file).Length > 0);
        }

        File.Delete(directory["filler"]);
        mount.Remount("size=8m");
        await using (var board = await Board.OpenAsync(directory.Path))
        {
            var after = await board.Monitor.LookAsync(Repairing);
            Assert.Equal([(MonitorCodes.BackupDue, MonitorRepair.Done), (MonitorCodes.HistoryBehind, MonitorRepair.Done)], after.Findings.Select(f => (f.Code, f.Repair)).Order());
            Assert.Empty((await board.Monitor.LookAsync(Repairing)).Findings);
            var verification = await board.History.VerifyAsync();
            Assert.True(verification.IsIntact, string.Join(' ', verification.Problems));
            Assert.Equal(3, verification.Revision);
        }
    }

    [MountFact]
    public async Task A_small_disk_is_found_by_what_counts_as_little_space_by_default_and_one_that_grew_is_not()
    {
        using var directory = new TempDirectory();
        using var mount = MountedDirectory.Mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", directory.Path);
        await File.WriteAllTextAsync(directory["tasks.json"], "[]");
        await using var board = await Board.OpenAsync(directory.Path);
        var options = new MonitorOptions { BackupEvery = TimeSpan.Zero };
        Assert.Equal((MonitorCodes.LowDiskSpace, MonitorRepair.None), Assert.Single((await board.Monitor.LookAsync(options)).Findings) is var finding ? (finding.Code, finding.Repair) : default);
        mount.Remount("size=200m");
        Assert.Empty((await board.Monitor.LookAsync(options)).Findings);
    }

    /// <summary>Takes all that is free.</summary>
    private static void Fill(string path)
    {
        using var filler = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var page = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(page);
            }
        }
        catch (IOException)
        {
            // Nothing is.
        }
    }
}
