using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What people write into the file that went, after the change that displaced it: alone, and beside what others saved meanwhile.</summary>
public sealed class LateSaveTests : IDisposable
{
    private const string TwoTasks = MetSaveTests.TwoTasks;

    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Older_text_written_late_takes_nothing_back_where_a_task_keeps_few_entries(int changes)
    {
        await using var board = await _rig.OpenAsync(TwoTasks, new BoardOptions { HistoryKept = 3 });
        var claim = await board.ClaimAsync(A, "agent-1");
        await board.NoteAsync(A, "one", "agent-1");
        await board.NoteAsync(A, "two", "agent-1");
        var read = _rig.Text;
        await claim.CompleteAsync("acknowledged");
        await using (var editor = new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            for (var i = 0; i < changes; i++)
            {
                await board.NoteAsync(A, $"later {i}", "agent-2");
            }

            Write(editor, read.Replace("\"y\"", "\"by hand\"", StringComparison.Ordinal), at: null);
        }

        await board.CatchUpAsync();
        Assert.Equal((TaskState.Completed, "acknowledged"), ((await board.TaskAsync("a")).State, (await board.TaskAsync("a")).Result?.Summary));
        Assert.Equal("by hand", (await board.TaskAsync("b")).Title);
        Assert.Contains("CONFLICT a -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    /// <param name="isLate">It is written into the file that went.</param>
    /// <param name="kept">How many entries a task keeps: less than are written meanwhile, or all.</param>
    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 20)]
    [InlineData(true, 2_000)]
    public async Task Older_text_takes_nothing_back_however_much_lies_between(bool isLate, int kept)
    {
        await using var board = await _rig.OpenAsync("[]\n", new BoardOptions { HistoryKept = kept });
        await board.AddAsync([new TaskDraft("x") { Id = A }, new TaskDraft("y") { Id = TaskId.Parse("b") }], "planner");
        var read = _rig.Text;
        var claim = await board.ClaimAsync(A, "agent-1");
        for (var i = 0; i < 1_100; i++)
        {
            await claim.ReportProgressAsync(i % 100);
        }

        await claim.CompleteAsync("acknowledged");
        var text = read.Replace("\"y\"", "\"by hand\"", StringComparison.Ordinal);
        if (isLate)
        {
            await WriteLateAsync(board, text);
        }
        else
        {
            _rig.SaveByRename(text);
        }

        await board.CatchUpAsync();
        Assert.Equal((TaskState.Completed, "acknowledged"), ((await board.TaskAsync("a")).State, (await board.TaskAsync("a")).Result?.Summary));
        Assert.Equal("by hand", (await board.TaskAsync("b")).Title);
        Assert.Contains("CONFLICT a -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    /// <summary>Hand edits write no entries: the text that was read and the one that somebody made of it have the same.</summary>
    [Fact]
    public async Task Older_text_is_known_by_its_state_where_a_hand_edit_hides_it()
    {
        await using var board = await _rig.OpenAsync("[]\n", new BoardOptions { HistoryKept = 3 });
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        var read = _rig.Text;
        _rig.SaveByRename(read.Replace("PENDING", "CANCELLED", StringComparison.Ordinal));
        await board.ReopenAsync(A, "agent-1");
        var claim = await board.ClaimAsync(A, "agent-1");
        await claim.ReportProgressAsync(10);
        await claim.ReportProgressAsync(20);
        await claim.ReportProgressAsync(30);
        _rig.SaveByRename(read.Replace("\"x\"", "\"by hand\"", StringComparison.Ordinal));
        await board.CatchUpAsync();
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.InProgress, "agent-1", 30, "by hand"), (task.State, task.AssignedTo, task.Progress, task.Title));
        Assert.Contains("CONFLICT a -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_late_write_into_the_file_that_went_is_found_and_merged()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await WriteLateAsync(board, TwoTasks.Replace("\"y\"", "\"late\"", StringComparison.Ordinal));

