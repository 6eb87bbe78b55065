using TaskBoard.Files;
using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using TaskBoard.Tests.Errors;
using Xunit;

namespace TaskBoard.Tests.Repairing;

/// <summary>What is repaired, what is only told, and that nothing that anybody wrote is lost by it.</summary>
public sealed class RepairTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_sound_board_is_left_as_it_is()
    {
        await using (var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]"""))
        {
            Assert.Empty((await board.RepairAsync("me")).Findings);
        }

        var before = BoardFingerprint.Of(_rig.Directory);
        await using (var board = _rig.Open())
        {
            Assert.Empty((await board.RepairAsync("me", dryRun: true)).Findings);
        }

        Assert.Equal(before, BoardFingerprint.Of(_rig.Directory));
    }

    [Fact]
    public async Task A_fence_is_taken_off_and_the_file_kept_as_it_was()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        const string Fenced = "```json\n[{\"id\":\"a\",\"title\":\"y\"}]\n```\n";
        _rig.Text = Fenced;
        var would = Assert.Single((await board.RepairAsync("me", dryRun: true)).Findings);
        Assert.Equal((MonitorCodes.BoardUnreadable, MonitorRepair.Possible), (would.Code, would.Repair));
        Assert.Equal(Fenced, _rig.Text);

        var done = await board.RepairAsync("me");
        Assert.Equal([(MonitorCodes.BoardUnreadable, MonitorRepair.Done), (MonitorCodes.HistoryBehind, MonitorRepair.Done)], done.Findings.Select(f => (f.Code, f.Repair)));
        Assert.Equal("[{\"id\":\"a\",\"title\":\"y\"}]\n", _rig.Text);
        Assert.Equal(Fenced, await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_rig.Paths.Displaced))));
        Assert.Equal("UPDATED a -", (await board.StoryAsync())[^1]);
        await board.AssertSoundAsync();
        Assert.Empty((await board.RepairAsync("me")).Findings);
    }

    [Fact]
    public async Task A_save_in_the_moment_of_the_repair_is_not_replaced()
    {
        await using var board = await _rig.OpenAsync("[]");
        _rig.Text = "[]\n```\n";
        const string Saved = """[{"id":"b","title":"saved meanwhile"}]""";
        _rig.BeforeExchange(() => _rig.SaveByRename(Saved));
        Assert.Equal(MonitorRepair.Done, (await board.RepairAsync("me")).Findings[0].Repair);
        Assert.Equal(Saved, _rig.Text);
        Assert.Empty(Directory.GetFiles(_rig.Paths.Displaced));
    }

    [Theory]
    [InlineData("[][]")]
    [InlineData("```\n[][]\n```")]
    [InlineData("[{\"id\":\"a\"")]
    public async Task Text_that_a_person_has_to_mend_is_told_and_left(string text)
    {
        await using var board = await _rig.OpenAsync("[]");
        _rig.Text = text;
        var pass = await board.RepairAsync("me");
        Assert.All(pass.Findings, f => Assert.Equal((MonitorCodes.BoardUnreadable, MonitorRepair.None), (f.Code, f.Repair)));
        Assert.NotEmpty(pass.Findings);
        Assert.Equal(text, _rig.Text);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("cut")]
    [InlineData("log-alone")]
    public async Task A_damaged_history_is_moved_aside_and_a_new_one_says_so(string damage)
    {
        await using (var first = await _rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"}]"""))
        {
            await first.ClaimAsync(TaskId.Parse("a"), "agent-1", new ClaimOptions { RenewedElsewhere = true });
        }

        var database = Damage(damage);
        var text = _rig.Text;
        await using var board = _rig.Open();
        await Assert.ThrowsAsync<HistoryDamagedException>(() => board.CompleteAsync(TaskId.Parse("b"), "done", "agent-2"));
        var would = Assert.Single((await board.RepairAsync("me", dryRun: true)).Findings);
        Assert.Equal((MonitorCodes.HistoryDamaged, MonitorRepair.Possible), (would.Code, would.Repair));
        Assert.Equal(database, BytesOf(_rig.Paths.Private));

        var pass = await board.RepairAsync("me");
        Assert.Equal((MonitorCodes.HistoryDamaged, MonitorRepair.Done), (pass.Findings[0].Code, pass.Findings[0].Repair));
        var kept = Assert.Single(Directory.GetDirectories(_rig.Paths.Damaged));
        Assert.Equal(database, BytesOf(kept));
        Assert.Equal(text, _rig.Text);
        var events = await board.EventsAsync();
        Assert.Equal((BoardEventKind.HistoryRebuilt, $"the history was damaged, and is kept in .taskboard/damaged/{Path.GetFileName(kept)}: it begins anew with what tasks.json holds"),
            (events[0].Event, events[0].Details));
        await board.AssertSoundAsync();

        // The holder goes on with its claim, and everything else works.
        await board.CompleteAsync(ClaimHandle.Parse("a#1"), "done", "agent-1");
        await board.CompleteAsync(TaskId.Parse("b"), "done", "agent-2");
        await board.AssertSoundAsync();
        Assert.Empty((await board.RepairAsync("me")).Findings);
    }

    [Fact]
    public async Task A_process_that_had_the_damaged_history_open_goes_on_with_the_new_one()
    {
        await using var other = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        await using (var board = _rig.Open())
        {
            await other.NoteAsync(TaskId.Parse("a"), "before", "agent-1");
            Damage("garbage");
            await board.RepairAsync("me");
        }

        await other.NoteAsync(TaskId.Parse("a"), "after", "agent-1");
        await other.AssertSoundAsync();
        Assert.Equal(BoardEventKind.HistoryRebuilt, (await other.EventsAsync())[0].Event);
    }

    [Fact]
    public async Task While_the_file_cannot_be_read_a_damaged_history_stays()
    {
        await using (await _rig.OpenAsync("[]"))
        {
        }

        var database = Damage("garbage");
        _rig.Text = "[";
        await using var board = _rig.Open();
        Assert.Equal(2, (await board.RepairAsync("me")).Open);
        Assert.Equal(database, BytesOf(_rig.Paths.Private));
        Assert.Equal("[", _rig.Text);
    }

    [Fact]
    public async Task A_history_that_was_changed_is_told_and_never_rebuilt()
    {
        await using var board = await Monitoring.MonitorSituation.All[MonitorCodes.HistoryDamaged](_rig);
        var finding = Assert.Single((await board.RepairAsync("me")).Findings);
        Assert.Equal((MonitorCodes.HistoryDamaged, MonitorRepair.None), (finding.Code, finding.Repair));
        Assert.False(Directory.Exists(_rig.Paths.Damaged));
        Assert.Equal(2, (await board.History.VerifyAsync()).FirstBadEvent);
    }

    [Fact]
    public async Task What_the_system_could_not_read_is_no_damage()
    {
        await using (await _rig.OpenAsync("[]"))
        {
        }

        File.Delete(_rig.Paths.History);
        Array.ForEach(Directory.GetFiles(_rig.Paths.Private, "history.db-*"), File.Delete);
        Directory.CreateDirectory(_rig.Paths.History);
        await using var board = _rig.Open();
        await board.RepairAsync("me");
        Assert.True(Directory.Exists(_rig.Paths.History));
        Assert.False(Directory.Exists(_rig.Paths.Damaged));
    }

    [Fact]
    public async Task What_a_dead_writer_left_is_finished()
    {
        await using var board = await Monitoring.MonitorSituation.All[MonitorCodes.ChangeUnfinished](_rig);
        Assert.Equal(MonitorRepair.Done, Assert.Single((await board.RepairAsync("me")).Findings).Repair);
        Assert.Contains("\"a\"", _rig.Text, StringComparison.Ordinal);
        await board.AssertSoundAsync();
    }

    /// <summary>Damages the database while no connection of this process is open, and answers what is there then.</summary>
    private string Damage(string how)
    {
        // All of it in the database itself.
        using (var database = TaskBoard.History.SqliteDatabase.Open(_rig.Paths.History, TaskBoard.History.SqliteMode.ReadWrite))
        {
            if (how != "log-alone")
            {
                // Only a connection that has read knows of the log.
                database.Number("SELECT count(*) FROM board");
                database.Checkpoint();
            }
        }

        switch (how)
        {
            case "garbage":
                using (var file = File.OpenWrite(_rig.Paths.History))
                {
                    file.Write("this is no database header"u8);
                }

                break;
            case "cut":
                using (var file = File.OpenWrite(_rig.Paths.History))
                {
                    file.SetLength(file.Length / 2);
                }

                break;
            default:
                File.Delete(_rig.Paths.History);
                break;
        }

        return BytesOf(_rig.Paths.Private);
    }

    private static string BytesOf(string directory) => string.Join('\n', new[] { "history.db", "history.db-wal" }
        .Select(name => Path.Combine(directory, name))
        .Where(File.Exists)
        .Select(path => $"{Path.GetFileName(path)} {Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))}"));
}
