using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What people save in the very moment in which a change is made: between its reading and its exchange, or even later into the file that went.</summary>
public sealed class MetSaveTests : IDisposable
{
    internal const string TwoTasks = """
        [
          {
            "id": "a",
            "title": "x"
          },
          {
            "id": "b",
            "title": "y"
          }
        ]

        """;

    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_save_between_reading_and_exchange_is_merged_and_recorded(bool byRename)
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        var saved = TwoTasks.Replace("\"y\"", "\"why\", // because", StringComparison.Ordinal);
        _rig.BeforeExchange(() => Save(saved, byRename));
        var change = await board.ClaimAsync(A, "agent-1");

        // The answer is from the merged board already.
        Assert.Equal("why", change.Change.Snapshot.Find(TaskId.Parse("b"))!.Title);
        Assert.Equal(TaskState.InProgress, (await board.TaskAsync("a")).State);
        Assert.Contains("\"why\", // because", _rig.Text, StringComparison.Ordinal);
        Assert.Equal(["ASSIGNED a agent-1", "UPDATED b -"], await board.StoryAsync(afterRevision: 1));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Where_both_changed_the_same_the_person_stands_and_a_conflict_shows_both()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        _rig.BeforeExchange(() => _rig.SaveByRename(TwoTasks.Replace("\"x\"", "\"by hand\"", StringComparison.Ordinal)));
        await board.EditAsync(A, new TaskEdit { Title = "by an agent" }, "agent-1");
        Assert.Equal("by hand", (await board.TaskAsync("a")).Title);
        Assert.Equal(["UPDATED a agent-1", "UPDATED a -", "CONFLICT a -"], await board.StoryAsync(afterRevision: 1));
        var conflict = (await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict }))[0];
        Assert.Contains("by hand", conflict.Details, StringComparison.Ordinal);
        Assert.Contains("by an agent", conflict.Details, StringComparison.Ordinal);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_task_cancelled_by_hand_while_it_was_claimed_stays_cancelled_and_the_claim_is_lost()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        _rig.BeforeExchange(() => _rig.SaveByRename(TwoTasks.Replace("\"x\"", "\"x\", \"status\": \"CANCELLED\"", StringComparison.Ordinal)));
        var change = await board.EditAsync(A, new TaskEdit { Blocked = "waiting" }, "agent-1");
        Assert.Equal(TaskState.Cancelled, change.Task!.State);
        Assert.Contains("CONFLICT a -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Older_text_saved_in_that_moment_takes_nothing_back_either()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        var claim = await board.ClaimAsync(A, "agent-1");
        var read = _rig.Text;
        await claim.CompleteAsync("acknowledged");
        _rig.BeforeExchange(() => _rig.SaveByRename(read.Replace("\"y\"", "\"by hand\"", StringComparison.Ordinal)));
        await board.AddAsync(new TaskDraft("z"), "planner");
        Assert.Equal((TaskState.Completed, "acknowledged"), ((await board.TaskAsync("a")).State, (await board.TaskAsync("a")).Result?.Summary));
        Assert.Equal("by hand", (await board.TaskAsync("b")).Title);
        Assert.Contains("CONFLICT a -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_save_that_meets_the_merge_of_a_save_is_merged_too()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        _rig.BeforeExchange(() =>
        {
            _rig.SaveByRename(TwoTasks.Replace("\"y\"", "\"first\"", StringComparison.Ordinal));
            _rig.BeforeExchange(() => _rig.SaveByRename(_rig.Text.Replace("\"y\"", "\"second\"", StringComparison.Ordinal)));
        });
        await board.NoteAsync(A, "noted", "agent-1");
        await board.CatchUpAsync();
        Assert.Equal("second", (await board.TaskAsync("b")).Title);
        Assert.Equal("noted", Assert.Single((await board.TaskAsync("a")).Notes).Text);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_write_of_the_same_size_right_after_a_change_is_seen()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        for (var i = 0; i < 50; i++)
        {
            await board.EditAsync(A, new TaskEdit { Title = $"t{i:00}" }, "agent-1");
            InPlace(_rig.Paths.Board, $"\"t{i:00}\"", $"\"u{i:00}\"");
            Assert.Equal($"u{i:00}", (await board.TaskAsync("a")).Title);
        }

        await board.CatchUpAsync();
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_late_write_of_the_same_size_into_a_file_of_ours_is_found_and_merged()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        for (var i = 0; i < 20; i++)
        {
            await board.EditAsync(TaskId.Parse("b"), new TaskEdit { Title = $"t{i:00}" }, "agent-1");
            await using (var editor = new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
            {
                await board.NoteAsync(A, $"note {i}", "agent-1");
                InPlace(editor, $"\"t{i:00}\"", $"\"u{i:00}\"");
            }

            await board.CatchUpAsync();
            Assert.Equal($"u{i:00}", (await board.TaskAsync("b")).Title);
            Assert.Equal($"note {i}", (await board.TaskAsync("a")).Notes[^1].Text);
        }

        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_displaced_file_is_kept_while_somebody_has_it_open_and_goes_when_nobody_has()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await using (new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            await board.NoteAsync(A, "one", "agent-1");
            await board.NoteAsync(A, "two", "agent-1");
            Assert.Contains(_rig.Disk.List(_rig.Paths.Swap), name => name == "2");
        }

        await board.CatchUpAsync();
        Assert.Empty(_rig.Disk.List(_rig.Paths.Swap));
    }

    [Fact]
    public async Task A_save_in_that_moment_that_is_no_board_is_kept_aside_and_on_record()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        _rig.BeforeExchange(() => _rig.SaveByRename("[{ half a thought"));
        await board.NoteAsync(A, "noted", "agent-1");
        await board.CatchUpAsync();
        var kept = Assert.Single(Directory.GetFiles(_rig.Paths.Displaced));
        Assert.Equal("[{ half a thought", await File.ReadAllTextAsync(kept));
        var conflict = Assert.Single(await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict }));
        Assert.Contains(Path.GetFileName(kept), conflict.Details, StringComparison.Ordinal);
        Assert.Equal("noted", Assert.Single((await board.TaskAsync("a")).Notes).Text);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_file_taken_away_in_that_moment_comes_back_with_the_change()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        _rig.BeforeExchange(() => File.Delete(_rig.Paths.Board));
        await board.NoteAsync(A, "noted", "agent-1");
        Assert.Equal("noted", Assert.Single((await board.TaskAsync("a")).Notes).Text);
        await board.AssertSoundAsync();
    }

    private void Save(string text, bool byRename)
    {
        if (byRename)
        {
            _rig.SaveByRename(text);
        }
        else
        {
            _rig.Text = text;
        }
    }

    private static void InPlace(string path, string old, string now)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        InPlace(file, old, now);
    }

    private static void InPlace(FileStream file, string old, string now)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        file.Position = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(old));
        file.Write(System.Text.Encoding.UTF8.GetBytes(now));
    }
}