        Assert.Equal("y", (await board.TaskAsync("b")).Title);
        await board.CatchUpAsync();
        Assert.Equal("late", (await board.TaskAsync("b")).Title);
        Assert.Equal("noted", Assert.Single((await board.TaskAsync("a")).Notes).Text);
        await board.AssertSoundAsync();
        Assert.Empty(_rig.UnmergedSwaps);
    }

    [Fact]
    public async Task What_a_dead_writer_had_not_committed_is_no_save_even_where_a_late_one_is_met_first()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await WriteLateAsync(board, TwoTasks.Replace("\"y\"", "\"late\"", StringComparison.Ordinal));

        // Written for commit 3, and not committed. The hand edit, which the late save has to wait for, takes that number.
        await File.WriteAllTextAsync(_rig.Paths.SwapOf(3), _rig.Text.Replace("\"x\"", "\"never happened\"", StringComparison.Ordinal));
        _rig.SaveByRename(_rig.Text.Replace("\"x\"", "\"by hand\"", StringComparison.Ordinal));
        await board.CatchUpAsync();

        Assert.Equal(("by hand", "late"), ((await board.TaskAsync("a")).Title, (await board.TaskAsync("b")).Title));
        Assert.Equal(["UPDATED a agent-1", "UPDATED a -", "UPDATED b -"], await board.StoryAsync(afterRevision: 1));
        Assert.DoesNotContain("never happened", string.Concat((await board.EventsAsync()).Select(e => e.Changes)), StringComparison.Ordinal);
        await board.AssertSoundAsync();
        Assert.Empty(_rig.UnmergedSwaps);
    }

    [Fact]
    public async Task Of_two_saves_that_want_something_else_the_later_one_stands_even_if_the_earlier_one_is_found_after_it()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        var first = TwoTasks.Replace("\"y\"", "\"first\", \"description\": \"mine\"", StringComparison.Ordinal).Replace("\"x\"", "\"x\", \"status\": \"CANCELLED\"", StringComparison.Ordinal);
        await WriteLateAsync(board, first, _rig.Clock.GetUtcNow().AddMinutes(-2));
        _rig.SaveAt(_rig.Text.Replace("\"y\"", "\"second\"", StringComparison.Ordinal).Replace("\"x\"", "\"x\", \"status\": \"COMPLETED\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-1));
        await board.CatchUpAsync();

        var (a, b) = (await board.TaskAsync("a"), await board.TaskAsync("b"));
        Assert.Equal((TaskState.Completed, "second"), (a.State, b.Title));
        Assert.Equal("mine", b.Description);
        var told = string.Join('\n', (await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict })).Select(e => e.Details));
        Assert.Contains("first", told, StringComparison.Ordinal);
        Assert.Contains("CANCELLED", told, StringComparison.Ordinal);
        await board.AssertSoundAsync();
        Assert.Empty(_rig.UnmergedSwaps);
    }

    [Fact]
    public async Task An_earlier_save_that_changes_nothing_any_more_is_told_once()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        var first = TwoTasks.Replace("\"y\"", "\"first\"", StringComparison.Ordinal);
        await WriteLateAsync(board, first, _rig.Clock.GetUtcNow().AddMinutes(-2));
        _rig.SaveAt(_rig.Text.Replace("\"y\"", "\"second\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-1));

        // A name that cannot be given: as if the writer died before the save counted as merged.
        _rig.Disk.BeforeNext(nameof(IDisk.Rename), _rig.Paths.SwapOf(2) + "." + BoardFile.HashOf(System.Text.Encoding.UTF8.GetBytes(first)), () => throw new DiskException(DiskFault.Io, "rename", "(injected)", "injected"));
        await Assert.ThrowsAsync<BoardIOException>(() => board.CatchUpAsync());
        await board.CatchUpAsync();
        await board.CatchUpAsync();
        Assert.Equal("second", (await board.TaskAsync("b")).Title);
        Assert.Equal(["UPDATED a agent-1", "UPDATED b -", "CONFLICT b -"], await board.StoryAsync(afterRevision: 1));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task An_earlier_save_whose_author_saved_again_is_in_the_later_one_whatever_became_of_it_there()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        var first = TwoTasks.Replace("\"x\"", "\"x\", \"status\": \"CANCELLED\", \"mine\": 1", StringComparison.Ordinal);
        await WriteLateAsync(board, first, _rig.Clock.GetUtcNow().AddMinutes(-2));
        _rig.SaveAt(_rig.Text.Replace("\"x\"", "\"x\", \"mine\": 1", StringComparison.Ordinal).Replace("\"y\"", "\"second\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-1));
        await board.CatchUpAsync();
        Assert.Equal((TaskState.Pending, "second"), ((await board.TaskAsync("a")).State, (await board.TaskAsync("b")).Title));
        Assert.Equal(["UPDATED a agent-1", "UPDATED a -", "UPDATED b -", "CONFLICT a -"], await board.StoryAsync(afterRevision: 1));
        await board.AssertSoundAsync();
        Assert.Empty(_rig.UnmergedSwaps);
    }

    [Fact]
    public async Task A_later_save_of_something_else_takes_nothing_from_an_earlier_one()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await WriteLateAsync(board, TwoTasks.Replace("\"x\"", "\"x\", \"status\": \"CANCELLED\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-2));
        await board.EditAsync(A, new TaskEdit { Title = "by an agent" }, "agent-1");
        _rig.SaveAt(_rig.Text.Replace("\"y\"", "\"second\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-1));
        await board.CatchUpAsync();
        Assert.Equal((TaskState.Cancelled, "by an agent"), ((await board.TaskAsync("a")).State, (await board.TaskAsync("a")).Title));
        Assert.Equal("second", (await board.TaskAsync("b")).Title);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_somebody_took_off_later_does_not_come_back()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await WriteLateAsync(board, TwoTasks.Replace("\"y\"", "\"first\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-2));
        _rig.SaveAt("""[{"id":"a","title":"x"}]""", _rig.Clock.GetUtcNow().AddMinutes(-1));
        await board.CatchUpAsync();
        Assert.Null(await board.FindAsync(TaskId.Parse("b")));
        Assert.Contains("first", Assert.Single(await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict }), e => e.Task == "b").Details, StringComparison.Ordinal);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Somebody_elses_later_save_does_not_hide_what_was_saved_again_into_the_file_that_went()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await using (var editor = new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
        {
            await board.NoteAsync(A, "noted", "agent-1");
            var first = TwoTasks.Replace("\"y\"", "\"first\"", StringComparison.Ordinal);
            Write(editor, first, _rig.Clock.GetUtcNow().AddMinutes(-3));
            await board.CatchUpAsync();
            Write(editor, first.Replace("\"x\"", "\"x\", \"status\": \"CANCELLED\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-2));
        }

        _rig.SaveAt(_rig.Text.Replace("\"first\"", "\"first\", \"remark\": 1", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-1));
        await board.CatchUpAsync();
        Assert.Equal((TaskState.Cancelled, "first"), ((await board.TaskAsync("a")).State, (await board.TaskAsync("b")).Title));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_late_write_that_came_after_a_save_stands()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await WriteLateAsync(board, TwoTasks.Replace("\"y\"", "\"second\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-1));
        _rig.SaveAt(_rig.Text.Replace("\"y\"", "\"first\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-2));
        await board.CatchUpAsync();
        Assert.Equal("second", (await board.TaskAsync("b")).Title);
        Assert.Contains("CONFLICT b -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    /// <summary>An agent notes something while somebody has the file open, who then writes into the file that went.</summary>
    private async Task WriteLateAsync(Board board, string text, DateTimeOffset? at = null)
    {
        await using var editor = new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        await board.NoteAsync(A, "noted", "agent-1");
        Write(editor, text, at);
    }

    private static void Write(FileStream editor, string text, DateTimeOffset? at)
    {
        editor.Position = 0;
        editor.Write(System.Text.Encoding.UTF8.GetBytes(text));
        editor.SetLength(editor.Position);
        editor.Flush();
        if (at is { } time)
        {
            File.SetLastWriteTimeUtc(editor.SafeFileHandle, time.UtcDateTime);
        }
    }
}
