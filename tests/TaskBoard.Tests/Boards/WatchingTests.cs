using System.IO.Abstractions;
using TaskBoard.Files;
using TaskBoard.Locking;
using Xunit;

namespace TaskBoard.Tests.Boards;

public sealed class WatchingTests : IDisposable
{
    private readonly BoardRig _rig = new();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(120));

    public void Dispose()
    {
        _end.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task A_watcher_sees_changes_of_this_board_of_another_and_hand_edits_in_order()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var other = _rig.Open();
        await using var watching = board.WatchAsync(0, _end.Token).GetAsyncEnumerator();
        await board.AddAsync(new TaskDraft("mine") { Id = TaskId.Parse("a") }, "agent-1");
        Assert.Equal("CREATED a agent-1", await NextAsync(watching));
        await other.AddAsync(new TaskDraft("theirs") { Id = TaskId.Parse("b") }, "agent-2");
        Assert.Equal("CREATED b agent-2", await NextAsync(watching));
        _rig.SaveByRename(_rig.Text.Replace("\"theirs\"", "\"by hand\"", StringComparison.Ordinal));
        Assert.Equal("UPDATED b -", await NextAsync(watching));
        await using var stream = new FileStream(_rig.Paths.Board, FileMode.Open, FileAccess.Write);
        await stream.WriteAsync("""[{"id":"c","title":"in place"}]"""u8.ToArray());
        stream.SetLength(stream.Position);
        await stream.FlushAsync();
        Assert.Equal(["CREATED c -", "DELETED a -", "DELETED b -"], (await NextAsync(watching, 3)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Watching_from_a_revision_misses_nothing_and_repeats_nothing()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        for (var i = 0; i < 10; i++)
        {
            await board.AddAsync(new TaskDraft($"{i}"), "planner");
        }

        await using var watching = board.WatchAsync(4, _end.Token).GetAsyncEnumerator();
        var revisions = new List<long>();
        var adding = Task.WhenAll(Enumerable.Range(0, 10).Select(i => board.AddAsync(new TaskDraft($"late {i}"), "planner")));
        while (revisions.Count < 16)
        {
            Assert.True(await watching.MoveNextAsync());
            revisions.Add(watching.Current.Revision);
        }

        await adding;
        Assert.Equal(Enumerable.Range(5, 16).Select(i => (long)i), revisions);
    }

    [Fact]
    public async Task Watching_from_now_begins_with_what_comes_next_and_ends_by_cancellation()
    {
        await using var board = Board.InMemory();
        await board.AddAsync(new TaskDraft("before"), "planner");
        await using var watching = board.WatchAsync(cancellationToken: _end.Token).GetAsyncEnumerator();
        var next = watching.MoveNextAsync().AsTask();
        while (!next.IsCompleted)
        {
            await board.AddAsync(new TaskDraft("after"), "planner");
        }

        Assert.True(await next);
        Assert.NotEqual(1, watching.Current.Revision);
        await _end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await watching.MoveNextAsync())
            {
                // What was recorded before the cancellation may still come.
            }
        });
    }

    [Fact]
    public async Task A_watcher_survives_a_file_that_cannot_be_read_for_a_while()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var watching = board.WatchAsync(0, _end.Token).GetAsyncEnumerator();
        _rig.Text = "[{";
        var next = NextAsync(watching);
        _rig.Text = """[{"id":"a","title":"mended"}]""";
        Assert.Equal("CREATED a -", await next);
    }

    [Theory]
    [InlineData(2, false)] // to find where to begin
    [InlineData(6, false)] // to see whether the file was edited by hand
    [InlineData(10, false)] // to read the events
    [InlineData(2, true)]
    [InlineData(6, true)]
    [InlineData(10, true)]
    public async Task A_watcher_survives_a_history_that_cannot_be_read_or_is_locked_for_a_while(int opening, bool isLocked)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var met = new TaskCompletionSource();
        _rig.Disk.Before(nameof(IDisk.OpenLockFile), _rig.Disk.Calls.Count(c => c.StartsWith(nameof(IDisk.OpenLockFile), StringComparison.Ordinal)) + opening, () =>
        {
            met.SetResult();
            throw isLocked
                ? LockMessages.TurnHeld(_rig.Paths, null, TimeSpan.FromSeconds(10))
                : new DiskException(DiskFault.Io, "open", _rig.Paths.CommitLock, "injected");
        });
        await using var watching = board.WatchAsync(0, _end.Token).GetAsyncEnumerator();
        var next = NextAsync(watching);
        await Task.WhenAny(met.Task, next);
        await board.AddAsync(new TaskDraft("x") { Id = TaskId.Parse("a") }, "agent-1");
        Assert.Equal("CREATED a agent-1", await next);
    }

    [Fact]
    public async Task A_watcher_survives_a_hand_edit_that_a_full_disk_keeps_from_being_recorded()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var watching = board.WatchAsync(0, _end.Token).GetAsyncEnumerator();
        var met = new TaskCompletionSource();
        _rig.Disk.BeforeNext(nameof(IDisk.Link), _rig.Paths.Lock, () =>
        {
            met.SetResult();
            throw new DiskException(DiskFault.Full, "link", _rig.Paths.Lock, "injected");
        });
        _rig.SaveByRename("""[{"id":"a","title":"x"}]""");
        var next = NextAsync(watching);
        await Task.WhenAny(met.Task, next);
        Assert.True(met.Task.IsCompleted);
        _rig.SaveByRename("""[{"id":"a","title":"y"}]""");
        Assert.Equal("CREATED a -", await next);
    }

    [Fact]
    public async Task Where_the_system_has_no_watch_left_changes_are_seen_all_the_same()
    {
        await using var board = await _rig.OpenAsync("[]\n", new BoardOptions { FileSystem = new WithoutWatches() });
        await using var watching = board.WatchAsync(0, _end.Token).GetAsyncEnumerator();
        var next = NextAsync(watching);
        await board.AddAsync(new TaskDraft("x") { Id = TaskId.Parse("a") }, "agent-1");
        Assert.Equal("CREATED a agent-1", await next);
    }

    [Fact]
    public async Task Watching_from_a_revision_also_gives_what_was_recorded_beside_it_later()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var known = (await board.AddAsync(new TaskDraft("x") { Id = TaskId.Parse("a") }, "agent-1")).Revision;
        await File.WriteAllTextAsync(_rig.Paths.Lock, """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        var script = (await board.ReadLockAsync())!;
        await board.BreakLockAsync(script.Id, "operator");
        Assert.Equal(known, await board.History.LastRevisionAsync());
        await using var watching = board.WatchAsync(known, _end.Token).GetAsyncEnumerator();
        Assert.Equal("LOCK_BROKEN  operator", await NextAsync(watching));
        await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "agent-1");
        Assert.Equal("CREATED b agent-1", await NextAsync(watching));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_history_that_another_process_begins_anew_is_gone_on_with_from_its_beginning(bool hasComeFurther)
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var watching = board.WatchAsync(0, _end.Token).GetAsyncEnumerator();
        await board.AddAsync(new TaskDraft("x") { Id = TaskId.Parse("a") }, "agent-1");
        await board.EditAsync(TaskId.Parse("a"), new TaskEdit { Note = "n" }, "agent-1");
        Assert.Equal(["CREATED a agent-1", "UPDATED a agent-1"], await NextAsync(watching, 2));
        foreach (var file in Directory.GetFiles(_rig.Paths.Private, "history.db*"))
        {
            File.Delete(file);
        }

        await using var other = _rig.Open();
        List<string> expected = ["HISTORY_REBUILT  -", "CREATED a agent-1", "CREATED b agent-2"];
        await other.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "agent-2");
        for (var i = 0; hasComeFurther && i < 5; i++)
        {
            await other.AddAsync(new TaskDraft("z") { Id = TaskId.Parse($"c{i}") }, "agent-2");
            expected.Add($"CREATED c{i} agent-2");
        }

        var seen = new List<string>();
        while (seen.Count < expected.Count)
        {
            var next = await NextAsync(watching);
            if (!next.StartsWith("CONFLICT", StringComparison.Ordinal))
            {
                seen.Add(next);
            }
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public async Task After_a_revision_that_the_history_has_not_come_to_all_of_it_is_new()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("x") { Id = TaskId.Parse("a") }, "agent-1");
        await using var watching = board.WatchAsync(85, _end.Token).GetAsyncEnumerator();
        Assert.Equal("CREATED a agent-1", await NextAsync(watching));
    }

    private static async Task<string> NextAsync(IAsyncEnumerator<BoardEvent> events)
    {
        Assert.True(await events.MoveNextAsync());
        return $"{events.Current.Event} {events.Current.Task} {events.Current.Agent ?? "-"}";
    }

    private static async Task<List<string>> NextAsync(IAsyncEnumerator<BoardEvent> events, int count)
    {
        var next = new List<string>();
        for (var i = 0; i < count; i++)
        {
            next.Add(await NextAsync(events));
        }

        return next;
    }

    /// <summary>A system of which all watches are taken.</summary>
    private sealed class WithoutWatches : FileSystem, IFileSystemWatcherFactory
    {
        public override IFileSystemWatcherFactory FileSystemWatcher => this;

        public IFileSystemWatcher CreateNew() => throw new IOException("The configured user limit on the number of inotify instances has been reached.");

        public IFileSystemWatcher CreateNew(string path) => CreateNew();

        public IFileSystemWatcher CreateNew(string path, string filter) => CreateNew();
    }
}
