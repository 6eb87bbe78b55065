using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>The history was deleted, with all of <c>.taskboard</c> or alone: the next one says so, and work in hand goes on.</summary>
public sealed class LostHistoryTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_holder_in_a_running_process_goes_on_with_its_handle(bool whole)
    {
        await using var board = await TwoTasksAsync();
        var claim = await board.ClaimAsync(A, "agent-1");
        Lose(whole);
        await claim.ReportProgressAsync(50, "half of it");
        Assert.Equal(["HISTORY_REBUILT . -", "CREATED a planner", "CREATED b planner", "UPDATED a agent-1"], (await StoryAsync(board)).Where(NoLeftover));
        var change = await claim.CompleteAsync("all of it");
        Assert.False(change.Late);
        Assert.Equal(TaskState.Completed, (await board.TaskAsync("a")).State);
        await board.AssertSoundAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_holder_whose_process_came_later_goes_on_by_its_handle(bool whole)
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.ClaimAsync(A, "agent-1");
        }

        Lose(whole);
        await using var later = _rig.Open();
        var change = await later.CompleteAsync(new ClaimHandle(A, 1), "all of it", "agent-1");
        Assert.Contains("was gone and has been begun anew", Assert.Single(change.Warnings), StringComparison.Ordinal);
        Assert.Empty((await later.AddAsync(new TaskDraft("C"), "planner")).Warnings);
        var verification = await later.History.VerifyAsync();
        Assert.True(verification.IsIntact);
        Assert.Equal((await later.EventsAsync())[0].RecordedAt, verification.BegunAnew);
        Assert.Equal("HISTORY_REBUILT . -", (await StoryAsync(later))[0]);
        Assert.Equal(TaskState.Completed, (await later.TaskAsync("a")).State);
        await later.AssertSoundAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_work_of_a_holder_that_is_gone_comes_back_after_a_lease_and_its_attempts_count(bool whole)
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.ClaimAsync(A, "agent-1");
            await board.RemoveAsync(TaskId.Parse("b"), "planner");
        }

        Lose(whole);
        await using var later = _rig.Open();
        Assert.Null(await later.TryClaimNextAsync("agent-2"));
        _rig.Processes.Later = TimeSpan.FromHours(1);
        Assert.Equal(new ClaimHandle(A, 2), (await later.TryClaimNextAsync("agent-2"))!.Handle);
        await Assert.ThrowsAsync<ClaimLostException>(() => later.CompleteAsync(new ClaimHandle(A, 1), "too late", "agent-1"));
        await later.AssertSoundAsync();
    }

    [Fact]
    public async Task One_whose_log_was_deleted_before_anything_was_moved_out_of_it_is_gone()
    {
        await using (await TwoTasksAsync())
        {
        }

        Assert.Equal(4096, new FileInfo(_rig.Paths.History).Length);
        File.Delete(_rig.Paths.History + "-wal");
        File.Delete(_rig.Paths.History + "-shm");
        await using var later = _rig.Open();
        Assert.Equal(HistoryStanding.Gone, await later.History.StandingAsync());
        Assert.Contains((await later.ExamineAsync()).Findings, f => f.IsProblem && f.Message.Contains("is gone", StringComparison.Ordinal));
        Assert.False((await later.History.VerifyAsync()).IsIntact);
        var change = await later.AddAsync(new TaskDraft("C"), "planner");
        Assert.Contains("was gone and has been begun anew", Assert.Single(change.Warnings), StringComparison.Ordinal);
        Assert.Equal("HISTORY_REBUILT . -", (await StoryAsync(later)).First(NoLeftover));
        await later.AssertSoundAsync();
    }

    [Fact]
    public async Task A_sign_of_life_does_not_begin_the_next_one_without_a_turn_that_says_so()
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.ClaimAsync(A, "agent-1");
        }

        File.Delete(_rig.Paths.History + "-wal");
        File.Delete(_rig.Paths.History + "-shm");
        await File.WriteAllTextAsync(_rig.Paths.Lock, """{"agent_id":"script","timestamp":"2026-11-21T09:00:00Z"}""");
        await using (var board = _rig.Open(new BoardOptions { LockTimeout = TimeSpan.FromMilliseconds(1) }))
        {
            await Assert.ThrowsAsync<BoardLockedException>(() => board.HeartbeatAsync("agent-1"));
        }

        File.Delete(_rig.Paths.Lock);
        await using var later = _rig.Open();
        Assert.Equal(HistoryStanding.Gone, await later.History.StandingAsync());
        await later.HeartbeatAsync("agent-1");
        Assert.Equal("HISTORY_REBUILT . -", (await StoryAsync(later)).First(NoLeftover));
    }

    [Fact]
    public async Task Ids_and_attempts_of_the_file_stay_taken_though_the_task_is_removed()
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.ClaimAsync(A, "agent-1");
            await board.CompleteAsync(A, "done", "agent-1");
        }

        Lose(whole: true);
        await using var later = _rig.Open();
        await later.RemoveAsync(A, "planner");
        _rig.Text = """[{"id":"a","title":"put back by hand"}]""";
        Assert.Equal(2, (await later.ClaimAsync(A, "agent-2")).Handle.Attempt);
        await later.AssertSoundAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_gone_is_not_taken_for_one_that_never_was(bool emptied)
    {
        await using (await TwoTasksAsync())
        {
        }

        Lose(whole: false);
        if (emptied)
        {
            await File.WriteAllBytesAsync(_rig.Paths.History, []);
        }

        await using var board = _rig.Open();
        Assert.Equal(HistoryStanding.Gone, await board.History.StandingAsync());
        var found = await board.History.VerifyAsync();
        Assert.Equal((false, false), (found.IsIntact, found.FileIsAhead));
        Assert.StartsWith($"The history {_rig.Paths.History} is gone", Assert.Single(found.Problems), StringComparison.Ordinal);
        Assert.Equal(_rig.Paths.History, (await Assert.ThrowsAsync<HistoryDamagedException>(() => board.History.LastRevisionAsync())).Path);
        await Assert.ThrowsAsync<HistoryDamagedException>(() => board.History.QueryAsync("SELECT 1"));
        Assert.Contains((await board.ExamineAsync()).Findings, f => f.IsProblem && f.Message == found.Problems[0]);
        Assert.Equal(2, (await board.ReadAsync()).Tasks.Count);

        Assert.Contains("was gone and has been begun anew", Assert.Single((await board.AddAsync(new TaskDraft("z"), "planner")).Warnings), StringComparison.Ordinal);
        Assert.Equal("HISTORY_REBUILT . -", (await StoryAsync(board))[0]);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Tasks_tell_of_one_that_was_deleted_with_all_of_the_directory_or_is_elsewhere()
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.ClaimAsync(A, "agent-1");
        }

        Lose(whole: true);
        await using var later = _rig.Open();
        Assert.Equal(HistoryStanding.Elsewhere, await later.History.StandingAsync());
        Assert.StartsWith("Entries of the tasks tell of an earlier history, which is not here", Assert.Single((await later.History.VerifyAsync()).Problems), StringComparison.Ordinal);
        Assert.Equal(0, await later.History.LastRevisionAsync());
        var finding = Assert.Single((await later.Monitor.LookAsync(new MonitorOptions { LeastFreeBytes = 1 })).Findings, f => f.Code == MonitorCodes.HistoryGone);
        Assert.Equal(MonitorSeverity.Remark, finding.Severity);
    }

    [Fact]
    public async Task A_task_on_record_again_was_made_by_whom_it_says_and_not_by_who_touched_it_last()
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.ClaimAsync(A, "agent-1");
            await board.FailAsync(A, "bad", retry: true, "agent-1");
        }

        Lose(whole: true);
        await using var later = _rig.Open();
        await later.CatchUpAsync();
        var made = Assert.Single(await later.EventsAsync(), e => e is { Event: BoardEventKind.Created, Task: "a" });
        Assert.Equal("planner", made.Agent);
        Assert.DoesNotContain("bad", made.Details ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_said_once_though_the_first_turn_comes_to_nothing()
    {
        await using (var board = await TwoTasksAsync())
        {
            var text = _rig.Text;
            Lose(whole: false);
            _rig.Text = "[";
            await Assert.ThrowsAsync<BoardUnreadableException>(() => board.CatchUpAsync());
            _rig.Text = text;
        }

        await using var later = _rig.Open();
        await later.CatchUpAsync();
        Assert.Equal(["HISTORY_REBUILT . -", "CREATED a planner", "CREATED b planner"], (await StoryAsync(later)).Where(NoLeftover));
        await later.AssertSoundAsync();
    }

    [Fact]
    public async Task What_an_earlier_history_left_behind_on_its_way_is_kept()
    {
        await using (var board = await TwoTasksAsync())
        {
            await board.CatchUpAsync();
        }

        Lose(whole: false);
        await File.WriteAllTextAsync(_rig.Paths.SwapOf(1), """[{"id":"z","title":"saved by somebody"}]""");
        await using var later = _rig.Open();
        await later.CatchUpAsync();
        Assert.Equal(["HISTORY_REBUILT . -", "CONFLICT . -", "CREATED a planner", "CREATED b planner"], await StoryAsync(later));
        Assert.Contains("saved by somebody", await File.ReadAllTextAsync(Assert.Single(System.IO.Directory.GetFiles(_rig.Paths.Displaced))), StringComparison.Ordinal);
        await later.AssertSoundAsync();
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""[{"id":"a","title":"x"},{"id":"b","title":"y","status":"IN_PROGRESS","assigned_to":"agent-1"}]""")]
    [InlineData("""[{"id":"a","status":"IN_PROGRESS","assigned_to":"agent-1","history":[{"timestamp":"2026-01-01T00:00:00Z","event":"CREATED","agent_id":null,"details":"created"},{"timestamp":"2026-01-01T00:00:01Z","event":"ASSIGNED","agent_id":"agent-1","details":"claimed"}]}]""")]
    public async Task A_board_written_by_others_is_adopted_without_alarm(string text)
    {
        _rig.Text = "[";
        await using (var early = _rig.Open())
        {
            await Assert.ThrowsAsync<BoardUnreadableException>(() => early.CatchUpAsync());
        }

        await using var board = await _rig.OpenAsync(text);
        Assert.DoesNotContain(await board.EventsAsync(), e => e.Event == BoardEventKind.HistoryRebuilt);
        Assert.Null((await board.History.VerifyAsync()).BegunAnew);
        _rig.Processes.Later = TimeSpan.FromDays(1);
        Assert.All((await board.ReadAsync()).Tasks.Where(t => t.State == TaskState.InProgress), t => Assert.Equal("agent-1", t.AssignedTo));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_is_kept_of_it_is_in_a_directory_that_outlives_a_power_cut()
    {
        await (await TwoTasksAsync()).DisposeAsync();
        Lose(whole: false);
        await using var later = await _rig.OpenAsync(_rig.Text);
        var calls = _rig.Disk.Calls.ToList();
        var made = calls.IndexOf($"CreateDirectory {_rig.Paths.Displaced}");
        var kept = calls.FindIndex(c => c.StartsWith($"Rename {_rig.Paths.Displaced}", StringComparison.Ordinal));
        Assert.InRange(calls.IndexOf($"FlushDirectory {_rig.Paths.Private}", made), made, kept);
    }

    private async Task<Board> TwoTasksAsync()
    {
        var board = await _rig.OpenAsync("[]");
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await board.AddAsync(new TaskDraft("y") { Id = TaskId.Parse("b") }, "planner");
        return board;
    }

    /// <summary>Not the displaced file of the last change, which a history that does not know it sets aside.</summary>
    private static bool NoLeftover(string line) => !line.StartsWith("CONFLICT", StringComparison.Ordinal);

    private static Task<string[]> StoryAsync(Board board) => board.StoryAsync(-1);

    private void Lose(bool whole)
    {
        if (whole)
        {
            System.IO.Directory.Delete(_rig.Paths.Private, recursive: true);
            return;
        }

        foreach (var file in System.IO.Directory.GetFiles(_rig.Paths.Private, "history.db*"))
        {
            File.Delete(file);
        }
    }
}
