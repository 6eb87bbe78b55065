using System.Text.Json.Nodes;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>An older version of the whole file that is put back while others change it: it stands, and all that it takes back is told.</summary>
public sealed class OlderVersionTests : IDisposable
{
    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_older_version_that_stands_stands_whole_also_where_it_met_a_change()
    {
        await using var board = await SixTasksAsync();
        var read = _rig.Text;
        await PutBackAsync(board, read, at: null);

        await board.CatchUpAsync();
        var task = await board.TaskAsync("t1");
        Assert.Equal((TaskState.Pending, 0, 1), (task.State, task.Attempts, task.History.Count));
        Assert.Empty(task.Notes);
        var told = Assert.Single(await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict }), e => e.Task == "t1");
        Assert.Contains("acknowledged last", told.Details, StringComparison.Ordinal);
        Assert.Contains("left meanwhile", told.Details, StringComparison.Ordinal);

        _rig.SaveByRename(read.Replace("\"x\"", "\"by hand\"", StringComparison.Ordinal));
        await board.CatchUpAsync();
        Assert.All(await board.EventsAsync(new EventFilter { AfterRevision = told.Revision }), e => Assert.Equal("""{"title":{"from":"x","to":"by hand"}}""", e.Changes));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task An_older_version_takes_back_no_work_on_a_task_that_had_not_moved_when_it_was_saved()
    {
        await using var board = await SixTasksAsync();
        var (read, t1) = (_rig.Text, TaskId.Parse("t1"));
        for (var i = 2; i <= 6; i++)
        {
            await board.CompleteAsync(TaskId.Parse($"t{i}"), "acknowledged", "agent-1");
        }

        await board.NoteAsync(t1, "noted", "agent-1");
        await using (var editor = _rig.OpenInEditor())
        {
            await board.NoteAsync(TaskId.Parse("t6"), "noted", "agent-1");
            await board.CompleteAsync(t1, "acknowledged", "agent-1");
            BoardRig.Overwrite(editor, read);
        }

        await board.CatchUpAsync();
        Assert.Equal((TaskState.Completed, TaskState.Pending), ((await board.TaskAsync("t1")).State, (await board.TaskAsync("t2")).State));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task An_older_version_that_is_met_once_more_is_told_once()
    {
        await using var board = await SixTasksAsync();
        var read = _rig.Text;
        await PutBackAsync(board, read, at: null);

        // As if the writer died before the save counted as merged.
        var save = Assert.Single(_rig.UnmergedSwaps.Select(name => Path.Combine(_rig.Paths.Swap, name)), path => File.ReadAllText(path) == read);
        _rig.Disk.BeforeNext(nameof(IDisk.Rename), $"{save}.{BoardFile.HashOf(System.Text.Encoding.UTF8.GetBytes(read))}", () => throw new DiskException(DiskFault.Io, "rename", "(injected)", "injected"));
        await Assert.ThrowsAsync<BoardIOException>(() => board.CatchUpAsync());
        var story = await board.StoryAsync();
        Assert.Equal(5, story.Count(e => e.StartsWith("CONFLICT", StringComparison.Ordinal)));
        await board.CatchUpAsync();
        await board.CatchUpAsync();
        Assert.Equal(story, await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    /// <summary>What a later hand edit decided on stands with what belongs to it, and nothing else.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_older_version_gives_way_where_a_later_hand_edit_decided(bool isState)
    {
        await using var board = await SixTasksAsync();
        var read = _rig.Text;
        await PutBackAsync(board, read, _rig.Clock.GetUtcNow().AddMinutes(-2));
        var tasks = JsonNode.Parse(_rig.Text)!.AsArray();
        (isState ? tasks[0]!["result"]! : tasks[0]!)[isState ? "summary" : "title"] = "as a person says";
        _rig.SaveAt(tasks.ToString(), _rig.Clock.GetUtcNow().AddMinutes(-1));
        await board.CatchUpAsync();
        var task = await board.TaskAsync("t1");
        Assert.Equal(isState ? (TaskState.Completed, 1, 4) : (TaskState.Pending, 0, 1), (task.State, task.Attempts, task.History.Count));
        Assert.Equal("as a person says", isState ? task.Result?.Summary : task.Title);
        Assert.Equal(TaskState.Pending, (await board.TaskAsync("t2")).State);
        var told = (await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict })).Where(e => e.Details!.Contains("an older version", StringComparison.Ordinal));
        Assert.Equal(isState ? ["t2", "t3", "t4", "t5"] : ["t1", "t2", "t3", "t4", "t5"], told.Select(e => e.Task));
        await board.AssertSoundAsync();
    }

    private async Task<Board> SixTasksAsync()
    {
        var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([.. Enumerable.Range(1, 6).Select(i => new TaskDraft("x") { Id = TaskId.Parse($"t{i}") })], "planner");
        return board;
    }

    /// <summary>Five tasks are completed, the last of them while somebody has the file open, who then writes what it held before.</summary>
    private async Task PutBackAsync(Board board, string read, DateTimeOffset? at)
    {
        for (var i = 2; i <= 5; i++)
        {
            await board.CompleteAsync(TaskId.Parse($"t{i}"), "acknowledged", "agent-1");
        }

        var claim = await board.ClaimAsync(TaskId.Parse("t1"), "agent-1");
        await using var editor = _rig.OpenInEditor();
        await claim.CompleteAsync("acknowledged last");
        await board.NoteAsync(TaskId.Parse("t1"), "left meanwhile", "agent-2");
        BoardRig.Overwrite(editor, read, at);
    }
}
