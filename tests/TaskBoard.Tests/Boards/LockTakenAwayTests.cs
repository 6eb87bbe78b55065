using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Somebody deletes or replaces <c>tasks.lock</c> while it is held: what is there then is left alone, and nobody is left in the dark.</summary>
public sealed class LockTakenAwayTests : IDisposable
{
    private const string Theirs = """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""";

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Before_the_commit_point_the_change_is_refused_and_nothing_was_changed(bool replaced)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var story = await board.StoryAsync();
        _rig.Disk.BeforeNext(nameof(IDisk.CreateNew), _rig.Paths.SwapOf(2), () => TakeAway(replaced));
        var refusal = await Assert.ThrowsAsync<BoardLockLostException>(() => board.AddAsync(new TaskDraft("x"), "agent-1"));
        Assert.Equal((BoardErrorKind.Locked, _rig.Paths.Lock), (refusal.Kind, refusal.LockPath));
        Assert.Equal("[]\n", _rig.Text);
        Assert.Equal(story, await board.StoryAsync());
        await TheNextChangeWorksAsync(board, replaced);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_the_commit_point_the_change_stands_with_a_warning(bool replaced)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        _rig.BeforeExchange(() => TakeAway(replaced));
        var change = await board.AddAsync(new TaskDraft("x"), "agent-1");
        Assert.StartsWith($"{_rig.Paths.Lock} was deleted or replaced by somebody while it was held", Assert.Single(change.Warnings), StringComparison.Ordinal);
        Assert.Equal("x", change.Task!.Title);
        Assert.Contains("\"x\"", _rig.Text, StringComparison.Ordinal);
        await TheNextChangeWorksAsync(board, replaced);
    }

    [Fact]
    public async Task Of_several_callers_in_the_turn_each_is_answered_for_itself()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        _rig.BeforeExchange(() => TakeAway(replaced: false));
        var answers = await Task.WhenAll(
            Record.ExceptionAsync(async () => Assert.Single((await board.AddAsync(new TaskDraft("x"), "agent-1")).Warnings)),
            Record.ExceptionAsync(() => board.ClaimAsync(TaskId.Parse("none"), "agent-2")));
        Assert.Null(answers[0]);
        Assert.IsType<TaskNotFoundException>(answers[1]);
        await board.AssertSoundAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_holds_it_to_edit_the_file_is_told_when_giving_it_back(bool replaced)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var hold = await board.HoldLockAsync("editor");
        TakeAway(replaced);
        Assert.False(hold.WasLost);
        await hold.DisposeAsync();
        Assert.True(hold.WasLost);
        await TheNextChangeWorksAsync(board, replaced);

        var kept = await board.HoldLockAsync("editor");
        await kept.DisposeAsync();
        Assert.False(kept.WasLost);
    }

    private void TakeAway(bool replaced)
    {
        File.Delete(_rig.Paths.Lock);
        if (replaced)
        {
            File.WriteAllText(_rig.Paths.Lock, Theirs);
        }
    }

    private async Task TheNextChangeWorksAsync(Board board, bool replaced)
    {
        Assert.Equal(replaced, File.Exists(_rig.Paths.Lock));
        if (replaced)
        {
            Assert.Equal(Theirs, await File.ReadAllTextAsync(_rig.Paths.Lock));
            File.Delete(_rig.Paths.Lock);
        }

        Assert.Empty((await board.AddAsync(new TaskDraft("next"), "agent-2")).Warnings);
        Assert.False(File.Exists(_rig.Paths.Lock));
        await board.AssertSoundAsync();
    }
}
