using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>What every board does, wherever it is kept. Each test leaves a history that fits the file.</summary>
public abstract class BoardContract : IAsyncLifetime
{
    private protected static readonly TaskId A = TaskId.Parse("a");
    private protected static readonly TaskId B = TaskId.Parse("b");
    private protected static readonly TaskId C = TaskId.Parse("c");

    private protected ManualClock Clock { get; } = new();

    private protected Board Board { get; private set; } = null!;

    public async Task InitializeAsync() => Board = await CreateAsync(new BoardOptions { TimeProvider = Clock, RetryDelay = TimeSpan.FromMinutes(1) });

    public async Task DisposeAsync()
    {
        await Board.AssertSoundAsync();
        await Board.DisposeAsync();
    }

    private protected abstract Task<Board> CreateAsync(BoardOptions options);

    private protected Task<BoardChange> AddAsync(string id, params string[] dependsOn) => Board.AddAsync(
        new TaskDraft($"Task {id}") { Id = TaskId.Parse(id), DependsOn = dependsOn.Select(TaskId.Parse).ToValueList() }, "planner");

    [Fact]
    public async Task Tasks_are_added_all_or_none()
    {
        var change = await Board.AddAsync([new TaskDraft("one") { Id = A, DependsOn = [B] }, new TaskDraft("two") { Id = B }], "planner");
        Assert.Equal([A, B], change.Tasks);
        Assert.Equal(1, change.Revision);
        await Assert.ThrowsAsync<TaskExistsException>(() => Board.AddAsync([new TaskDraft("new") { Id = C }, new TaskDraft("taken") { Id = A }], "planner"));
        Assert.Equal([A, B], (await Board.ReadAsync()).Tasks.Select(t => t.Id));
        Assert.Equal(["CREATED a planner", "CREATED b planner"], await Board.StoryAsync());
    }

    [Fact]
    public async Task A_plan_is_added_all_or_none_with_an_event_for_each_task()
    {
        await AddAsync("a");
        var plan = new TaskPlan([new PlannedTask("two", new TaskDraft("two") { DependsOn = [TaskId.Parse("one")] }), new PlannedTask("one", new TaskDraft("one") { DependsOn = [A] })]);
        await Assert.ThrowsAsync<InvalidPlanException>(() => Board.PlanAsync(plan with { Tasks = [plan.Tasks[0]] }, "planner"));

        var preview = await Board.PreviewAsync(plan, "planner");
        Assert.Equal(["two", "one"], preview.Keys.Select(k => k.Key));
        Assert.Equal((3, 1), (preview.Snapshot.Tasks.Count, (await Board.ReadAsync()).Tasks.Count));
        Assert.Empty(preview.Ready);

        var change = await Board.PlanAsync(plan, "planner");
        Assert.Equal(change.Tasks, change.Keys.Select(k => k.Value));
        Assert.Equal(["CREATED", "CREATED"], change.Events.Select(e => e.Event));
        Assert.Equal(change.Tasks[1].Value, Assert.Single(change.Task!.DependsOn));
    }

    [Fact]
    public async Task An_id_that_nobody_chose_is_new_and_short()
    {
        var ids = new HashSet<TaskId>();
        for (var i = 0; i < 20; i++)
        {
            var id = (await Board.AddAsync(new TaskDraft("x"), "planner")).Task!.Id;
            Assert.InRange(id.Value.Length, 4, 12);
            Assert.True(ids.Add(id));
        }
    }

    [Fact]
    public async Task The_next_task_is_the_most_urgent_ready_one_and_nobody_gets_it_twice()
    {
        await AddAsync("a");
        await Board.AddAsync(new TaskDraft("urgent") { Id = B, Priority = TaskPriority.Critical }, "planner");
        await AddAsync("c", "b");
        var first = await Board.TryClaimNextAsync("agent-1");
        var second = await Board.TryClaimNextAsync("agent-2");
        Assert.Equal(new ClaimHandle(B, 1), first!.Handle);
        Assert.Equal(new ClaimHandle(A, 1), second!.Handle);
        Assert.Null(await Board.TryClaimNextAsync("agent-3"));
        Assert.Equal((TaskState.InProgress, "agent-1", 1), (first.Task.State, first.Task.AssignedTo, first.Task.Attempts));
        Assert.Equal([C], (await first.CompleteAsync("done")).Ready);
        Assert.Equal(C, (await Board.TryClaimNextAsync("agent-3"))!.Handle.Task);
    }

