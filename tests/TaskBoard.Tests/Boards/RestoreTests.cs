using System.Text.Json.Nodes;
using TaskBoard.Files;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Past boards, and single tasks, brought back as new changes.</summary>
public sealed class RestoreTests : IDisposable
{
    private const string Commented = "// ours\n[\n  { \"id\": \"a\", \"title\": \"x\", \"size\": 1.50 }, // first\n  { \"id\": \"b\", \"title\": \"y\" }\n]\n";
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly TaskId B = TaskId.Parse("b");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_whole_board_is_as_it_was_and_the_rest_of_the_file_stays()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.EditAsync(A, new TaskEdit { Title = "renamed", AddLabels = ["l"] }, "lead");
        await board.RemoveAsync(B, "lead");
        await board.AddAsync(new TaskDraft("later") { Id = TaskId.Parse("c") }, "lead");

        var change = await board.RestoreAsync(1, "lead");

        Assert.Equal(5, change.Revision);
        await AssertIsRevisionAsync(board, 1);
        Assert.StartsWith("// ours\n[\n  { \"id\": \"a\", \"title\": \"x\", \"size\": 1.50 }, // first\n", _rig.Text, StringComparison.Ordinal);
        Assert.Equal(["RESTORED c lead", "RESTORED a lead", "RESTORED b lead"], await board.StoryAsync(afterRevision: 4));
        Assert.All(change.Events, e => Assert.Equal("restored to revision 1", e.Details));
        Assert.Equal(["c", "a", "b"], change.Tasks.Select(id => id.Value));

