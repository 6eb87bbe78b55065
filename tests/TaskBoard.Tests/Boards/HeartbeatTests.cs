using TaskBoard.Files;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Signs of life: they renew leases beside the turns, and never touch the file.</summary>
public sealed class HeartbeatTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly ClaimHandle First = new(A, 1);
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_claim_lives_as_long_as_it_is_renewed_and_neither_file_nor_history_is_written()
    {
        await using var board = await ClaimedBoardAsync();
        await board.History.LastRevisionAsync();
        var (file, text, events) = (_rig.Disk.Stat(_rig.Paths.Board), _rig.Text, (await board.EventsAsync()).Count);
        for (var i = 1; i <= 3; i++)
        {
            _rig.Clock.Advance(TenMinutes);
            _rig.Processes.Later = i * TenMinutes;
            var change = await board.RenewAsync(First, "agent-1");
            Assert.Equal(new ClaimLease(_rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15), null) { AgentTimeout = TimeSpan.FromMinutes(15) }, change.Lease);
            Assert.Equal((2, 2, First, false), (change.Revision, change.Snapshot.Revision, change.Claim!.Value, change.AlreadyDone));
        }

        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        Assert.Equal((file, text, events), (_rig.Disk.Stat(_rig.Paths.Board), _rig.Text, (await board.EventsAsync()).Count));
        _rig.Processes.Later += TimeSpan.FromMinutes(16);
        Assert.NotNull(await board.TryClaimNextAsync("agent-2"));
    }

    [Fact]
    public async Task A_board_in_memory_is_renewed_likewise()
    {
        await using var board = Board.InMemory();
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await board.ClaimAsync(A, "agent-1", new ClaimOptions { Lease = TimeSpan.FromMinutes(2) });
        Assert.Equal(TimeSpan.FromMinutes(2), (await board.RenewAsync(First, "agent-1")).Lease!.Length);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Whoever_lost_the_claim_is_told_who_has_it_and_since_when()
    {
        await using var board = await ClaimedBoardAsync();
        _rig.Processes.Later = 2 * TenMinutes;
        _rig.Clock.Advance(2 * TenMinutes);
        await board.TryClaimNextAsync("agent-2");
        var lost = await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(First, "agent-1"));
        Assert.Equal(("agent-2", 2, _rig.Clock.GetUtcNow()), (lost.HeldBy, lost.Attempt, lost.Since));
        Assert.StartsWith("Cannot renew the claim of task 'a': agent-2 has it since 2026-11-21T09:20:00", lost.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(new(A, 2), "agent-1"));
        await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(new(A, 3), "agent-2"));
        Assert.NotNull((await board.RenewAsync(new(A, 2), "agent-2")).Lease);
    }

    [Fact]
    public async Task A_claim_whose_task_is_finished_released_or_taken_off_is_lost()
    {
        await using var board = await ClaimedBoardAsync();
        await board.ReleaseAsync(First, "agent-1");
        Assert.Null((await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(First, "agent-1"))).HeldBy);
        await board.ClaimAsync(A, "agent-1");
        await board.CompleteAsync(new ClaimHandle(A, 2), "done", "agent-1");
        await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(new(A, 2), "agent-1"));
        await board.RemoveAsync(A, "lead");
        await Assert.ThrowsAsync<TaskNotFoundException>(() => board.RenewAsync(new(A, 2), "agent-1"));
    }

    [Fact]
    public async Task A_lease_that_ended_lives_again_while_nobody_acted_on_it()
    {
        await using var board = await ClaimedBoardAsync();
        _rig.Processes.Later = 100 * TenMinutes;
        Assert.NotNull(await board.NextAsync("agent-2"));
        await board.RenewAsync(First, "agent-1");
        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        Assert.False((await board.CompleteAsync(First, "done", "agent-1")).Late);
    }

    [Fact]
    public async Task A_script_that_has_the_lock_keeps_nobody_from_giving_a_sign_of_life_though_a_change_waits_for_it()
    {
        await using var board = await ClaimedBoardAsync();
        await File.WriteAllTextAsync(_rig.Paths.Lock, """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        var adding = board.AddAsync(new TaskDraft("y"), "planner");
        for (var i = 0; i < 5; i++)
        {
            Assert.NotNull((await board.RenewAsync(First, "agent-1")).Lease);
        }

        Assert.False(adding.IsCompleted);
        File.Delete(_rig.Paths.Lock);
        await adding;
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task While_the_file_cannot_be_read_the_claim_can_be_renewed_all_the_same()
    {
        await using var board = await ClaimedBoardAsync();
        var good = _rig.Text;
        _rig.SaveByRename("[{\"id\":");
        var change = await board.RenewAsync(First, "agent-1");
        Assert.Equal((false, "agent-1"), (change.Snapshot.Readable, change.Task!.AssignedTo));
        _rig.SaveByRename(good);
        Assert.True((await board.RenewAsync(First, "agent-1")).Snapshot.Readable);
    }

    [Fact]
    public async Task What_a_person_writes_counts()
    {
        await using var board = await ClaimedBoardAsync();
        _rig.SaveByRename(_rig.Text.Replace("\"agent-1\",\n    \"attempts\"", "\"anna\",\n    \"attempts\"", StringComparison.Ordinal));
        Assert.Equal("anna", (await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(First, "agent-1"))).HeldBy);
    }

    [Fact]
    public async Task Who_saves_an_older_text_makes_no_agent_lose_its_claim()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        var old = _rig.Text;
        await board.ClaimAsync(A, "agent-1");
        _rig.SaveByRename(old.Replace("\"x\"", "\"y\"", StringComparison.Ordinal));
        var change = await board.RenewAsync(First, "agent-1");
        Assert.NotNull(change.Lease);
        Assert.Equal(("y", TaskState.InProgress, "agent-1"), (change.Task!.Title, change.Task.State, change.Task.AssignedTo));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_a_dead_writer_committed_and_did_not_show_is_finished_before_a_claim_counts()
    {
        await using var board = await ClaimedBoardAsync();
        _rig.Processes.Later = 2 * TenMinutes;
        await using var other = _rig.Open();
        _rig.Disk.BeforeNext(nameof(IDisk.Exchange), _rig.Paths.Board, () => throw new DiskException(DiskFault.Io, "exchange", _rig.Paths.Board, "injected"));
        await Assert.ThrowsAsync<BoardInDoubtException>(() => other.TryClaimNextAsync("agent-2"));
        Assert.Contains("\"agent-1\"", _rig.Text, StringComparison.Ordinal);
        Assert.Equal("agent-2", (await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(First, "agent-1"))).HeldBy);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Where_the_history_was_deleted_a_sign_of_life_begins_it_anew_and_the_claim_goes_on()
    {
        await using (await ClaimedBoardAsync())
        {
        }

        Directory.Delete(_rig.Paths.Private, recursive: true);
        await using var board = _rig.Open();
        Assert.NotNull((await board.RenewAsync(First, "agent-1")).Lease);
        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Who_gives_up_waiting_is_answered_so()
    {
        await using var board = await ClaimedBoardAsync();
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => board.RenewAsync(First, "agent-1", given.Token));
    }

    [Fact]
    public async Task Signs_of_life_and_changes_of_many_threads_go_on_beside_each_other()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await using var other = _rig.Open();
        await board.AddAsync([.. Enumerable.Range(0, 4).Select(i => new TaskDraft($"{i}"))], "planner");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            var mine = i % 2 == 0 ? board : other;
            var claim = await mine.TryClaimNextAsync($"agent-{i}");
            for (var beat = 0; beat < 25; beat++)
            {
                await Task.WhenAll(mine.RenewAsync(claim!.Handle, $"agent-{i}"), claim.ReportProgressAsync(beat), board.RenewAsync(claim.Handle, $"agent-{i}"));
            }

            await claim!.CompleteAsync();
        })));
        Assert.All((await board.ReadAsync()).Tasks, task => Assert.Equal(TaskState.Completed, task.State));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Where_all_of_the_private_directory_is_deleted_under_living_boards_signs_of_life_and_changes_go_on()
    {
        await using var board = await ClaimedBoardAsync();
        for (var round = 0; round < 5; round++)
        {
            var beats = Enumerable.Range(0, 4).Select(_ => board.RenewAsync(First, "agent-1")).ToArray();
            var adding = board.AddAsync(new TaskDraft($"{round}"), "planner");
            Directory.Move(_rig.Paths.Private, _rig.Paths.Private + round);
            await adding;
            await Task.WhenAll(beats);
            Assert.NotNull((await board.RenewAsync(First, "agent-1")).Lease);
        }
    }

    private async Task<Board> ClaimedBoardAsync()
    {
        var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await board.ClaimAsync(A, "agent-1");
        return board;
    }
}
