using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Several boards on one directory, as several processes have them.</summary>
public sealed class TwoBoardsTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Two_boards_that_claim_at_once_never_get_the_same_task()
    {
        await using var one = await Board.CreateAsync(_directory.Path);
        await using var two = await Board.OpenAsync(_directory.Path);
        await one.AddAsync(Enumerable.Range(0, 30).Select(i => new TaskDraft($"{i}")).ToArray(), "planner");
        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? one : two).TryClaimNextAsync($"agent-{i}")));
        Assert.Equal(30, claims.Where(c => c is not null).Select(c => c!.Handle.Task).Distinct().Count());
        Assert.Equal(10, claims.Count(c => c is null));
        await two.AssertSoundAsync();
    }

    [Fact]
    public async Task A_held_lock_keeps_others_out_lets_its_own_children_in_and_what_was_edited_is_recorded()
    {
        await using var board = await Board.CreateAsync(_directory.Path, new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(300) });
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await using (var hold = await board.HoldLockAsync("editor"))
        {
            var locked = await Assert.ThrowsAsync<BoardLockedException>(() => board.AddAsync(new TaskDraft("y"), "planner"));
            Assert.Contains("editor", locked.Message, StringComparison.Ordinal);
            Assert.Equal(("editor", BoardLockVerdict.Alive), ((await board.ReadLockAsync())!.Agent, (await board.ReadLockAsync())!.Verdict));
            Assert.Single((await board.ReadAsync()).Tasks);
            await using var child = await Board.OpenAsync(_directory.Path, new BoardOptions { HeldLock = hold.Nonce });
            await child.AddAsync(new TaskDraft("from inside") { Id = TaskId.Parse("b") }, "child");
            var text = await File.ReadAllTextAsync(_directory["tasks.json"]);
            await File.WriteAllTextAsync(_directory["tasks.json"], text.Replace("\"x\"", "\"by hand\"", StringComparison.Ordinal));
        }

        Assert.Null(await board.ReadLockAsync());
        await board.CatchUpAsync();
        Assert.Equal(["CREATED a planner", "CREATED b child", "UPDATED a -"], await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_private_directory_deleted_under_a_running_board_costs_nothing_of_the_file()
    {
        await using var one = await Board.CreateAsync(_directory.Path);
        await using var two = await Board.OpenAsync(_directory.Path);
        await one.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        var claim = await two.ClaimAsync(A, "agent-1");
        Directory.Delete(_directory[".taskboard"], recursive: true);
        await one.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        await claim.CompleteAsync("done all the same");
        Assert.Equal(["a COMPLETED", "b PENDING"], (await one.ReadAsync()).Tasks.Select(t => $"{t.Id} {t.State.ToString().ToUpperInvariant()}"));
        Assert.True(File.Exists(_directory[".taskboard/.gitignore"]));
        await one.AssertSoundAsync();
        await two.AssertSoundAsync();
    }

    [Fact]
    public async Task Catching_up_records_what_was_edited_and_once()
    {
        await using var board = await Board.CreateAsync(_directory.Path);
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"1","title":"x","history":[{"timestamp":"2026-01-01T00:00:00Z","event":"CREATED","agent_id":"bob","details":"wrote it"}]}]""");
        await using var other = await Board.OpenAsync(_directory.Path);
        await Task.WhenAll(board.CatchUpAsync(), other.CatchUpAsync());
        var created = Assert.Single(await board.EventsAsync());
        Assert.Equal((BoardEventSource.HandEdit, "bob", "wrote it"), (created.Source, created.Agent, created.Details));
    }
}
