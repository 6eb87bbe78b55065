using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.Settings;

/// <summary>A board goes by its <c>settings.json</c> from the moment it is saved; one that cannot be used stops changes, and nothing else.</summary>
public sealed class SettingsFileTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    private string File => _rig.Paths.Settings;

    [Fact]
    public async Task The_file_counts_more_than_the_program_and_the_claim_more_than_the_file()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a"},{"id":"b"}]""", new BoardOptions { Lease = TimeSpan.FromMinutes(2) });
        Assert.Equal((SettingSource.Program, "\"2m\""), await LeaseAsync(board));
        Save("""{"lease":"1h"}""");
        Assert.Equal((SettingSource.File, "\"1h\""), await LeaseAsync(board));
        Assert.Equal(TimeSpan.FromHours(1), await ClaimedAsync(board, "a", null));
        Assert.Equal(TimeSpan.FromMinutes(3), await ClaimedAsync(board, "b", TimeSpan.FromMinutes(3)));
    }

    [Fact]
    public async Task What_is_saved_counts_from_the_next_change_and_what_is_deleted_no_more()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","priority":"low"},{"id":"b"},{"id":"c"}]""");
        Save("""{"claim_order":"file","history_kept":1}""");
        await board.TryClaimNextAsync("agent-1");
        Assert.Equal("IN_PROGRESS", (await board.TaskAsync("a")).State.ToWord());
        await board.NoteAsync(TaskId.Parse("a"), "one", "agent-1");
        Assert.Single((await board.TaskAsync("a")).History);
        System.IO.File.Delete(File);
        await board.NoteAsync(TaskId.Parse("a"), "two", "agent-1");
        Assert.Equal(2, (await board.TaskAsync("a")).History.Count);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task The_next_task_that_is_shown_is_the_one_that_a_claim_would_take()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","priority":"low"},{"id":"b"}]""");
        Assert.Equal("b", (await board.NextAsync("agent-1"))!.Task.Id.Value);
        Save("""{"claim_order":"file"}""");
        Assert.Equal("a", (await board.NextAsync("agent-1"))!.Task.Id.Value);
    }

    [Fact]
    public async Task Where_it_cannot_be_used_changes_are_refused_and_reading_goes_on_by_what_was_in_force()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a"},{"id":"b","priority":"high"}]""");
        Save("""{"claim_order":"file"}""");
        await board.NoteAsync(TaskId.Parse("a"), "one", "agent-1");
        var before = _rig.Text;
        Save("{\n  \"claim_ordr\": \"file\"\n}");

        var refused = await Assert.ThrowsAsync<SettingsUnreadableException>(() => board.TryClaimNextAsync("agent-1"));
        Assert.Equal((BoardErrorKind.Unreadable, "TB4009", File), (refused.Kind, refused.Code, refused.Path));
        Assert.Equal("line 2, column 3: There is no setting \"claim_ordr\". Did you mean \"claim_order\"?", Assert.Single(refused.Problems).ToString());
        await Assert.ThrowsAsync<SettingsUnreadableException>(() => board.ReadSettingsAsync());
        await Assert.ThrowsAsync<SettingsUnreadableException>(() => board.CatchUpAsync());
        Assert.Equal(2, (await board.ReadAsync()).Tasks.Count);
        Assert.Equal("a", (await board.NextAsync("agent-1"))!.Task.Id.Value);
        Assert.Equal(before, _rig.Text);
        Assert.False(System.IO.File.Exists(_rig.Paths.Lock));

        Save("{}");
        Assert.Equal("b", (await board.TryClaimNextAsync("agent-1"))!.Task.Id.Value);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_save_that_is_half_done_is_waited_for()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a"}]""");
        Save("");
        await Assert.ThrowsAsync<SettingsUnreadableException>(() => board.CatchUpAsync());
        _rig.Disk.BeforeNext(nameof(TaskBoard.Files.IDisk.Read), File, () => Save("""{"lease":"1h"}"""));
        await board.NoteAsync(TaskId.Parse("a"), "one", "agent-1");
        Assert.Equal((SettingSource.File, "\"1h\""), await LeaseAsync(board));
    }

    [LinuxFact]
    public async Task What_is_no_file_is_refused_and_never_opened()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a"}]""");
        await ProgramRun.Of("mkfifo", File);
        Assert.Contains("no regular file", (await Assert.ThrowsAsync<SettingsUnreadableException>(() => board.CatchUpAsync())).Message, StringComparison.Ordinal);
        System.IO.File.Delete(File);
        await System.IO.File.WriteAllTextAsync(File, $"{{}}{new string(' ', 1 << 18)}");
        Assert.Contains("settings have 262144 at most", (await Assert.ThrowsAsync<SettingsUnreadableException>(() => board.CatchUpAsync())).Message, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_link_to_settings_that_several_boards_share_is_followed()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a"}]""");
        var shared = Path.Combine(_rig.Directory, "shared.json");
        await System.IO.File.WriteAllTextAsync(shared, """{"lease":"1h"}""");
        System.IO.File.CreateSymbolicLink(File, shared);
        Assert.Equal((SettingSource.File, "\"1h\""), await LeaseAsync(board));
    }

    [Fact]
    public async Task The_limits_of_the_file_are_those_that_were_agreed_on()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a"}]""");
        Save("""{"max_file_bytes":1024}""");
        var refused = await Assert.ThrowsAsync<BoardTooLargeException>(() => board.NoteAsync(TaskId.Parse("a"), new string('x', 2000), "agent-1"));
        Assert.Equal(1024, refused.Limit);
    }

    [Fact]
    public async Task A_board_is_not_made_where_settings_cannot_be_used()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory[".taskboard"]);
        await System.IO.File.WriteAllTextAsync(directory[".taskboard/settings.json"], "[]");
        await Assert.ThrowsAsync<SettingsUnreadableException>(() => Board.CreateAsync(directory.Path));
        Assert.False(System.IO.File.Exists(directory["tasks.json"]));
    }

    [Fact]
    public async Task A_real_board_goes_by_a_script_lock_that_grew_stale_sooner()
    {
        using var directory = new TempDirectory();
        await using var board = await Board.CreateAsync(directory.Path, new BoardOptions { LockTimeout = TimeSpan.FromSeconds(20) });
        await System.IO.File.WriteAllTextAsync(directory[".taskboard/settings.json"], """{"stale_lock_timeout":"2s","durability":"buffered"}""");
        await System.IO.File.WriteAllTextAsync(directory["tasks.lock"], """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        await board.AddAsync(new TaskDraft("x"), "planner");
        Assert.Contains(await board.EventsAsync(), e => e.Event == BoardEventKind.LockBroken);
        await board.AssertSoundAsync();
    }

    private void Save(string text) => System.IO.File.WriteAllText(File, text);

    private static async Task<(SettingSource, string)> LeaseAsync(Board board) =>
        (await board.ReadSettingsAsync()).Where(s => s.Name == "lease").Select(s => (s.Source, s.Value)).Single();

    private async Task<TimeSpan> ClaimedAsync(Board board, string id, TimeSpan? lease)
    {
        await board.ClaimAsync(TaskId.Parse(id), "agent-1", new ClaimOptions { Lease = lease });
        var snapshot = await board.ReadAsync();
        return board.StandingOf(snapshot)[TaskId.Parse(id)].LeaseExpiresAt!.Value - _rig.Clock.GetUtcNow();
    }
}
