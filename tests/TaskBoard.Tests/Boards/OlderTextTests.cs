using System.Text.Json.Nodes;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What somebody saves who had read a task before others changed it takes nothing back without a word: at once, late, and again.</summary>
public sealed class OlderTextTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Older_text_written_late_takes_nothing_back_where_a_task_keeps_few_entries(int changes)
    {
        await using var board = await _rig.OpenAsync(MetSaveTests.TwoTasks, new BoardOptions { HistoryKept = 3 });
        var claim = await board.ClaimAsync(A, "agent-1");
        await board.NoteAsync(A, "one", "agent-1");
        await board.NoteAsync(A, "two", "agent-1");
        var read = _rig.Text;
        await claim.CompleteAsync("acknowledged");
        await using (var editor = _rig.OpenInEditor())
        {
            for (var i = 0; i < changes; i++)
            {
                await board.NoteAsync(A, $"later {i}", "agent-2");
            }

            BoardRig.Overwrite(editor, read.Replace("\"y\"", "\"by hand\"", StringComparison.Ordinal));
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
            await using var editor = _rig.OpenInEditor();
            await board.NoteAsync(A, "noted", "agent-1");
            BoardRig.Overwrite(editor, text);
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
    public async Task Older_text_takes_nothing_back_where_the_task_was_taken_off_and_came_back()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        var read = _rig.Text;
        await board.CompleteAsync(A, "acknowledged", "agent-1");
        await board.RemoveAsync(A, "agent-1");
        await board.UndoAsync("agent-1");
        _rig.SaveByRename(read.Replace("\"x\"", "\"by hand\"", StringComparison.Ordinal));
        await board.CatchUpAsync();
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.Completed, "acknowledged", "by hand"), (task.State, task.Result?.Summary, task.Title));
        Assert.Equal("CONFLICT a -", (await board.StoryAsync())[^1]);
        await board.AssertSoundAsync();
    }

    /// <summary>
    /// An older version was put back, and somebody who had read before brings back what was done: by their times, its entries come before that of the claim made
    /// meanwhile. No past state has just these.
    /// </summary>
    [Fact]
    public async Task Older_text_is_known_by_the_entries_that_it_lacks_wherever_a_merge_put_them()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        var unread = _rig.Text;
        await board.CompleteAsync(A, "acknowledged", "agent-1");
        var read = _rig.Text;
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        _rig.SaveByRename(unread);
        await board.ClaimAsync(A, "agent-2");
        var claimed = _rig.Text;
        await SaveAsync(board, read, "brought back");
        var broughtBack = _rig.Text;

        await SaveAsync(board, read, "again, without the claim");
        await SaveAsync(board, claimed, "without what was done");

        // Once more as it was without the claim, and with it: the newest state that lacks one entry is not the newest that lacks both.
        _rig.SaveByRename(read);
        await board.CatchUpAsync();
        _rig.SaveByRename(broughtBack);
        await board.CatchUpAsync();
        await SaveAsync(board, unread, "without all");
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Older_text_is_known_although_its_author_added_an_entry_of_a_later_time()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        var tasks = JsonNode.Parse(_rig.Text)!.AsArray();
        tasks[0]!["history"]!.AsArray().Add(JsonNode.Parse("""{"timestamp":"2200-01-01T00:00:00Z","event":"UPDATED","agent_id":"person"}"""));
        var read = tasks.ToString();
        await board.CompleteAsync(A, "acknowledged", "agent-1");
        await SaveAsync(board, read, "by hand");
        await SaveAsync(board, read, "again");
        await board.AssertSoundAsync();
    }

    /// <summary>What its author wrote there themselves tells nothing of what they had read, whatever came after it.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("""{"timestamp":"2020-01-01T00:00:00Z","event":"CREATED"}""")]
    public async Task Older_text_is_known_although_its_author_added_an_entry_and_work_went_on(string entry)
    {
        await using var board = await _rig.OpenAsync($$"""[{"id":"a","title": "x","history":[{{entry}}]}]""");
        var tasks = JsonNode.Parse(_rig.Text)!.AsArray();
        tasks[0]!["history"]!.AsArray().Add(JsonNode.Parse("""{"timestamp":"2020-02-01T00:00:00Z","event":"UPDATED","agent_id":"person"}"""));
        var read = tasks.ToString();
        await board.CompleteAsync(A, "acknowledged", "agent-1");
        await SaveAsync(board, read, "by hand");
        await board.NoteAsync(A, "noted", "agent-2");
        await SaveAsync(board, read, "again");
        Assert.Single((await board.TaskAsync("a")).Notes);
        await board.AssertSoundAsync();
    }

    /// <summary>Whoever has entries that agents wrote later had read those before.</summary>
    [Theory]
    [InlineData(1, null)]
    [InlineData(3, null)]
    [InlineData(3, "noted: (taken out)")]
    public async Task Who_knows_the_newest_entries_may_take_out_others_and_decide(int place, string? instead)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        await board.ClaimAsync(A, "agent-1");
        await board.NoteAsync(A, "one", "agent-1");
        await board.NoteAsync(A, "secret", "agent-1");
        await board.NoteAsync(A, "three", "agent-1");
        var tasks = JsonNode.Parse(_rig.Text)!.AsArray();
        var entries = tasks[0]!["history"]!.AsArray();
        if (instead is null)
        {
            entries.RemoveRange(place == 1 ? 0 : place, place == 1 ? 3 : 1);
        }
        else
        {
            entries[place]!["details"] = instead;
        }

        var kept = entries.Count;
        tasks[0]!["status"] = "PENDING";
        tasks[0]!["assigned_to"] = null;
        _rig.SaveByRename(tasks.ToString());
        await board.CatchUpAsync();
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.Pending, null, kept), (task.State, task.AssignedTo, task.History.Count));
        Assert.DoesNotContain(await board.StoryAsync(), e => e.StartsWith("CONFLICT", StringComparison.Ordinal));
        await board.AssertSoundAsync();
    }

    /// <summary>A program that keeps no history completes a task whose id another had before.</summary>
    [Fact]
    public async Task What_another_task_of_the_same_id_was_is_not_what_somebody_has_read()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }], "planner");
        await board.CompleteAsync(A, "the old one", "agent-1");
        await board.RemoveAsync(A, "agent-1");
        _rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await board.AddAsync([new TaskDraft("y") { Id = A }], "planner");
        await board.ClaimAsync(A, "agent-2");
        _rig.SaveByRename("""[{"id":"a","title":"y","status":"COMPLETED"}]""");
        await board.CatchUpAsync();
        Assert.Equal(TaskState.Completed, (await board.TaskAsync("a")).State);
        await board.AssertSoundAsync();
    }

    /// <summary>Saves older text with another title, which must become nothing but a title.</summary>
    private async Task SaveAsync(Board board, string text, string title)
    {
        _rig.SaveByRename(text.Replace("\"title\": \"x\"", $"\"title\": \"{title}\"", StringComparison.Ordinal));
        await board.CatchUpAsync();
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.Completed, "acknowledged", title), (task.State, task.Result?.Summary, task.Title));
        Assert.Equal("CONFLICT a -", (await board.StoryAsync())[^1]);
    }
}
