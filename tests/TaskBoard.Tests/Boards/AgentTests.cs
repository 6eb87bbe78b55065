using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Agents say who they are, that they live and that they leave.</summary>
public sealed class AgentTests : IDisposable
{
    private static readonly TaskId A = TaskId.Parse("a");
    private static readonly TaskId B = TaskId.Parse("b");

    private readonly BoardRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_agent_says_who_it_is_and_again_only_what_has_changed()
    {
        await using var board = await BoardAsync();
        var change = await board.RegisterAsync(new AgentRegistration { Persona = "implementer", Role = "parser", WorkingDirectory = "/src" }, "agent-1");
        Assert.Equal((1, false), (change.Revision, change.AlreadyDone));
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await board.RegisterAsync(new AgentRegistration { Focus = "headers" }, "agent-1")).AlreadyDone);
        Assert.True((await board.RegisterAsync(new AgentRegistration { Focus = "headers" }, "agent-1")).AlreadyDone);

        var agent = Assert.Single(await board.AgentsAsync());
        Assert.Equal(("agent-1", "implementer", "parser", "headers", "/src"), (agent.Id, agent.Persona, agent.Role, agent.Focus, agent.WorkingDirectory));
        Assert.Equal((_rig.Processes.Self.Host, _rig.Processes.Self.Pid), (agent.Host, agent.ProcessId));
        Assert.Equal((_rig.Clock.GetUtcNow().AddMinutes(-1), _rig.Clock.GetUtcNow()), (agent.RegisteredAt, agent.LastHeartbeat));
        Assert.Equal(
            ["1 AGENT_REGISTERED agent agent-1 registered: persona implementer, role parser, in /src", "1 AGENT_REGISTERED agent agent-1 registered: persona implementer, role parser, focus headers, in /src"],
            (await board.EventsAsync()).Where(e => e.Task is null && e.Changes is null).Select(e => $"{e.Revision} {e.Event} {e.Source} {e.Agent} {e.Details}"));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Whoever_claims_is_registered_by_it_and_every_change_is_a_sign_of_life()
    {
        await using var board = await BoardAsync();
        await board.NoteAsync(A, "look here", "anna");
        Assert.Empty(await board.AgentsAsync());
        await board.ClaimAsync(A, "agent-1");
        _rig.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(AgentStatus.Lost, Assert.Single(await board.AgentsAsync()).Status);
        await board.NoteAsync(B, "found", "agent-1");
        var agent = Assert.Single(await board.AgentsAsync());
        Assert.Equal((AgentStatus.Active, _rig.Clock.GetUtcNow()), (agent.Status, agent.LastHeartbeat));
        Assert.Equal([A], agent.Tasks);
        Assert.Equal(["ASSIGNED a agent-1", "UPDATED b agent-1"], await board.StoryAsync(2));
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Of_changes_close_together_the_first_is_the_sign_of_life()
    {
        await using var board = await BoardAsync();
        await board.ClaimAsync(A, "agent-1");
        var claimed = _rig.Clock.GetUtcNow();
        foreach (var (step, seen) in new[] { (200, 0), (50, 250), (249, 250), (-3000, -2501) })
        {
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(step));
            await board.NoteAsync(A, $"after {step}", "agent-1");
            Assert.Equal(claimed.AddMilliseconds(seen), Assert.Single(await board.AgentsAsync()).LastHeartbeat);
        }
    }

    [Fact]
    public async Task A_heartbeat_renews_all_that_an_agent_has_in_hand_and_says_what_it_is_at()
    {
        await using var board = await BoardAsync();
        await board.ClaimAsync(A, "agent-1");
        await board.ClaimAsync(B, "agent-1");
        var (file, events) = (_rig.Disk.Stat(_rig.Paths.Board), (await board.EventsAsync()).Count);
        for (var i = 1; i <= 3; i++)
        {
            _rig.Clock.Advance(TimeSpan.FromMinutes(10));
            _rig.Processes.Later = i * TimeSpan.FromMinutes(10);
            Assert.Equal([A, B], (await board.HeartbeatAsync("agent-1", i == 2 ? "half way" : null)).Tasks);
        }

        Assert.Null(await board.TryClaimNextAsync("agent-2"));
        Assert.Equal(("half way", AgentStatus.Active), Assert.Single(await board.AgentsAsync()) is { } agent ? (agent.Note, agent.Status) : default);
        await board.HeartbeatAsync("agent-1", "");
        Assert.Null(Assert.Single(await board.AgentsAsync()).Note);
        Assert.Equal((file, events), (_rig.Disk.Stat(_rig.Paths.Board), (await board.EventsAsync()).Count));
    }

    [Fact]
    public async Task Who_leaves_gives_back_all_it_has_in_one_change_and_comes_back_by_claiming()
    {
        await using var board = await BoardAsync();
        await board.RegisterAsync(new AgentRegistration { Role = "parser" }, "agent-1");
        await board.ClaimAsync(A, "agent-1");
        await board.ClaimAsync(B, "agent-1");
        var change = await board.DeregisterAsync("agent-1");
        Assert.Equal((4, "a b"), (change.Revision, string.Join(' ', change.Tasks)));
        Assert.Equal(["STATUS_CHANGED a agent-1", "STATUS_CHANGED b agent-1", "AGENT_GONE . agent-1"], change.Events.Select(e => $"{e.Event} {e.Task ?? "."} {e.Agent}"));
        Assert.Equal(AgentStatus.Gone, Assert.Single(await board.AgentsAsync()).Status);
        Assert.True((await board.DeregisterAsync("agent-1")).AlreadyDone);
        await board.NoteAsync(A, "by the way", "agent-1");
        Assert.Equal(AgentStatus.Gone, Assert.Single(await board.AgentsAsync()).Status);
        await board.ClaimAsync(A, "agent-1");
        Assert.Equal((AgentStatus.Active, null), Assert.Single(await board.AgentsAsync()) is { } back ? (back.Status, back.Role) : default);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task Registering_beside_changes_in_one_turn_numbers_no_revision_twice()
    {
        await using var board = await BoardAsync();
        for (var i = 0; i < 10; i++)
        {
            await Task.WhenAll(Enumerable.Range(0, 6).Select(j => j % 2 == 0
                ? board.RegisterAsync(new AgentRegistration { Focus = $"{i}" }, $"agent-{j}")
                : board.AddAsync(new TaskDraft($"{i} {j}"), $"agent-{j}")));
        }

        Assert.Equal(31, await board.History.LastRevisionAsync());
        Assert.Equal(3, (await board.AgentsAsync()).Count);
        await board.AssertSoundAsync();
    }

    [Fact]
    public async Task What_is_no_line_is_refused()
    {
        await using var board = await BoardAsync();
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.RegisterAsync(new AgentRegistration { Role = "a\nb" }, "agent-1"));
        await Assert.ThrowsAsync<InvalidRequestException>(() => board.HeartbeatAsync("agent-1", "a\u001bb"));
        Assert.Empty(await board.AgentsAsync());
    }

    private async Task<Board> BoardAsync()
    {
        var board = await _rig.OpenAsync("[]\n");
        await board.AddAsync([new TaskDraft("x") { Id = A }, new TaskDraft("y") { Id = B }], "planner");
        return board;
    }
}
