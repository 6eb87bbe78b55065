using TaskBoard.Files;
using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What was broken is on record in the end, once, whatever came in between.</summary>
public sealed class UnrecordedBreakTests : IDisposable
{
    private const string Unprovable = """{"agent_id":"script","timestamp":"2026-11-21T09:05:12Z"}""";

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_ordinary_turn_looks_once_and_writes_nothing()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        var before = _rig.Disk.Calls.Count;
        await board.AddAsync(new TaskDraft("x"), "agent-1");
        Assert.Equal([$"Stat {_rig.Paths.BrokenNotes}"], _rig.Disk.Calls.Skip(before).Where(c => c.Contains("/broken", StringComparison.Ordinal)));
        Assert.False(Directory.Exists(_rig.Paths.BrokenNotes));
    }

    [Fact]
    public async Task What_a_turn_did_not_come_to_record_the_next_one_records()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        LeaveTornLock();
        _rig.Disk.BeforeNext(nameof(IDisk.List), _rig.Paths.BrokenNotes, () => throw new DiskException(DiskFault.Io, "list", _rig.Paths.BrokenNotes, "injected"));
        await Assert.ThrowsAsync<BoardIOException>(() => board.AddAsync(new TaskDraft("x"), "agent-1"));
        Assert.Empty(await BrokenAsync(board));
        await board.AddAsync(new TaskDraft("x"), "agent-2");
        Assert.Equal("agent-1", Assert.Single(await BrokenAsync(board)).Agent);
        Assert.Empty(Notes());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_note_that_could_not_be_forgotten_is_not_recorded_again()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        LeaveTornLock();
        await board.AddAsync(new TaskDraft("x"), "agent-1");
        var kept = Assert.Single(Directory.GetFiles(_rig.Paths.Broken));
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.BrokenNotes, Path.GetFileName(kept)), "");
        await board.AddAsync(new TaskDraft("y"), "agent-1");
        Assert.Equal("agent-1", Assert.Single(await BrokenAsync(board)).Agent);
        Assert.Empty(Notes());
    }

    [Fact]
    public async Task A_note_that_a_power_cut_has_torn_is_recorded_without_its_proof()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        Directory.CreateDirectory(_rig.Paths.Broken);
        Directory.CreateDirectory(_rig.Paths.BrokenNotes);
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.Broken, "one"), "");
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.BrokenNotes, "one"), "{\"held_by\":");
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.BrokenNotes, "two"), "of a lock that was not kept");
        await board.CatchUpAsync();
        var only = Assert.Single(await BrokenAsync(board));
        Assert.Null(only.Agent);
        Assert.Equal("broke the lock of somebody unknown: Who did it, and with what proof, was lost with a power cut.", only.Details);
        Assert.Empty(Notes());
    }

    [Fact]
    public async Task What_a_dead_breaker_left_is_recorded_although_a_living_lock_is_in_the_way_at_first()
    {
        await using var board = await _rig.OpenAsync("[]\n", new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(20) });
        await File.WriteAllTextAsync(Path.Combine(_rig.Paths.Private, "lock-break"), Unprovable);
        await File.WriteAllTextAsync(_rig.Paths.Lock, Unprovable.Replace("script", "another", StringComparison.Ordinal));
        await Assert.ThrowsAsync<BoardLockedException>(() => board.AddAsync(new TaskDraft("x"), "agent-1"));
        File.Delete(_rig.Paths.Lock);
        await board.AddAsync(new TaskDraft("x"), "agent-1");
        var only = Assert.Single(await BrokenAsync(board));
        Assert.StartsWith("broke the lock of script: Somebody had taken it out of its place", only.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_break_that_cannot_be_recorded_now_says_that_the_lock_is_broken_and_is_recorded_later()
    {
        await using var board = await _rig.OpenAsync("[]\n", new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(20) });
        await File.WriteAllTextAsync(_rig.Paths.Lock, Unprovable);
        using (var other = SqliteDatabase.Open(_rig.Paths.History, SqliteMode.ReadWrite))
        {
            other.Execute("BEGIN IMMEDIATE");
            var said = await board.BreakLockAsync((await board.ReadLockAsync())!.Id, "ann");
            Assert.StartsWith("Broke the lock of script: Broken by ann as operator.", said, StringComparison.Ordinal);
            Assert.Contains(" It is not on record yet, and will be with the next change: Another program has been writing", said, StringComparison.Ordinal);
            Assert.False(File.Exists(_rig.Paths.Lock));
            other.Execute("ROLLBACK");
        }

        await board.AddAsync(new TaskDraft("x"), "agent-1");
        var only = Assert.Single(await BrokenAsync(board));
        Assert.Equal(("ann", BoardEventSource.Agent), (only.Agent, only.Source));
        await board.AssertSoundAsync();
    }

    /// <summary>As a power cut leaves it: empty, and last written before the machine was started.</summary>
    private void LeaveTornLock()
    {
        File.WriteAllText(_rig.Paths.Lock, "");
        File.SetLastWriteTimeUtc(_rig.Paths.Lock, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private string[] Notes() => Directory.GetFiles(_rig.Paths.BrokenNotes);

    private static Task<List<BoardEvent>> BrokenAsync(Board board) => board.EventsAsync(new EventFilter { Event = BoardEventKind.LockBroken });
}
