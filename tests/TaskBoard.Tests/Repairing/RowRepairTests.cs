using TaskBoard.History;
using TaskBoard.Tests.History;
using Xunit;

namespace TaskBoard.Tests.Repairing;

/// <summary>Rows of the history that do not fit their hashes are computed anew, put right, or taken out; nobody loses a task by it, and no two come to hold one.</summary>
public sealed class RowRepairTests : IAsyncLifetime
{
    private StoryBoard _story = null!;

    public async Task InitializeAsync()
    {
        _story = await StoryBoard.PlayedAsync();
        await StoryBoard.FillAsync(_story);
    }

    public Task DisposeAsync() => _story.DisposeAsync().AsTask();

    [Theory]
    [InlineData("UPDATE leases SET agent_id = 'agent-9' WHERE task_id = 'd'", "task d in table leases (taken out: whoever has the task in hand has a fresh lease)")]
    [InlineData("UPDATE leases SET granted_at = 'never' WHERE task_id = 'd'", "task d in table leases (taken out: whoever has the task in hand has a fresh lease)")]
    [InlineData("UPDATE leases SET task_id = 'e' WHERE task_id = 'd'", "task e in table leases (taken out: whoever has the task in hand has a fresh lease)")]
    [InlineData("UPDATE leases SET task_id = CAST(task_id AS BLOB) WHERE task_id = 'd'", "task d in table leases (taken out: whoever has the task in hand has a fresh lease)")]
    [InlineData("UPDATE agents SET last_heartbeat = 'x' WHERE id = 'agent-3'", "agent agent-3 in table agents (taken out: its next sign of life for a claim, or its registering, puts it back)")]
    [InlineData("UPDATE requests SET result = '{'", "request 'once' of planner in table requests (taken out: made once more it counts as a new one)")]
    [InlineData("UPDATE issued SET highest_attempt = 9 WHERE id = 'a'", "task a in table issued (computed anew from the events)")]
    [InlineData("UPDATE issued SET id = 'x' WHERE id = 'c'", "task x in table issued (computed anew from the events)")]
    [InlineData("UPDATE personas SET created_at = 'x'", "persona tester in table personas (taken out: it is to be described again)")]
    [InlineData("UPDATE board SET root = '{'", "the board in table board (computed from the events, its id taken as it stands)")]
    [InlineData("UPDATE board SET last_hash = CAST(last_hash AS BLOB)", "the board in table board (computed from the events, its id taken as it stands)")]
    [InlineData("UPDATE board_tasks SET json = '{' WHERE id = 'a'", "task a in table board_tasks (computed anew from the events)")]
    [InlineData("UPDATE board_tasks SET position = 'zz' WHERE id = 'a'", "task a in table board_tasks (computed anew from the events)")]
    [InlineData("UPDATE commits SET at = 'x' WHERE n = 3", "commit 3 in table commits (put right by the commits beside it, else taken as it stands)")]
    [InlineData("UPDATE commits SET new_hash = 'x', first_revision = 9, base_hash = 'y' WHERE n = (SELECT max(n) FROM commits)", "commit 15 in table commits (put right by the commits beside it, else taken as it stands)")]
    public async Task A_row_is_repaired_and_on_record_as_that(string sql, string told)
    {
        _story.Meddle(sql);
        Assert.False((await _story.Board.History.VerifyAsync()).IsIntact);
        var would = Assert.Single((await _story.Board.RepairAsync("me", dryRun: true)).Findings, f => f.Repair == MonitorRepair.Possible);
        Assert.Equal(MonitorCodes.HistoryDamaged, would.Code);
        Assert.False((await _story.Board.History.VerifyAsync()).IsIntact);

        var pass = await _story.Board.RepairAsync("me");
        var kept = Assert.Single(Directory.GetDirectories(Path.Combine(_story.Directory, ".taskboard", "damaged")));
        var done = Assert.Single(pass.Findings, f => f.Code == MonitorCodes.HistoryDamaged);
        Assert.Equal((MonitorRepair.Done, $"Repaired: {told}. The history is kept as it was in .taskboard/damaged/{Path.GetFileName(kept)}."), (done.Repair, done.RepairText));
        await AssertGoesOnAsync(told, kept);
    }

    [Theory]
    [InlineData("DELETE FROM board_tasks WHERE id = 'a'", "task a")]
    [InlineData("DELETE FROM board_tasks WHERE id IN ('a', 'd')", "task a, task d")]
    public async Task What_is_gone_from_the_mirror_is_put_back(string sql, string told)
    {
        var before = Mirror();
        _story.Meddle(sql);
        const string Problem = "The mirror's row of task a is gone: the events tell of the task. 'taskboard repair' puts it back from the events.";
        Assert.Contains(Problem, (await _story.Board.History.VerifyAsync()).Problems);
        Assert.Contains(Problem, (await _story.Board.ExamineAsync()).Findings.Select(f => f.Message));
        Assert.Contains((await _story.Board.RepairAsync("me", dryRun: true)).Findings, f => f.Repair == MonitorRepair.Possible && f.Message.StartsWith(Problem, StringComparison.Ordinal));

        var done = (await _story.Board.RepairAsync("me")).Findings;
        Assert.StartsWith($"Repaired: {told} in table board_tasks (put back from the events).", Assert.Single(done).RepairText, StringComparison.Ordinal);
        Assert.Equal(before, Mirror());
        Assert.Empty((await _story.Board.History.VerifyAsync()).Problems);
        await _story.Board.EditAsync(TaskId.Parse("a"), new TaskEdit { Title = "Once more" }, "me");

        string Mirror() => RecordedBoard.Query(_story.Database, "SELECT * FROM board_tasks ORDER BY id");
    }

