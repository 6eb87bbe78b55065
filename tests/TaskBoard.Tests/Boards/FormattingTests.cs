using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Formatting is a change like any other, in a turn of its own, of which the history has no event.</summary>
public sealed class FormattingTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task It_is_a_commit_without_events_that_later_changes_are_built_upon()
    {
        await using var board = await _rig.OpenAsync("[{\"title\":\"x\", // mine\n \"id\":\"a\"}]");
        await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        var (before, story) = (await board.ReadAsync(), await board.StoryAsync());
        Assert.False(await board.IsFormattedAsync());

        var change = await board.FormatAsync("planner");

        Assert.Equal((false, 2, 0), (change.AlreadyDone, change.Revision, change.Events.Count));
        Assert.StartsWith("[\n  {\n    \"id\": \"a\",\n    \"title\": \"x\" // mine\n", _rig.Text, StringComparison.Ordinal);
        Assert.True(before.Content.SameValues(change.Snapshot.Content));
        Assert.Equal(story, await board.StoryAsync());
        Assert.True(await board.IsFormattedAsync());
        await board.AssertSoundAsync();
        Assert.Equal(3, (await board.EditAsync(A, new TaskEdit { Note = "n" }, "planner")).Revision);
        Assert.True(await board.IsFormattedAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_TaskBoard_itself_has_written_is_formatted_already()
    {
        await using var board = await Board.CreateAsync(_rig.Directory, schema: true);
        await board.AddAsync(
            [new TaskDraft("x") { Id = A, Labels = ["l", "m"], Paths = ["src"], Acceptance = ["it works"], Priority = TaskPriority.High, Persona = "p", NotBefore = DateTimeOffset.UnixEpoch, Properties = [new("mine", "{\"a\":[1,{\"b\":[]}]}")] }],
            "planner");
        await board.AddAsync(new TaskDraft("y") { DependsOn = [A], Related = [A] }, "planner");
        var claim = await board.ClaimAsync(A, "agent-1", new ClaimOptions { Persona = "p" });
        await claim.ReportProgressAsync(50, "half");
        await board.CompleteAsync(claim.Handle, new TaskResult("done") { Evidence = "{\"n\":[1,2]}", Artifacts = ["f"] }, "agent-1");
        var text = _rig.Text;
        Assert.True(await board.IsFormattedAsync());
        Assert.True((await board.FormatAsync("planner")).AlreadyDone);
        Assert.Equal(text, _rig.Text);
    }

    [Fact]
    public async Task A_hand_edit_that_no_change_has_met_is_recorded_first()
    {
        await using var board = await _rig.OpenAsync("[]");
        _rig.Text = "[{\"id\":\"a\",\"title\":\"by hand\"}]";
        await board.FormatAsync("planner");
        Assert.Equal(["CREATED a -"], await board.StoryAsync());
        Assert.Equal("[\n  {\n    \"id\": \"a\",\n    \"title\": \"by hand\"\n  }\n]\n", _rig.Text);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_save_that_meets_it_stays()
    {
        await using var board = await _rig.OpenAsync("[{\"id\":\"a\",\"title\":\"x\"}]");
        _rig.BeforeExchange(() => _rig.SaveByRename("[{\"id\":\"a\",\"title\":\"saved meanwhile\"}]"));
        await board.FormatAsync("planner");
        Assert.Equal("saved meanwhile", (await board.TaskAsync("a")).Title);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_was_left_between_the_commit_point_and_the_exchange_is_finished()
    {
        await using (var board = await _rig.OpenAsync("[{\"id\":\"a\",\"title\":\"x\"}]"))
        {
            _rig.BeforeExchange(() => throw new TaskBoard.Files.DiskException(TaskBoard.Files.DiskFault.Io, "exchange", _rig.Paths.Board, "injected"));
            await Assert.ThrowsAsync<BoardInDoubtException>(() => board.FormatAsync("planner"));
            Assert.False(await board.IsFormattedAsync());
        }

        await using var later = _rig.Open();
        await later.CatchUpAsync();
        Assert.True(await later.IsFormattedAsync());
        await later.AssertSoundAsync();
    }

    [Fact]
    public async Task Changes_that_share_its_turn_all_happen()
    {
        await using var board = await _rig.OpenAsync("[{\"id\":\"a\",\"title\":\"x\"}]");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => i == 3
            ? board.FormatAsync("planner")
            : board.AddAsync(new TaskDraft($"{i}") { Id = TaskId.Parse($"t{i}") }, "planner")));
        Assert.Equal(8, (await board.ReadAsync()).Tasks.Count);
        Assert.True(await board.IsFormattedAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_refused_with_the_place_and_stays()
    {
        await using var board = await _rig.OpenAsync("[]");
        _rig.Text = "[\n  {\"id\": \"a\" \"title\": \"x\"}\n]";
        foreach (var format in new Func<Task>[] { () => board.FormatAsync("planner"), () => board.IsFormattedAsync() })
        {
            var refusal = await Assert.ThrowsAsync<BoardUnreadableException>(format);
            Assert.Equal((2, 14), (refusal.Problems[0].Line, refusal.Problems[0].Column));
        }

        Assert.Equal("[\n  {\"id\": \"a\" \"title\": \"x\"}\n]", _rig.Text);
        File.Delete(_rig.Paths.Board);
        await Assert.ThrowsAsync<BoardMissingException>(() => board.IsFormattedAsync());
    }
}
