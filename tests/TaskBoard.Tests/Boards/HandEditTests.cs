using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What people save between changes.</summary>
public sealed class HandEditTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_save_that_changes_only_formatting_is_a_commit_without_events()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        const string Reformatted = "// mine\n[\n  { \"title\": \"\\u0078\", \"id\": \"a\" },\n]\n";
        _rig.SaveByRename(Reformatted);
        await board.CatchUpAsync();
        Assert.Equal(["CREATED a -"], await board.StoryAsync());
        Assert.Equal(Reformatted, _rig.Text);
        Assert.Equal([1L, null], Commits().Select(c => c.FirstRevision));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Tasks_put_in_another_order_are_moved()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"},{"id":"c","title":"z"}]""");
        _rig.SaveByRename("""[{"id":"c","title":"z"},{"id":"a","title":"x"},{"id":"b","title":"y"}]""");
        await board.CatchUpAsync();
        Assert.Equal(["MOVED c -"], await board.StoryAsync(afterRevision: 1));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task An_array_may_become_an_object_and_an_array_again()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        _rig.SaveByRename("""{"team":"blue","tasks":[{"id":"a","title":"x"}]}""");
        await board.NoteAsync(A, "first", "person");
        Assert.StartsWith("""{"team":"blue","tasks":[""", _rig.Text, StringComparison.Ordinal);
        await board.AssertSoundAsync();
        _rig.SaveByRename("""[{"id":"a","title":"x"}]""");
        await board.NoteAsync(A, "second", "person");
        Assert.StartsWith("[", _rig.Text, StringComparison.Ordinal);
        await board.AssertSoundAsync();
        Assert.Equal('[', (await board.History.ReplayAsync(1)).ToJson()[0]);
        Assert.Contains("\"team\": \"blue\"", (await board.History.ReplayAsync(3)).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_explains_itself_in_the_history_has_that_author()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        _rig.SaveByRename(
            """[{"id":"a","title":"x","status":"COMPLETED","history":[{"timestamp":"2026-01-01T00:00:00Z","event":"STATUS_CHANGED","agent_id":"bob","details":"did it at home"}]}]""");
        await board.CatchUpAsync();
        var change = (await board.EventsAsync())[^1];
        Assert.Equal((BoardEventSource.HandEdit, "bob", "did it at home"), (change.Source, change.Agent, change.Details));
        Assert.Equal(("PENDING", "COMPLETED"), (change.FromStatus ?? "PENDING", change.ToStatus));
    }

    [Fact]
    public async Task An_old_entry_that_comes_back_makes_nobody_the_author()
    {
        await using var board = await _rig.OpenAsync("[]\n", new BoardOptions { HistoryKept = 1 });
        await board.AddAsync(new TaskDraft("x") { Id = A }, "planner");
        await board.ClaimAsync(A, "agent-1");
        var read = _rig.Text;
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await board.NoteAsync(A, "first", "agent-1");
        await board.NoteAsync(A, "second", "agent-1");
        var revision = await board.History.LastRevisionAsync();
        _rig.SaveByRename(read.Replace("\"title\": \"x\"", "\"title\": \"saved late\"", StringComparison.Ordinal));
        await board.CatchUpAsync();
        var saved = await board.EventsAsync(new EventFilter { AfterRevision = revision, Task = "a" });
        Assert.NotEmpty(saved);
        Assert.All(saved, e => Assert.Equal((null, BoardEventSource.HandEdit, false), (e.Agent, e.Source, e.Details?.StartsWith("claimed", StringComparison.Ordinal) ?? false)));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task An_old_version_restored_is_recorded_and_not_repaired()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(Enumerable.Range(1, 6).Select(i => new TaskDraft($"{i}") { Id = TaskId.Parse($"t{i}") }).ToArray(), "planner");
        var old = _rig.Text;
        for (var i = 1; i <= 4; i++)
        {
            await board.CompleteAsync(TaskId.Parse($"t{i}"), "done", "agent-1");
        }

        _rig.SaveByRename(old);
        await board.CatchUpAsync();
        Assert.Equal(old, _rig.Text);
        var back = await board.EventsAsync(new EventFilter { AfterRevision = 5 });
        var conflicts = back.Where(e => e.Event == BoardEventKind.Conflict).ToArray();
        Assert.Equal(["t1", "t2", "t3", "t4"], conflicts.Select(e => e.Task!));
        back.RemoveAll(e => e.Event is BoardEventKind.Conflict or BoardEventKind.FinishedWorkRemoved);
        Assert.Equal(4, back.Count);
        Assert.All(back, e => Assert.Equal((BoardEventSource.HandEdit, "COMPLETED", "PENDING"), (e.Source, e.FromStatus, e.ToStatus)));
        Assert.All(back, e => Assert.Contains("revision 1", e.Details, StringComparison.Ordinal));
        Assert.Equal(2, (await board.ClaimAsync(TaskId.Parse("t1"), "agent-2")).Handle.Attempt);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Tasks_that_an_old_version_does_not_know_do_not_go_in_silence()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync(Enumerable.Range(1, 6).Select(i => new TaskDraft($"{i}") { Id = TaskId.Parse($"t{i}") }).ToArray(), "planner");
        var old = _rig.Text;
        for (var i = 1; i <= 5; i++)
        {
            await board.CompleteAsync(TaskId.Parse($"t{i}"), "done", "agent-1");
        }

        var added = await board.AddAsync(new TaskDraft("added later") { Id = A }, "planner");
        foreach (var saved in new[] { old.Replace("\"title\": \"6\"", "\"title\": \"six\"", StringComparison.Ordinal), old })
        {
            _rig.SaveByRename(saved);
            await board.CatchUpAsync();
            Assert.Null(await board.FindAsync(A));
            Assert.Equal(["DELETED a -", "CONFLICT a -"], (await board.StoryAsync(added.Revision)).Where(e => e.Contains(" a ", StringComparison.Ordinal)));
            Assert.Contains("added later", (await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict }))[^1].Details, StringComparison.Ordinal);
            added = await board.AddAsync(new TaskDraft("added later") { Id = A }, "planner");
        }

        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_agents_added_or_did_goes_from_a_board_without_times_not_in_silence()
    {
        const string Read = """[{"id":"a","title":"made by hand"},{"id":"b","title":"too"}]""";
        await using var board = await _rig.OpenAsync(Read);
        await board.CatchUpAsync();
        await board.AddAsync(new TaskDraft("added") { Id = TaskId.Parse("c") }, "planner");
        await board.CompleteAsync(TaskId.Parse("b"), "done", "agent-1");
        var last = await board.History.LastRevisionAsync();
        _rig.SaveByRename("""[{"id":"a","title":"made by hand"},{"id":"z","title":"new"}]""");
        await board.CatchUpAsync();
        Assert.Equal(["DELETED b -", "DELETED c -", "CREATED z -", "CONFLICT b -", "CONFLICT c -"], await board.StoryAsync(last));
        Assert.Equal(
            [
                "task b was changed later than anything else in the text that was saved, and is not in it; it is deleted.",
                "task c was added later than anything else in the text that was saved, and is not in it; it is deleted.",
            ],
            (await board.EventsAsync(new EventFilter { Event = BoardEventKind.Conflict })).Select(e => e.Details!.Split(" It was:")[0]));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_task_that_is_taken_off_by_somebody_who_knew_it_is_no_conflict()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"made by hand"},{"id":"b","title":"too"}]""");
        await board.CompleteAsync(TaskId.Parse("b"), "done", "agent-1");
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await board.NoteAsync(TaskId.Parse("a"), "later", "agent-1");
        var last = await board.History.LastRevisionAsync();
        var tasks = System.Text.Json.Nodes.JsonNode.Parse(_rig.Text)!.AsArray();
        tasks.RemoveAt(1);
        _rig.SaveByRename(tasks.ToJsonString());
        await board.CatchUpAsync();
        Assert.Equal(["DELETED b -"], await board.StoryAsync(last));
    }

    [Fact]
    public async Task Older_text_saved_takes_nothing_back_and_keeps_what_its_author_wrote()
    {
        await using var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }, new TaskDraft("y") { Id = TaskId.Parse("b") }], "planner");
        var read = _rig.Text;
        var claim = await board.ClaimAsync(A, "agent-1");
        await claim.CompleteAsync("acknowledged");
        _rig.SaveByRename(read.Replace("\"title\": \"x\"", "\"title\": \"renamed meanwhile\"", StringComparison.Ordinal));
        await board.CatchUpAsync();
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.Completed, "acknowledged", "renamed meanwhile"), (task.State, task.Result?.Summary, task.Title));
        Assert.Contains("CONFLICT a -", await board.StoryAsync());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_task_with_a_mistake_is_held_and_everything_else_goes_on()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x","status":"DOEN"},{"id":"b","title":"y"}]""");
        var refused = await Assert.ThrowsAsync<TaskHeldException>(() => board.ClaimAsync(A, "agent-1"));
        Assert.Equal(1, Assert.Single(refused.Problems).Line);
        Assert.Equal("b", (await board.TryClaimNextAsync("agent-1"))!.Handle.Task.Value);
        await board.AssertSoundAsync();
        _rig.SaveByRename(_rig.Text.Replace("DOEN", "PENDING", StringComparison.Ordinal));
        Assert.Equal("a", (await board.TryClaimNextAsync("agent-2"))!.Handle.Task.Value);
    }

    [Fact]
    public async Task A_broken_save_stops_changes_and_is_never_overwritten()
    {
        await using var board = await _rig.OpenAsync("""[{"id":"a","title":"x"}]""");
        _rig.SaveByRename("[{\"id\":");
        var refused = await Assert.ThrowsAsync<BoardUnreadableException>(() => board.ClaimAsync(A, "agent-1"));
        Assert.Equal(1, Assert.Single(refused.Problems).Line);
        Assert.Equal("[{\"id\":", _rig.Text);
        var lastGood = await board.ReadAsync();
        Assert.Equal((false, "x"), (lastGood.Readable, lastGood.Tasks[0].Title));
        _rig.SaveByRename("""[{"id":"a","title":"mended"}]""");
        Assert.Equal("mended", (await board.ClaimAsync(A, "agent-1")).Task.Title);
        await board.AssertSoundAsync();
    }

    private IReadOnlyList<TaskBoard.History.CommitRecord> Commits()
    {
        var journals = new TaskBoard.History.SqliteJournalStore(_rig.Paths.History, _rig.Disk, () => BoardMode.Local, static () => Durability.Flushed, static _ => { });
        using var reader = journals.OpenReader()!;
        return reader.Commits(1, 100);
    }
}
