using System.Text.Json.Nodes;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>The last change of an agent taken back, where nothing later touched the same.</summary>
public sealed class UndoTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly TaskId B = TaskId.Parse("b");
    private static readonly ClaimOptions s_short = new() { RenewedElsewhere = true };

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_edit_is_taken_back_whatever_others_did_elsewhere_and_comes_back_by_undoing_again()
    {
        await using var board = await OpenAsync();
        await board.EditAsync(A, new TaskEdit { Title = "renamed", AddLabels = ["l"] }, "agent-1");
        await board.EditAsync(A, new TaskEdit { Priority = TaskPriority.High }, "agent-2");
        await board.NoteAsync(B, "elsewhere", "agent-2");

        var undone = await board.UndoAsync("agent-1");
        var task = await board.TaskAsync("a");
        Assert.Equal(("x", 0, TaskPriority.High), (task.Title, task.Labels.Count, task.Priority));
        Assert.Equal(["RESTORED a agent-1"], await board.StoryAsync(afterRevision: 4));
        Assert.StartsWith("undid revision 2: ", Assert.Single(undone.Events).Details, StringComparison.Ordinal);
        Assert.Equal(["UPDATED", "UPDATED", "RESTORED"], task.History.Select(e => e.Event));

        await board.UndoAsync("agent-1");
        task = await board.TaskAsync("a");
        Assert.Equal(("renamed", ["l"], TaskPriority.High), (task.Title, task.Labels, task.Priority));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_was_overwritten_since_is_told_with_revision_agent_and_property()
    {
        await using var board = await OpenAsync();
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "agent-1");
        await board.EditAsync(A, new TaskEdit { Title = "again" }, "agent-2");
        _rig.SaveByRename(_rig.Text.Replace("again", "by hand", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<UndoRefusedException>(() => board.UndoAsync("agent-1"));

        Assert.Equal((BoardErrorCodes.UndoRefused, BoardErrorKind.Refused, 2L), (refused.Code, refused.Kind, refused.Revision));
        Assert.Equal([(3L, "agent-2", "a", "title"), (4L, null, "a", "title")], refused.Obstacles.Select(o => (o.Revision!.Value, o.Agent, o.Task, o.Properties.Single())));
        Assert.Contains("revision 3 by agent-2 changed title of task 'a' since; revision 4, a hand edit, changed title of task 'a' since", refused.Message, StringComparison.Ordinal);
        Assert.Equal("by hand", (await board.TaskAsync("a")).Title);
    }

    [Fact]
    public async Task A_completion_is_taken_back_and_its_claim_goes_on()
    {
        await using var board = await OpenAsync();
        await board.ClaimAsync(A, "agent-1", s_short);
        await board.CompleteAsync(new ClaimHandle(A, 1), "too early", "agent-1");

        var undone = await board.UndoAsync("agent-1");

        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.InProgress, "agent-1", 1, null), (task.State, task.AssignedTo, task.Attempts, task.Result));
        Assert.Equal("a#1 is in the hands of agent-1 again, with a fresh lease.", Assert.Single(undone.Warnings));
        await board.CompleteAsync(new ClaimHandle(A, 1), "now", "agent-1");
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_claim_is_taken_back_and_its_number_is_not()
    {
        await using var board = await OpenAsync();
        await board.ClaimAsync(A, "agent-1", s_short);
        await board.UndoAsync("agent-1");
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.Pending, null, 1), (task.State, task.AssignedTo, task.Attempts));
        await Assert.ThrowsAsync<ClaimLostException>(() => board.CompleteAsync(new ClaimHandle(A, 1), "late", "agent-1"));
        Assert.Equal("a#2", (await board.ClaimAsync(A, "agent-2", s_short)).Handle.ToString());

        // Where a task stands is one: that somebody else has it by now is in the way.
        var refused = await Assert.ThrowsAsync<UndoRefusedException>(() => board.UndoAsync("agent-1"));
        Assert.Equal((4L, "agent-2"), (refused.Obstacles[0].Revision, refused.Obstacles[0].Agent));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task That_a_lease_had_ended_is_the_clocks_doing_and_stays()
    {
        await using var board = await OpenAsync();
        await board.ClaimAsync(A, "agent-1", s_short);
        _rig.Processes.Later += TimeSpan.FromHours(1);
        _rig.Clock.Advance(TimeSpan.FromHours(1));
        await board.ClaimAsync(A, "agent-2", s_short);
        await board.UndoAsync("agent-2");
        var task = await board.TaskAsync("a");
        Assert.Equal((TaskState.Pending, null, 2, 1), (task.State, task.AssignedTo, task.Attempts, task.Failures));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Added_tasks_go_unless_others_name_them_or_worked_on_them()
    {
        await using var board = await OpenAsync();
        await board.PlanAsync(new TaskPlan([new PlannedTask("p", new TaskDraft("p")), new PlannedTask("c", new TaskDraft("c") { DependsOn = [TaskId.Parse("p")] })]), "planner");
        await board.UndoAsync("planner");
        Assert.Equal(["a", "b"], (await board.ReadAsync()).Tasks.Select(t => t.Id.Value));

        await board.AddAsync(new TaskDraft("n") { Id = TaskId.Parse("n") }, "planner");
        await board.EditAsync(A, new TaskEdit { AddDependsOn = [TaskId.Parse("n")] }, "lead");
        var named = await Assert.ThrowsAsync<UndoRefusedException>(() => board.UndoAsync("planner"));
        Assert.Contains("other tasks name task 'n' by now: a (depends on it)", named.Message, StringComparison.Ordinal);
        await board.EditAsync(A, new TaskEdit { RemoveDependsOn = [TaskId.Parse("n")] }, "lead");
        await board.NoteAsync(TaskId.Parse("n"), "hm", "lead");
        Assert.Equal((7L, "lead"), (await Assert.ThrowsAsync<UndoRefusedException>(() => board.UndoAsync("planner"))).Obstacles.Select(o => (o.Revision!.Value, o.Agent)).Single());
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_removed_task_comes_back_to_its_place_unless_its_id_was_given_again()
    {
        await using var board = await OpenAsync();
        await board.RemoveAsync(A, "lead");
        await board.UndoAsync("lead");
        Assert.Equal(["a", "b"], (await board.ReadAsync()).Tasks.Select(t => t.Id.Value));
        await board.RemoveAsync(A, "lead");
        _rig.SaveByRename("""[{"id":"a","title":"another"},{"id":"b","title":"y"}]""");
        await Assert.ThrowsAsync<UndoRefusedException>(() => board.UndoAsync("lead"));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_restoration_is_taken_back()
    {
        await using var board = await OpenAsync();
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "agent-1");
        await board.RemoveAsync(B, "agent-1");
        await board.AddAsync(new TaskDraft("later") { Id = TaskId.Parse("c") }, "agent-1");
        var before = Plain(await board.ReadAsync());
        await board.RestoreAsync(1, "lead");
        await board.UndoAsync("lead");

        Assert.Equal(before, Plain(await board.ReadAsync()));
        Assert.Equal(["UPDATED", "RESTORED"], (await board.TaskAsync("a")).History.Select(e => e.Event));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Who_changed_nothing_has_nothing_to_undo()
    {
        await using var board = await OpenAsync();
        await board.RegisterAsync(new AgentRegistration(), "agent-1");
        var refused = await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.UndoAsync("agent-1"));
        Assert.Contains("no change by agent-1 that could be undone", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_key_makes_it_happen_once()
    {
        await using var board = await OpenAsync();
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "agent-1");
        var by = new ChangeBy("agent-1") { RequestKey = "k" };
        await board.UndoAsync(by);
        Assert.True((await board.UndoAsync(by)).AlreadyDone);
        Assert.Equal("x", (await board.TaskAsync("a")).Title);
    }

    [Fact]
    public async Task A_preview_tells_what_undoing_then_does_and_changes_nothing()
    {
        await using var board = await OpenAsync();
        await board.ClaimAsync(A, "agent-1", s_short);
        await board.PlanAsync(new TaskPlan([new PlannedTask("p", new TaskDraft("p"))]), "planner");
        await board.RestoreAsync(1, "lead");
        var text = _rig.Text;

        var preview = await board.PreviewUndoAsync("lead");

        Assert.Equal((4, text, 4), (preview.Revision, _rig.Text, await board.History.LastRevisionAsync()));
        Assert.Equal(["a#1 is in the hands of agent-1 again, with a fresh lease."], preview.Warnings);
        var undone = await board.UndoAsync("lead");
        Assert.Equal(preview.Warnings, undone.Warnings);
        Assert.Equal(
            undone.Events.Select(e => (e.Task, e.FromStatus, e.ToStatus, Fields(e.Changes))),
            preview.Differences.Select(d => (d.Task, d.FromStatus, d.ToStatus, Fields(d.Changes))));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task A_preview_is_refused_as_undoing_would_be_also_for_a_hand_edit_that_is_not_on_record()
    {
        await using var board = await OpenAsync();
        await Assert.ThrowsAsync<RevisionNotFoundException>(() => board.PreviewUndoAsync("agent-1"));
        await board.EditAsync(A, new TaskEdit { Title = "renamed" }, "agent-1");
        _rig.SaveByRename(_rig.Text.Replace("renamed", "by hand", StringComparison.Ordinal));
        Assert.Equal("title", (await Assert.ThrowsAsync<UndoRefusedException>(() => board.PreviewUndoAsync("agent-1"))).Obstacles.Single().Properties.Single());
        _rig.Text = "[{";
        await Assert.ThrowsAsync<BoardUnreadableException>(() => board.UndoAsync("agent-1"));
        Assert.Contains("nothing can be undone until it is mended", Assert.Single((await board.PreviewUndoAsync("agent-1")).Warnings), StringComparison.Ordinal);
    }

    /// <summary>The properties that differ; those of a task that comes or goes have their values in the board.</summary>
    private static string Fields(string? changes) => string.Join(' ', JsonNode.Parse(changes!)!.AsObject().Select(p => p.Key).Order());

    private Task<Board> OpenAsync() => _rig.OpenAsync("""[{"id":"a","title":"x"},{"id":"b","title":"y"}]""");

    /// <summary>The board without what only says what happened.</summary>
    private static string Plain(BoardSnapshot snapshot)
    {
        var tasks = JsonNode.Parse(snapshot.ToJson())!.AsArray();
        foreach (var task in tasks)
        {
            task!.AsObject().Remove("history");
            task.AsObject().Remove("updated_at");
        }

        return tasks.ToJsonString();
    }
}
