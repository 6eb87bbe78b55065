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

    /// <summary>A power cut would bring it back under the name of the commit that took its number, and there it would pass for a save.</summary>
    [Fact]
    public async Task What_a_dead_writer_had_not_committed_is_gone_for_good_before_its_name_is_used_again()
    {
        await using var board = await _rig.OpenAsync(TwoTasks);
        await board.NoteAsync(A, "noted", "agent-1");
        var left = _rig.Paths.SwapOf(3);
        await File.WriteAllTextAsync(left, _rig.Text.Replace("\"x\"", "\"never happened\"", StringComparison.Ordinal));
        var order = new List<string>();
        _rig.Disk.BeforeNext(nameof(IDisk.Delete), left, () =>
        {
            order.Add("delete");
            _rig.Disk.BeforeNext(nameof(IDisk.FlushDirectory), _rig.Paths.Swap, () =>
            {
                order.Add("flush");
                _rig.Disk.BeforeNext(nameof(IDisk.CreateNew), left, () => order.Add("create"));
            });
        });
        await board.NoteAsync(A, "noted again", "agent-1");
        Assert.Equal(["delete", "flush", "create"], order);
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
        await using (var editor = _rig.OpenInEditor())
        {
            await board.NoteAsync(A, "noted", "agent-1");
            var first = TwoTasks.Replace("\"y\"", "\"first\"", StringComparison.Ordinal);
            BoardRig.Overwrite(editor, first, _rig.Clock.GetUtcNow().AddMinutes(-3));
            await board.CatchUpAsync();
            BoardRig.Overwrite(editor, first.Replace("\"x\"", "\"x\", \"status\": \"CANCELLED\"", StringComparison.Ordinal), _rig.Clock.GetUtcNow().AddMinutes(-2));
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
        await using var editor = _rig.OpenInEditor();
        await board.NoteAsync(A, "noted", "agent-1");
        BoardRig.Overwrite(editor, text, at);
    }
}
