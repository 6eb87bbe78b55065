using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>A hand edit that removes most of the finished work does not pass silently.</summary>
public sealed class FinishedWorkGuardTests : IDisposable
{
    private const string Warning = "A hand edit (revision 2, 2026-11-21T09:00:00.000Z) took off, or reset, 3 of 4 completed tasks; still not back: b, c, d.";
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_change_that_meets_it_and_every_one_after_warns_until_somebody_accepts()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d"));
        Assert.Empty(await board.RemovedWorkAsync());
        _rig.SaveByRename(Tasks("a"));

        var met = await board.NoteAsync(A, "first", "agent-1");
        Assert.StartsWith(Warning, Assert.Single(met.Warnings), StringComparison.Ordinal);
        Assert.Contains("'taskboard restore --at 1 --dry-run'", met.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("FINISHED_WORK_REMOVED . -", await board.StoryAsync(afterRevision: 1));
        Assert.Equal(met.Warnings, (await board.NoteAsync(A, "second", "agent-1")).Warnings);

        // Another process, and one that only reads.
        await using var other = _rig.Open();
        Assert.StartsWith(Warning, Assert.Single(await other.RemovedWorkAsync()).Message, StringComparison.Ordinal);

        var accepted = await other.AcceptAsync(new ChangeBy("lead") { Reason = "a new plan" });
        Assert.False(accepted.AlreadyDone);
        Assert.Empty(accepted.Warnings);
        var last = (await board.EventsAsync())[^1];
        Assert.Equal(
            (BoardEventKind.RemovalAccepted, "lead", "accepted that a hand edit (revision 2) took off, or reset, 3 of 4 completed tasks (b, c, d): a new plan"),
            (last.Event, last.Agent, last.Details));
        Assert.Empty(await board.RemovedWorkAsync());
        Assert.Empty((await board.NoteAsync(A, "third", "agent-1")).Warnings);
        Assert.True((await board.AcceptAsync("lead")).AlreadyDone);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Who_accepts_before_anything_recorded_the_edit_is_told_what_was_accepted()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d"));
        await board.CatchUpAsync();
        _rig.SaveByRename(Tasks("a"));

        var accepted = await board.AcceptAsync("lead");

        Assert.False(accepted.AlreadyDone);
        Assert.Equal(
            "accepted that a hand edit (revision 2) took off, or reset, 3 of 4 completed tasks (b, c, d)",
            (await board.EventsAsync())[^1].Details);
        Assert.Empty(await board.RemovedWorkAsync());
    }

    [Fact]
    public async Task It_ends_when_the_work_is_brought_back()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d"));
        _rig.SaveByRename(Tasks("a"));
        await board.CatchUpAsync();
        Assert.NotEmpty(await board.RemovedWorkAsync());
        Assert.Empty((await board.RestoreAsync(1, "lead")).Warnings);
        Assert.Empty(await board.RemovedWorkAsync());
        Assert.False(File.Exists(_rig.Paths.RemovedWork));
    }

    [Fact]
    public async Task It_ends_when_most_of_it_is_back_by_hand_or_by_work()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d"));
        _rig.SaveByRename("""[{"id":"a","title":"A","status":"COMPLETED"},{"id":"b","title":"B"},{"id":"c","title":"C"},{"id":"d","title":"D"}]""");
        await board.CatchUpAsync();
        Assert.Contains("still not back: b, c, d", Assert.Single(await board.RemovedWorkAsync()).Message, StringComparison.Ordinal);
        Assert.Empty((await board.CompleteAsync(TaskId.Parse("b"), "again", "agent-1")).Warnings);
        Assert.Empty(await board.RemovedWorkAsync());
    }

    [Theory]
    [InlineData("a b c d e f", "a b c")]
    [InlineData("a b", "")]
    public async Task Half_of_it_or_less_than_three_is_an_edit_like_others(string before, string after)
    {
        await using var board = await _rig.OpenAsync(Tasks(before.Split(' ')));
        _rig.SaveByRename(Tasks(after.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        await board.CatchUpAsync();
        Assert.Empty(await board.RemovedWorkAsync());
        Assert.DoesNotContain(await board.EventsAsync(), e => e.Event == BoardEventKind.FinishedWorkRemoved);
    }

    [Fact]
    public async Task Several_are_told_of_each_by_itself()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d", "e", "f", "g", "h"));
        _rig.SaveByRename(Tasks("a", "b", "c"));
        await board.CatchUpAsync();
        _rig.SaveByRename("[]");
        await board.CatchUpAsync();
        Assert.Equal(["revision 2", "revision 3"], (await board.RemovedWorkAsync()).Select(f => f.Message.Split('(', ',')[1]));
        await board.RestoreAsync(2, "lead");
        Assert.Contains("revision 2", Assert.Single(await board.RemovedWorkAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_that_meets_a_change_counts()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d"));
        _rig.BeforeExchange(() => _rig.SaveByRename(Tasks("a")));
        Assert.StartsWith("still not back: b, c, d.", (await board.NoteAsync(A, "meets it", "agent-1")).Warnings[0].Split("; ")[1], StringComparison.Ordinal);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Whoever_died_before_it_was_recorded_left_a_note_that_is_true()
    {
        await using (var first = await _rig.OpenAsync(Tasks("a", "b", "c", "d")))
        {
            _rig.SaveByRename(Tasks("a"));
            _rig.Disk.AfterNext(nameof(IDisk.Rename), _rig.Paths.RemovedWork, () => throw new DiskException(DiskFault.Io, "rename", "x", "died"));
            await Assert.ThrowsAnyAsync<BoardException>(() => first.CatchUpAsync());
        }

        await using var board = _rig.Open();
        Assert.Single(await board.RemovedWorkAsync());
        await board.CatchUpAsync();
        Assert.StartsWith(Warning, Assert.Single(await board.RemovedWorkAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_note_that_is_torn_is_none_and_hinders_nothing()
    {
        await using var board = await _rig.OpenAsync(Tasks("a", "b", "c", "d"));
        await File.WriteAllTextAsync(_rig.Paths.RemovedWork, "[{\"revision\":2,");
        Assert.Empty(await board.RemovedWorkAsync());
        Assert.Empty((await board.NoteAsync(A, "x", "agent-1")).Warnings);
        _rig.SaveByRename(Tasks("a"));
        await board.CatchUpAsync();
        Assert.Single(await board.RemovedWorkAsync());
    }

    private static string Tasks(params string[] ids) =>
        $"[{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}","title":"{{id.ToUpperInvariant()}}","status":"COMPLETED"}"""))}]\n";
}
