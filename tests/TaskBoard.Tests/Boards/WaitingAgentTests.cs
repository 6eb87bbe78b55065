using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>Agents that wait for something to do say that they live.</summary>
public sealed class WaitingAgentTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly TimerClock _clock = new();

    [Fact]
    public async Task One_that_waits_never_counts_as_lost_until_it_waits_no_more()
    {
        await using var board = Opened();
        await board.RegisterAsync(new AgentRegistration(), "agent-1");
        await using (board.KeepAlive("agent-1"))
        {
            for (var minute = 1; minute <= 10; minute++)
            {
                await PassAsync(1);
                Assert.Equal((AgentStatus.Active, true), await StandingAsync(board, TimeSpan.FromMinutes(1)));
            }

            Assert.DoesNotContain((await board.Monitor.LookAsync(new MonitorOptions { Repair = true })).Findings, f => f.Code == MonitorCodes.AgentLost);
        }

        Assert.Equal(0, _clock.Waiting);
        _clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal((AgentStatus.Lost, false), await StandingAsync(board, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task One_that_was_silent_before_lives_as_soon_as_it_waits()
    {
        await using var board = Opened();
        await board.RegisterAsync(new AgentRegistration(), "agent-1");
        _clock.Advance(TimeSpan.FromMinutes(9));
        await board.Monitor.LookAsync(new MonitorOptions { Repair = true });
        await using var alive = board.KeepAlive("agent-1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => _clock.Waiting == 1, s_patience));
        Assert.Equal((AgentStatus.Active, true), await StandingAsync(board, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Nothing_that_it_has_in_hand_is_renewed_and_nothing_is_written_but_that_it_lives()
    {
        await using var board = Opened();
        await board.AddAsync(new TaskDraft("x"), "lead");
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true }))!;
        var (text, events) = ((await board.ReadAsync()).ToJson(), (await board.EventsAsync()).Count);
        await using var alive = board.KeepAlive("agent-1");
        await PassAsync(5);
        Assert.Equal(claim.Change.Lease!.ExpiresAt, board.StandingOf(await board.ReadAsync())[claim.Task.Id].LeaseExpiresAt);
        Assert.Equal((text, events), ((await board.ReadAsync()).ToJson(), (await board.EventsAsync()).Count));
        Assert.Equal((AgentStatus.Active, true), await StandingAsync(board, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task Of_one_that_is_not_registered_or_has_left_nothing_is_said()
    {
        await using var board = Opened();
        await using var alive = board.KeepAlive("agent-1");
        await PassAsync(2);
        Assert.Empty(await board.AgentsAsync());
        await board.RegisterAsync(new AgentRegistration(), "agent-1");
        await PassAsync(2);
        Assert.Equal((AgentStatus.Active, true), await StandingAsync(board, TimeSpan.FromMinutes(1)));
        await board.DeregisterAsync("agent-1");
        await PassAsync(2);
        Assert.Equal(AgentStatus.Gone, Assert.Single(await board.AgentsAsync()).Status);
    }

    [Fact]
    public void What_is_no_name_is_refused()
    {
        var board = Opened();
        Assert.Throws<InvalidRequestException>(() => board.KeepAlive("a\nb"));
    }

    private Board Opened() => Board.InMemory(new BoardOptions { TimeProvider = _clock, AgentTimeout = TimeSpan.FromMinutes(3) });

    /// <summary>Whether the agent lives, and gave a sign of it within this time.</summary>
    private async Task<(AgentStatus Status, bool IsRecent)> StandingAsync(Board board, TimeSpan time) =>
        Assert.Single(await board.AgentsAsync()) is { } agent ? (agent.Status, _clock.GetUtcNow() - agent.LastHeartbeat <= time) : default;

    private async Task PassAsync(int minutes)
    {
        for (var i = 0; i < 4 * minutes; i++)
        {
            await Task.Yield();
            _clock.Advance(TimeSpan.FromSeconds(15));
            Assert.True(SpinWait.SpinUntil(() => _clock.Waiting == 1, s_patience));
        }
    }
}