        // Nothing was taken out of the history: what was undone by it can be brought back just so.
        await board.RestoreAsync(4, "lead");
        await AssertIsRevisionAsync(board, 4);
        Assert.True((await board.RestoreAsync(4, "lead")).AlreadyDone);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_time_means_the_last_revision_recorded_not_later()
    {
        await using var board = await _rig.OpenAsync(Commented);
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var then = _rig.Clock.GetUtcNow();
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await board.RemoveAsync(B, "lead");
        await board.RestoreAsync(then, "lead");
        await AssertIsRevisionAsync(board, 1);
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.RestoreAsync(then - TimeSpan.FromHours(1), "lead"));
    }

    [Fact]
    public async Task Single_tasks_come_back_to_their_places_with_an_entry_that_says_so()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"},{"id":"c","title":"z"}]""");
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "lead");
        await board.RemoveAsync(B, "lead");
        await board.EditAsync(TaskId.Parse("c"), new TaskEdit { Title = "stays" }, "lead");

        var change = await board.RestoreAsync(1, new ChangeBy("lead") { Reason = "too early" }, [B, A, A]);

        Assert.Equal(["a", "b", "c"], change.Snapshot.Tasks.Select(t => t.Id.Value));
        Assert.Equal(["x", "y", "stays"], change.Snapshot.Tasks.Select(t => t.Title));
        Assert.All(change.Tasks.Select(change.Snapshot.Find), t => Assert.Equal(("RESTORED", "lead", "restored to revision 1: too early"), (t!.History[^1].Event, t.History[^1].AgentId, t.History[^1].Details)));
        Assert.True((await board.RestoreAsync(1, "lead", [A, B])).AlreadyDone);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_was_not_there_is_refused_and_nothing_changes()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.AddAsync(new TaskDraft("later") { Id = TaskId.Parse("c") }, "lead");
        var unknown = await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.RestoreAsync(99, "lead"));
        Assert.Equal((2, BoardErrorKind.NotFound), (unknown.LastRevision, unknown.Kind));
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.RestoreAsync(-1, "lead"));
        var missing = await Assert.ThrowsAsync<TaskNotFoundException>(() => board.RestoreAsync(1, "lead", [A, TaskId.Parse("c")]));
        Assert.Equal("c", missing.Task);
        Assert.Contains("Revision 1 has no task 'c'", missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<TaskNotFoundException>(() => board.PreviewRestoreAsync(1, "lead", [TaskId.Parse("c")]));
        Assert.Equal(2, await board.History.LastRevisionAsync());
    }

    [Fact]
    public async Task The_preview_tells_what_would_change_and_whose_claims_end()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.ClaimAsync(A, "agent-1", new ClaimOptions { RenewedElsewhere = true });

        // A hand edit that is not on record yet counts.
        _rig.SaveByRename(_rig.Text.Replace("\"y\"", "\"by hand\"", StringComparison.Ordinal));
        var text = _rig.Text;
        var preview = await board.PreviewRestoreAsync(1, "lead");
        Assert.Equal(["a IN_PROGRESS -> PENDING", "b PENDING -> PENDING"], preview.Differences.Select(d => $"{d.Task} {d.FromStatus} -> {d.ToStatus}"));
        Assert.Equal([new LostClaim(new ClaimHandle(A, 1), "agent-1")], preview.LostClaims);
        Assert.Equal("agent-1 has a#1 in hand and loses it by this: what agent-1 reports of it is refused from then on.", Assert.Single(preview.Warnings));
        Assert.Equal(text, _rig.Text);
        Assert.Equal(2, await board.History.LastRevisionAsync());

        var change = await board.RestoreAsync(1, "lead");
        Assert.Equal(preview.Warnings, change.Warnings);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_claim_that_is_not_on_the_board_any_more_is_lost_and_its_number_is_never_given_again()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.ClaimAsync(A, "agent-1", new ClaimOptions { RenewedElsewhere = true });
        await board.RestoreAsync(1, "lead");

        var lost = await Assert.ThrowsAsync<ClaimLostException>(() => board.CompleteAsync(new ClaimHandle(A, 1), "done", "agent-1"));
        Assert.Contains("The claim a#1 is over", lost.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ClaimLostException>(() => board.RenewAsync(new ClaimHandle(A, 1), "agent-1"));

        var claim = await board.ClaimAsync(A, "agent-2", new ClaimOptions { RenewedElsewhere = true });
        Assert.Equal("a#2", claim.Handle.ToString());
        Assert.Equal(2, (await board.TaskAsync("a")).Attempts);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_claim_that_comes_back_begins_a_fresh_lease_and_ends_with_it()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.ClaimAsync(A, "agent-1", new ClaimOptions { RenewedElsewhere = true });
        await board.CompleteAsync(new ClaimHandle(A, 1), "too early", "agent-1");

        var change = await board.RestoreAsync(2, "lead");

        Assert.Equal("a#1 is in the hands of agent-1 again, with a fresh lease.", Assert.Single(change.Warnings));
        await AssertIsRevisionAsync(board, 2);
        await board.ReportProgressAsync(new ClaimHandle(A, 1), 50, null, "agent-1");
        _rig.Processes.Later += TimeSpan.FromHours(1);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("a#2", (await board.ClaimAsync(A, "agent-2", new ClaimOptions { RenewedElsewhere = true })).Handle.ToString());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_claim_that_the_board_still_holds_lives_on()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.ClaimAsync(A, "agent-1", new ClaimOptions { RenewedElsewhere = true });
        await board.EditAsync(B, new TaskEdit { Title = "renamed" }, "lead");
        var change = await board.RestoreAsync(2, "lead");
        Assert.Empty(change.Warnings);
        await board.CompleteAsync(new ClaimHandle(A, 1), "done", "agent-1");
    }

    [Fact]
    public async Task A_request_key_makes_it_happen_once()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.RemoveAsync(B, "lead");
        var by = new ChangeBy("lead") { RequestKey = "k" };
        var first = await board.RestoreAsync(1, by);
        await board.RemoveAsync(B, "lead");
        var again = await board.RestoreAsync(1, by);
        Assert.Equal((first.Revision, true), (again.Revision, again.AlreadyDone));
        Assert.Null(await board.FindAsync(B));
        await Assert.ThrowsAsync<RequestKeyReusedException>(() => board.RestoreAsync(1, by, [B]));
    }

    [Theory]
    [InlineData("[\n  {\"id\": \"a\",")]
    [InlineData("")]
    [InlineData(null)]
    public async Task The_board_comes_in_the_place_of_a_file_that_cannot_be_read(string? broken)
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "lead");
        if (broken is null)
        {
            File.Delete(_rig.Paths.Board);
        }
        else
        {
            _rig.Text = broken;
        }

        await Assert.ThrowsAnyAsync<BoardException>(() => board.RestoreAsync(1, "lead", [A]));
        Assert.Contains(".taskboard/displaced", (await board.PreviewRestoreAsync(1, "lead")).Warnings[0], StringComparison.Ordinal);

        // Another's change in the same turn is refused as before.
        var note = board.NoteAsync(B, "hello", "agent-1");
        var change = await board.RestoreAsync(1, "lead");
        await Assert.ThrowsAnyAsync<BoardException>(() => note);

        Assert.Equal((3, false), (change.Revision, change.AlreadyDone));
        await AssertIsRevisionAsync(board, 1);
        Assert.Equal(["RESTORED a lead", "RESTORED . lead"], await board.StoryAsync(afterRevision: 2));
        var kept = Directory.Exists(_rig.Paths.Displaced) ? Directory.GetFiles(_rig.Paths.Displaced) : [];
        Assert.Equal(broken is null ? [] : [broken], kept.Select(File.ReadAllText));
        await board.NoteAsync(B, "hello", "agent-1");
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task The_last_revision_comes_back_too()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "lead");
        _rig.Text = "<<<<<<< HEAD\n";
        var change = await board.RestoreAsync(2, "lead");
        Assert.Equal((3, false, 0), (change.Revision, change.AlreadyDone, change.Tasks.Count));
        await AssertIsRevisionAsync(board, 2);
        Assert.Equal(["RESTORED . lead"], await board.StoryAsync(afterRevision: 2));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_refusal_keeps_no_copy_and_overwrites_nothing()
    {
        await using var board = await _rig.OpenAsync(Commented);
        _rig.Text = "{";
        var key = new ChangeBy("lead") { RequestKey = "k" };
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.RestoreAsync(7, key));
        await Assert.ThrowsAsync<BoardUnreadableException>(() => board.UndoAsync("lead"));
        await Assert.ThrowsAsync<BoardUnreadableException>(() => board.NoteAsync(A, "x", "lead"));
        Assert.Equal("{", _rig.Text);
        Assert.False(Directory.Exists(_rig.Paths.Displaced));
    }

    [Fact]
    public async Task A_person_who_mends_the_file_in_that_moment_is_merged()
    {
        await using var board = await _rig.OpenAsync(Commented);
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "lead");
        var mended = _rig.Text.Replace("\"y\"", "\"mended\"", StringComparison.Ordinal);
        _rig.Text = "{";
        _rig.BeforeExchange(() => _rig.SaveByRename(mended));
        await board.RestoreAsync(1, "lead");
        Assert.Equal(("x", "mended"), ((await board.TaskAsync("a")).Title, (await board.TaskAsync("b")).Title));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_was_never_shown_because_the_file_broke_and_a_power_cut_took_its_text_is_shown_by_restoring_again()
    {
        await using (var board = await _rig.OpenAsync(Commented))
        {
            await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "lead");
            _rig.Text = "{";
            _rig.BeforeExchange(() => throw new DiskException(DiskFault.Io, "exchange", _rig.Paths.Board, "died"));
            await Assert.ThrowsAsync<BoardInDoubtException>(() => board.RestoreAsync(1, "lead"));
        }

        foreach (var file in Directory.GetFiles(_rig.Paths.Swap))
        {
            File.Delete(file);
        }

        await using var next = _rig.Open();
        await Assert.ThrowsAsync<BoardUnreadableException>(() => next.NoteAsync(B, "x", "agent-1"));
        Assert.Equal("x", (await next.TaskAsync("a")).Title);
        await next.RestoreAsync(2, "successor");
        await AssertIsRevisionAsync(next, 2);
        Assert.All(Directory.GetFiles(_rig.Paths.Displaced), f => Assert.Equal("{", File.ReadAllText(f)));
        await next.NoteAsync(B, "x", "agent-1");
        await next.AssertSoundAsync();
    }

    [Fact]
    public async Task A_held_task_is_cured()
    {
        await using var board = await _rig.OpenAsync(Commented);
        _rig.SaveByRename("""[{"id":"a","title":"x","size":1.50,"status":"COMPLETE"},{"id":"b","title":"y","title":"z"}]""");
        await board.CatchUpAsync();
        Assert.All((await board.ReadAsync()).Tasks, t => Assert.True(t.Held));
        await board.RestoreAsync(1, "lead", [A, B]);
        Assert.All((await board.ReadAsync()).Tasks, t => Assert.False(t.Held));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Order_and_root_come_back()
    {
        await using var board = await _rig.OpenAsync("""{"team":"blue","tasks":[{"id":"a","title":"x"},{"id":"b","title":"y"},{"id":"c","title":"z"}]}""");
        _rig.SaveByRename("""[{"id":"c","title":"z"},{"id":"b","title":"y"},{"id":"a","title":"x"}]""");
        await board.CatchUpAsync();
        await board.RestoreAsync(1, "lead");
        await AssertIsRevisionAsync(board, 1);
        Assert.Equal(["a", "b", "c"], (await board.ReadAsync()).Tasks.Select(t => t.Id.Value));
        await board.AssertSoundAsync();
    }

    private async Task AssertIsRevisionAsync(Board board, long revision)
    {
        var then = await board.History.ReplayAsync(revision);
        var options = new System.Text.Json.JsonDocumentOptions { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true };
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(then.ToJson()), JsonNode.Parse(_rig.Text, documentOptions: options)), _rig.Text);
    }
}