    [Fact]
    public async Task Nothing_is_recorded_on_a_mirror_that_lacks_a_task()
    {
        _story.Meddle("DELETE FROM board_tasks WHERE id = 'a'");
        var file = Path.Combine(_story.Directory, "tasks.json");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text.Replace("\"title\": \"", "\"title\": \"By hand: ", StringComparison.Ordinal));
        await AssertRefusedAsync(() => _story.Board.AddAsync(new TaskDraft("One more"), "me"));
        await File.WriteAllTextAsync(file, "{");
        await AssertRefusedAsync(() => _story.Board.RestoreAsync(1, "me"));
        await File.WriteAllTextAsync(file, text);
        await _story.Board.RepairAsync("me");
        await _story.Board.AddAsync(new TaskDraft("One more"), "me");
        Assert.Empty((await _story.Board.History.VerifyAsync()).Problems);

        async Task AssertRefusedAsync(Func<Task> change)
        {
            var events = (await _story.Board.History.VerifyAsync()).Events;
            var refusal = await Assert.ThrowsAsync<HistoryDamagedException>(change);
            Assert.Contains("the mirror's row of task a is gone, and 'taskboard repair' puts it back from the events", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(events, (await _story.Board.History.VerifyAsync()).Events);
        }
    }

    [Fact]
    public async Task Events_that_were_cut_off_tell_nothing_anew()
    {
        _story.Meddle(
            "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events); UPDATE board SET (last_seq, last_hash) = (SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1); "
            + "DELETE FROM board_tasks WHERE id = 'a'");
        var pass = await _story.Board.RepairAsync("me");
        Assert.DoesNotContain(pass.Findings, f => f.Repair == MonitorRepair.Done);
        Assert.NotEmpty((await _story.Board.History.VerifyAsync()).Problems);
    }

    [Fact]
    public async Task Nothing_is_repaired_twice()
    {
        _story.Meddle("UPDATE agents SET role = 'x'; UPDATE leases SET attempt = 9");
        await _story.Board.RepairAsync("me");
        var events = (await _story.Board.History.VerifyAsync()).Events;
        Assert.Empty((await _story.Board.RepairAsync("me")).Findings);
        Assert.Equal(events, (await _story.Board.History.VerifyAsync()).Events);
    }

    [Fact]
    public async Task What_only_the_events_could_tell_is_left_where_they_do_not_fit()
    {
        _story.Meddle("UPDATE board_tasks SET json = '{}' WHERE id = 'a'; UPDATE agents SET role = 'x' WHERE id = 'agent-3'; UPDATE events SET details = 'x' WHERE seq = 4");
        var pass = await _story.Board.RepairAsync("me");
        Assert.Contains(pass.Findings, f => f.RepairText?.EndsWith("1 more could only be told by the events, which do not fit each other either.", StringComparison.Ordinal) == true);
        var found = await _story.Board.History.VerifyAsync();
        Assert.Equal(4, found.FirstBadEvent);
        Assert.Contains(found.Problems, p => p.StartsWith("The mirror's row of task a", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Problems, p => p.Contains("agent-3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_history_whose_rows_break_the_schema_is_not_moved_aside()
    {
        _story.Meddle("PRAGMA ignore_check_constraints=ON; UPDATE agents SET status = 'actjve' WHERE id = 'agent-3'; UPDATE commits SET state = 'appljed' WHERE n = 2");
        var head = (await _story.Board.History.VerifyAsync()).Head;
        await _story.Board.RepairAsync("me");
        var found = await _story.Board.History.VerifyAsync(head);
        Assert.Empty(found.Problems);
        Assert.Null(found.BegunAnew);
    }

    [Fact]
    public async Task A_lease_that_still_fits_is_not_made_anew()
    {
        var before = RecordedBoard.Query(_story.Database, "SELECT * FROM leases");
        _story.Meddle("UPDATE agents SET role = 'x'");
        _story.Clock.Advance(TimeSpan.FromMinutes(1));
        await _story.Board.RepairAsync("me");
        Assert.Equal(before, RecordedBoard.Query(_story.Database, "SELECT * FROM leases"));
    }

    private async Task AssertGoesOnAsync(string told, string kept)
    {
        var found = await _story.Board.History.VerifyAsync();
        Assert.Empty(found.Problems);
        var last = new List<BoardEvent>();
        await foreach (var item in _story.Board.History.EventsAsync())
        {
            last.Add(item);
        }

        Assert.Contains(
            (BoardEventKind.HistoryRepaired, "me", $"rows were not what was written: {told}; as it was, the history is kept in .taskboard/damaged/{Path.GetFileName(kept)}"),
            last.Select(e => (e.Event, e.Agent!, e.Details!)));
        using (var copy = SqliteDatabase.Open(Path.Combine(kept, "history.db"), SqliteMode.ReadOnly))
        {
            Assert.Single(new RowCheck(copy).UnfitRows());
        }

        // Whoever had a task in hand has it, nobody else gets it, and the clock takes it back.
        var standing = _story.Board.StandingOf(await _story.Board.ReadAsync());
        Assert.NotNull(standing[TaskId.Parse("d")].LeaseExpiresAt);
        await Assert.ThrowsAnyAsync<BoardException>(() => _story.Board.ClaimAsync(TaskId.Parse("d"), "agent-9"));
        await _story.Board.CompleteAsync(ClaimHandle.Parse("d#1"), "done", "agent-3");
        await _story.Board.ReopenAsync(TaskId.Parse("a"), "reviewer");
        await _story.Board.ClaimAsync(TaskId.Parse("a"), "agent-1");
        Assert.Equal(4, (await _story.Board.ReadAsync()).Find(TaskId.Parse("a"))!.Attempts);
        Assert.Empty((await _story.Board.History.VerifyAsync()).Problems);
    }
}
