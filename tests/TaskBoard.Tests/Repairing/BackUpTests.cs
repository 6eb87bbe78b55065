using TaskBoard.Monitoring;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Repairing;

/// <summary>Backups that somebody asks for; what a backup holds is <see cref="Monitoring.BackupTests"/>'s.</summary>
public sealed class BackUpTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_newest_are_kept_also_where_the_clock_was_set_back()
    {
        await using var board = await _rig.OpenAsync("[]", new BoardOptions { BackupsKept = 2 });
        var made = new List<BoardBackup>();
        foreach (var days in new[] { 1, 1, 1, -9 })
        {
            _rig.Clock.Advance(TimeSpan.FromDays(days));
            await board.AddAsync(new TaskDraft("x"), "planner");
            made.Add(await board.BackUpAsync());
        }

        Assert.Equal([[], [], [made[0].Name], [made[1].Name]], made.Select(b => b.Deleted));
        Assert.All([made[2], made[3]], b => Assert.True(File.Exists(b.Board) && File.Exists(b.History)));
        Assert.False(File.Exists(made[0].Board) || File.Exists(made[0].History));
        Assert.Equal([made[2].Name], (await board.BackUpAsync(keep: 1)).Deleted);
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.BackUpAsync(keep: 0));
    }

    [Fact]
    public async Task Those_of_a_history_that_was_lost_are_counted_by_themselves()
    {
        var made = new List<BoardBackup>();
        var board = await _rig.OpenAsync("[]", new BoardOptions { BackupsKept = 2 });
        for (var i = 0; i < 8; i++)
        {
            if (i is 3 or 6)
            {
                await board.DisposeAsync();
                Array.ForEach(Directory.GetFiles(_rig.Paths.Private, "history.db*"), File.Delete);
                board = _rig.Open(new BoardOptions { BackupsKept = 2 });
            }

            _rig.Clock.Advance(TimeSpan.FromDays(1));
            await board.AddAsync(new TaskDraft("x"), "planner");
            made.Add(await board.BackUpAsync());
        }

        Assert.Equal([[], [], [made[0].Name], [], [], [made[3].Name], [], []], made.Select(b => b.Deleted));
        Assert.All([made[1], made[2], .. made[4..]], b => Assert.True(File.Exists(b.Board) && File.Exists(b.History)));
        await board.DisposeAsync();
    }

    [Fact]
    public async Task A_hand_edit_is_recorded_first_so_that_file_and_history_are_of_one_moment()
    {
        await using var board = await _rig.OpenAsync("[]");
        _rig.Text = """[{"id":"a","title":"by hand"}]""";
        var backup = await board.BackUpAsync();
        Assert.Equal((1, _rig.Text), (backup.Revision, await File.ReadAllTextAsync(backup.Board)));
    }

    [Fact]
    public async Task What_is_damaged_takes_no_good_copys_place()
    {
        await using (var board = await Monitoring.MonitorSituation.All[MonitorCodes.HistoryDamaged](_rig))
        {
            var refusal = await Assert.ThrowsAsync<HistoryDamagedException>(() => board.BackUpAsync());
            Assert.Contains("Event 2 was changed", refusal.Message, StringComparison.Ordinal);
        }

        using var other = new BoardRig();
        await using var broken = await other.OpenAsync("[]");
        other.Text = "[";
        await Assert.ThrowsAsync<BoardUnreadableException>(() => broken.BackUpAsync());
        Assert.False(Directory.Exists(_rig.Paths.Backups) || Directory.Exists(other.Paths.Backups));
    }

    [Fact]
    public async Task One_that_another_program_makes_is_not_met()
    {
        await using var board = await _rig.OpenAsync("[]");
        await board.BackUpAsync();
        using var other = _rig.Disk.OpenLockFile(Path.Combine(_rig.Paths.Backups, BackupFiles.LockName));
        Assert.True(other.TryLock(exclusive: true));
        var refusal = await Assert.ThrowsAsync<BoardLockedException>(() => board.BackUpAsync());
        Assert.Contains("Another program is making a backup", refusal.Message, StringComparison.Ordinal);
    }

    [MountFact]
    public async Task A_full_disk_leaves_board_and_earlier_backups_as_they_are()
    {
        using var directory = new TempDirectory();
        using var mount = MountedDirectory.Mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", directory.Path);
        await using var board = await Board.CreateAsync(directory.Path);
        await board.AddAsync(new TaskDraft("x") { Description = new string('x', 100_000) }, "planner");
        var first = await board.BackUpAsync();
        await board.AddAsync(new TaskDraft("y"), "planner");
        var text = await File.ReadAllTextAsync(directory["tasks.json"]);
        await using (var filler = File.Create(directory["filler"]))
        {
            Fill(filler);
        }

        var refusal = await Assert.ThrowsAsync<BoardDiskFullException>(() => board.BackUpAsync());
        Assert.Contains("No space is left", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, await File.ReadAllTextAsync(directory["tasks.json"]));
        Assert.Equal([first.Board, first.History], Directory.GetFiles(directory[".taskboard/backups"], "2*").Order(StringComparer.Ordinal).Reverse());
        Assert.Empty(Directory.GetFiles(directory[".taskboard/backups"], "new-*"));

        File.Delete(directory["filler"]);
        Assert.Equal(2, (await board.BackUpAsync()).Revision);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_board_in_memory_has_nothing_to_copy()
    {
        await using var board = Board.InMemory();
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.BackUpAsync());
    }

    private static void Fill(FileStream filler)
    {
        try
        {
            for (var block = new byte[4096]; ;)
            {
                filler.Write(block);
                filler.Flush();
            }
        }
        catch (IOException)
        {
            // Full, as it should be.
        }
    }
}
