using TaskBoard.TestKit;
using TaskBoard.Tests.Boards;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class HistoryViewsTests
{
    private static readonly string[] Views =
        ["tasks", "task_status", "task_dependencies", "claims", "lost_claims", "failures", "task_timeline", "agent_activity", "lead_times", "claim_waits", "rework"];

    [Fact]
    public async Task Every_view_tells_the_story_by_its_values()
    {
        await using var story = await StoryBoard.PlayedAsync();
        var text = string.Join("\n\n", Views.Select(v => $"{v}\n{RecordedBoard.Query(story.Database, QueryOf(v))}"));
        await Snapshot.Verify(text + "\n");
    }

    [Fact]
    public async Task A_claim_is_as_old_as_it_is_however_often_its_lease_was_renewed()
    {
        await using var story = await StoryBoard.InDirectoryAsync();
        await story.Board.AddAsync(new TaskDraft("Parse") { Id = TaskId.Parse("a") }, "planner");
        var claim = await story.Board.ClaimAsync(TaskId.Parse("a"), "agent-1", new ClaimOptions { Lease = TimeSpan.FromMinutes(10) });
        Assert.Equal("2026-11-21T09:00:00.000Z|2026-11-21T09:10:00.000Z", Status());
        story.Clock.Advance(TimeSpan.FromMinutes(4));
        await claim.ReportProgressAsync(null);
        Assert.Equal("2026-11-21T09:00:00.000Z|2026-11-21T09:14:00.000Z", Status());
        story.Clock.Advance(TimeSpan.FromMinutes(1));
        await claim.ReportProgressAsync(50, "half of it");
        Assert.Equal("2026-11-21T09:00:00.000Z|2026-11-21T09:15:00.000Z", Status());
        await claim.CompleteAsync("done");
        Assert.Equal("2026-11-21T09:00:00.000Z|NULL", Status());
        await story.Board.ReopenAsync(TaskId.Parse("a"), "reviewer");
        Assert.Equal("NULL|NULL", Status());

        string Status() => RecordedBoard.Query(story.Database, "SELECT claimed_at, lease_expires_at FROM task_status");
    }

    [Fact]
    public async Task A_lease_that_ended_is_the_failure_of_its_holder_and_the_next_claim_had_no_wait()
    {
        using var rig = new BoardRig();
        await using var board = await rig.OpenAsync("[]\n");
        await board.AddAsync(new TaskDraft("Parse") { Id = TaskId.Parse("a") }, "planner");
        rig.Clock.Advance(TimeSpan.FromSeconds(5));
        await board.ClaimAsync(TaskId.Parse("a"), "agent-1");
        rig.Clock.Advance(TimeSpan.FromHours(1));
        rig.Processes.Later = TimeSpan.FromHours(1);
        await board.TryClaimNextAsync("agent-2");

        Assert.Equal("agent-1|PENDING\nagent-2|PENDING", Query("SELECT agent_id, from_status FROM claims"));
        Assert.Equal("agent-1|lease expired (attempt 1 of agent-1)", Query("SELECT agent_id, details FROM failures"));
        Assert.Equal("a|2|1|1|0", Query("SELECT task_id, claims, failed, back_to_pending, reopened FROM rework"));
        Assert.Equal("agent-1|5.0\nagent-2|0.0", Query("SELECT agent_id, seconds FROM claim_waits ORDER BY claimed_at"));
        Assert.Equal("agent-1|1|1\nagent-2|1|0", Query("SELECT agent_id, claims, failed FROM agent_activity WHERE agent_id LIKE 'agent-%' ORDER BY agent_id"));

        string Query(string sql) => RecordedBoard.Query(rig.Paths.History, sql);
    }

    [Fact]
    public async Task Work_that_a_person_put_in_progress_by_hand_was_claimed_when_the_file_was_saved()
    {
        await using var story = await StoryBoard.InDirectoryAsync();
        await story.Board.AddAsync(new TaskDraft("Parse") { Id = TaskId.Parse("a") }, "planner");
        await story.SaveAsync(30, text => text.Replace("PENDING", "in-progress", StringComparison.Ordinal).Replace("\"assigned_to\": null", "\"assigned_to\": \"ann\"", StringComparison.Ordinal));
        Assert.Equal(
            "a|IN_PROGRESS|ann|2026-11-21T09:00:30.000Z|NULL",
            RecordedBoard.Query(story.Database, "SELECT task_id, status, assigned_agent_id, claimed_at, lease_expires_at FROM task_status"));
    }

    [ProgramFact("sqlite3")]
    public async Task The_sqlite3_program_reads_them_beside_an_open_board()
    {
        await using var story = await StoryBoard.PlayedAsync();
        foreach (var view in Views)
        {
            var run = await ProgramRun.Of("sqlite3", "-nullvalue", "NULL", $"file:{story.Database}?mode=ro", QueryOf(view));
            Assert.Equal(new ProgramRun(0, (RecordedBoard.Query(story.Database, QueryOf(view)) + "\n").TrimStart('\n'), ""), run);
        }

        await story.StepAsync(1, () => story.Board.AddAsync(new TaskDraft("More"), "planner"));
        Assert.True((await story.Board.History.VerifyAsync()).IsIntact);
    }

    private static string QueryOf(string view) => view == "tasks"
        ? "SELECT id, title, description, status, assigned_to, priority, persona, parent, attempts, created_at, updated_at, position FROM tasks"
        : $"SELECT * FROM {view}";
}