    [Fact]
    public async Task A_claim_by_id_says_what_is_in_the_way_and_can_override_it()
    {
        await AddAsync("a");
        await AddAsync("b", "a");
        var refused = await Assert.ThrowsAsync<TaskNotReadyException>(() => Board.ClaimAsync(B, "agent-1"));
        Assert.Contains("a", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        await Board.ClaimAsync(B, "agent-1", new ClaimOptions { Override = true });
        var lost = await Assert.ThrowsAsync<ClaimLostException>(() => Board.ClaimAsync(B, "agent-2"));
        Assert.Equal("agent-1", lost.HeldBy);
        await Assert.ThrowsAsync<TaskNotFoundException>(() => Board.ClaimAsync(C, "agent-2"));
    }

    [Fact]
    public async Task A_parent_is_ready_when_its_subtasks_are_and_its_dependencies_hold_them_back_too()
    {
        await AddAsync("a");
        await AddAsync("b", "a");
        await Board.AddAsync(new TaskDraft("part") { Id = C, Parent = B }, "planner");
        Assert.Equal(A, (await Board.TryClaimNextAsync("agent-1"))!.Handle.Task);
        Assert.Null(await Board.TryClaimNextAsync("agent-2"));
        Assert.Equal([C], (await Board.CompleteAsync(A, "", "agent-1")).Ready);
        Assert.Equal([B], (await Board.CompleteAsync(C, "", "agent-2")).Ready);
        var standing = Board.StandingOf(await Board.ReadAsync());
        Assert.True(standing[B].Ready);
    }

    [Fact]
    public async Task A_task_meant_for_somebody_goes_to_nobody_else()
    {
        await Board.AddAsync(new TaskDraft("for agent-2") { Id = A, AssignedTo = "agent-2" }, "planner");
        await Board.AddAsync(new TaskDraft("for reviewers") { Id = B, Persona = "reviewer" }, "planner");
        Assert.Null(await Board.TryClaimNextAsync("agent-1"));
        Assert.Equal(B, (await Board.TryClaimNextAsync("agent-1", new ClaimOptions { Persona = "reviewer" }))!.Handle.Task);
        Assert.Equal(A, (await Board.TryClaimNextAsync("agent-2"))!.Handle.Task);
    }

    [Fact]
    public async Task A_reserved_task_is_started_reported_on_and_completed()
    {
        await AddAsync("a");
        var claim = await Board.TryClaimNextAsync("agent-1", new ClaimOptions { Hold = true });
        Assert.Equal(TaskState.Claimed, claim!.Task.State);
        await Assert.ThrowsAsync<TransitionRefusedException>(() => claim.CompleteAsync("too soon"));
        await claim.StartAsync();
        await claim.ReportProgressAsync(40, "half of it");
        await Board.NoteAsync(A, "look at page 3", "person");
        var done = await claim.CompleteAsync(new TaskResult("works") { Evidence = """{"tests":12}""", Artifacts = ["a.cs"] });
        Assert.Equal((TaskState.Completed, "works"), (done.Task!.State, done.Task.Result!.Summary));
        Assert.Equal(["half of it", "look at page 3"], done.Task.Notes.Select(n => n.Text));
        Assert.Equal(
            ["CREATED a planner", "ASSIGNED a agent-1", "STATUS_CHANGED a agent-1", "UPDATED a agent-1", "UPDATED a person", "STATUS_CHANGED a agent-1"],
            await Board.StoryAsync());
    }

    [Fact]
    public async Task A_task_that_nobody_holds_is_claimed_and_completed_in_one_change()
    {
        await AddAsync("a");
        Assert.Equal((TaskState.Completed, 1), ((await Board.CompleteAsync(A, "done", "person")).Task!.State, (await Board.FindAsync(A))!.Attempts));
    }

    [Fact]
    public async Task A_failed_task_rests_comes_again_and_fails_for_good_when_its_attempts_are_used_up()
    {
        await Board.AddAsync(new TaskDraft("shaky") { Id = A, MaxAttempts = 2 }, "planner");
        await (await Board.TryClaimNextAsync("agent-1"))!.FailAsync("no network");
        Assert.Null(await Board.TryClaimNextAsync("agent-1"));
        Clock.Advance(TimeSpan.FromMinutes(3));
        var second = await Board.TryClaimNextAsync("agent-2");
        Assert.Equal(new ClaimHandle(A, 2), second!.Handle);
        Assert.Equal(TaskState.Failed, (await second.FailAsync("no network either")).Task!.State);
        await Board.RetryAsync(A, "person");
        Assert.Equal((TaskState.Pending, 0), ((await Board.FindAsync(A))!.State, (await Board.FindAsync(A))!.Failures));
        Assert.Equal(TaskState.Failed, (await (await Board.ClaimAsync(A, "agent-1")).FailAsync("hopeless", retry: false)).Task!.State);
    }

    [Fact]
    public async Task A_released_task_costs_no_attempt_and_a_late_writer_is_recognised()
    {
        await AddAsync("a");
        var first = await Board.ClaimAsync(A, "agent-1");
        await first.ReleaseAsync();
        var second = await Board.ClaimAsync(A, "agent-1");
        Assert.Equal(2, second.Handle.Attempt);
        Assert.Equal(0, second.Task.Failures);
        var before = await Board.History.LastRevisionAsync();
        await Assert.ThrowsAsync<ClaimLostException>(() => Board.CompleteAsync(first.Handle, "from the past", "agent-1"));
        await Assert.ThrowsAsync<ClaimLostException>(() => Board.ReportProgressAsync(second.Handle, 1, null, "agent-2"));
        Assert.Equal(before, await Board.History.LastRevisionAsync());
    }

    [Fact]
    public async Task Doing_again_what_was_done_succeeds_and_changes_nothing()
    {
        await AddAsync("a");
        var claim = await Board.ClaimAsync(A, "agent-1");
        await claim.ReportProgressAsync(10, "begun");
        Assert.True((await claim.ReportProgressAsync(10, "begun")).AlreadyDone);
        await claim.CompleteAsync("done");
        var revision = await Board.History.LastRevisionAsync();
        var again = await Board.CompleteAsync(claim.Handle, "done", "agent-1");
        Assert.Equal((true, revision), (again.AlreadyDone, again.Revision));
        Assert.Empty(again.Events);
        await Board.CancelAsync(await AddedAsync("b"), "person");
        Assert.True((await Board.CancelAsync(B, "person")).AlreadyDone);
        Assert.Equal(revision + 2, await Board.History.LastRevisionAsync());
    }

    [Fact]
    public async Task Tasks_are_cancelled_reopened_edited_and_removed()
    {
        await AddAsync("a");
        await AddAsync("b", "a");
        await Board.CancelAsync(A, "person");
        await Assert.ThrowsAsync<TaskNotReadyException>(() => Board.ClaimAsync(B, "agent-1"));
        await Board.ReopenAsync(A, "person");
        await Board.EditAsync(A, new TaskEdit { Title = "New title", Priority = TaskPriority.Low, AddLabels = ["x"], Blocked = "waiting for a key" }, "person");
        Assert.Null(await Board.TryClaimNextAsync("agent-1"));
        var edited = (await Board.EditAsync(A, new TaskEdit { Blocked = "" }, "person")).Task!;
        Assert.Equal(("New title", TaskPriority.Low, null), (edited.Title, edited.Priority, edited.Blocked));
        await Assert.ThrowsAsync<TransitionRefusedException>(() => Board.RemoveAsync(A, "person"));
        await Board.EditAsync(B, new TaskEdit { RemoveDependsOn = [A] }, "person");
        await Board.RemoveAsync(A, "person");
        Assert.Null(await Board.FindAsync(A));
    }

    [Fact]
    public async Task A_retry_is_for_failed_tasks_alone()
    {
        await AddAsync("a");
        await Board.CompleteAsync(A, "done", "agent-1");
        var refused = await Assert.ThrowsAsync<TransitionRefusedException>(() => Board.RetryAsync(A, "person"));
        Assert.Equal(["reopen"], refused.Allowed);
        Assert.Equal(TaskState.Pending, (await Board.ReopenAsync(A, "person")).Task!.State);
        Assert.True((await Board.RetryAsync(A, "person")).AlreadyDone);
    }

    [Fact]
    public async Task What_claiming_would_give_can_be_looked_at_without_claiming()
    {
        Assert.Null(await Board.NextAsync("agent-1"));
        await AddAsync("a");
        await Board.AddAsync(new TaskDraft("urgent") { Id = B, Priority = TaskPriority.Critical }, "planner");
        var events = (await Board.EventsAsync()).Count;
        Assert.Equal((B, false), await NextAsync("agent-1"));
        Assert.Equal(events, (await Board.EventsAsync()).Count);
        var claim = (await Board.TryClaimNextAsync("agent-1"))!;
        Assert.Equal(B, claim.Handle.Task);
        Assert.Equal((A, false), await NextAsync("agent-1"));
        Assert.Equal((A, false), await NextAsync("agent-2"));
        await claim.DisposeAsync();
        Assert.Equal((B, false), await NextAsync("agent-2"));
        await Board.EditAsync(B, new TaskEdit { AssignedTo = "agent-1" }, "person");
        Assert.Equal((A, false), await NextAsync("agent-2"));

        async Task<(TaskId, bool)> NextAsync(string agent) => await Board.NextAsync(agent) is { } next ? (next.Task.Id, next.Resumed) : default;
    }

    [Fact]
    public async Task An_id_that_comes_back_does_not_bring_its_claim_numbers_back()
    {
        await AddAsync("a");
        var first = await Board.ClaimAsync(A, "agent-1");
        await first.ReleaseAsync();
        await Board.RemoveAsync(A, "person");
        await AddAsync("a");
        Assert.Equal(2, (await Board.ClaimAsync(A, "agent-1")).Handle.Attempt);
        await Assert.ThrowsAsync<ClaimLostException>(() => Board.CompleteAsync(first.Handle, "from the past", "agent-1"));
    }

    [Fact]
    public async Task A_dependency_that_closes_a_cycle_is_refused_and_spelled_out()
    {
        await AddAsync("a");
        await AddAsync("b", "a");
        var refused = await Assert.ThrowsAsync<DependencyCycleException>(() => Board.EditAsync(A, new TaskEdit { AddDependsOn = [B] }, "person"));
        Assert.Equal(refused.Cycle[0], refused.Cycle[^1]);
    }

    [Fact]
    public async Task Tasks_of_another_tool_come_with_all_their_properties()
    {
        var change = await Board.ImportAsync("""[{"id":"7","title":"T","status":"COMPLETED","weight":1.50},{"id":"7.1","parent":"7","title":"U"}]""", "other.json", "person");
        Assert.Equal(["7", "7.1"], change.Tasks.Select(t => t.Value));
        Assert.Contains("1.50", (await Board.TaskAsync("7")).Json, StringComparison.Ordinal);
        Assert.All(await Board.EventsAsync(), e => Assert.Equal(BoardEventSource.Import, e.Source));
        await Assert.ThrowsAsync<TaskExistsException>(() => Board.ImportAsync("""[{"id":"7","title":"again"}]""", "other.json", "person"));
    }

    [Fact]
    public async Task The_brief_of_a_claim_holds_what_came_out_of_the_tasks_before()
    {
        await AddAsync("a");
        await AddAsync("b", "a");
        await Board.CompleteAsync(A, "the magic number is 7", "agent-1");
        await Board.NoteAsync(B, "mind the endianness", "person");
        var brief = (await Board.TryClaimNextAsync("agent-2"))!.Brief;
        Assert.Equal((A, "the magic number is 7"), (Assert.Single(brief.Results).Task, brief.Results[0].Summary));
        Assert.Equal("mind the endianness", Assert.Single(brief.Notes).Text);
    }

    private async Task<TaskId> AddedAsync(string id) => (await AddAsync(id)).Tasks[0];
}
