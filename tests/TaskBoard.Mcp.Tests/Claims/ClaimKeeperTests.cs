using TaskBoard.Mcp.Claims;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Claims;

/// <summary>Claims taken through the server live as long as it does.</summary>
public sealed class ClaimKeeperTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TimerClock _clock = new();

    [Fact]
    public async Task A_claim_is_renewed_at_a_third_of_its_lease_until_it_is_over()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = _clock });
        await board.AddAsync([new TaskDraft("A"), new TaskDraft("B")], "lead");
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true, Lease = TimeSpan.FromMinutes(15) }))!;
        var kept = new ClaimKeeper(_clock);
        await using (kept)
        {
            kept.Keep(board, claim.Handle, "agent-1", claim.Change.Lease);
            var end = claim.Change.Lease!.ExpiresAt;
            for (var beat = 0; beat < 3; beat++)
            {
                _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
                end = await LaterThanAsync(board, claim.Handle, end);
            }

            // Whoever cancels the task ends that as well.
            await board.CancelAsync(claim.Handle.Task, "lead");
            SpinWait.SpinUntil(
                () =>
                {
                    _clock.Advance(TimeSpan.FromMinutes(1));
                    return kept.Count == 0;
                },
                s_patience);
            Assert.Equal(0, kept.Count);
        }
    }

    [Fact]
    public async Task Who_holds_a_kept_claim_never_counts_as_lost_however_long_the_lease()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = _clock, AgentTimeout = TimeSpan.FromMinutes(3) });
        await board.AddAsync([new TaskDraft("A")], "lead");
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true, Lease = TimeSpan.FromHours(1), MaxRun = TimeSpan.FromMinutes(30) }))!;
        await using var kept = new ClaimKeeper(_clock);
        kept.Keep(board, claim.Handle, "agent-1", claim.Change.Lease);
        for (var minute = 1; minute < 30; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(SpinWait.SpinUntil(() => _clock.Waiting == 1, s_patience));
            Assert.Equal(_clock.GetUtcNow(), Assert.Single(await board.AgentsAsync()).LastHeartbeat);
        }

        Assert.Equal(1, kept.Count);
    }

    [Theory]
    [InlineData("\"IN_PROGRESS\"", "\"IN_PROGRES\"")]
    [InlineData("\"id\": \"a\"", "\"id\": \"cut\"")]
    public async Task What_a_person_is_in_the_middle_of_ends_no_claim(string before, string meanwhile)
    {
        using var directory = new TempDirectory();
        var file = directory["tasks.json"];
        await File.WriteAllTextAsync(file, """[{ "id": "a", "title": "A" }]""");
        await using var board = await Board.OpenAsync(directory.Path, new BoardOptions { TimeProvider = _clock });
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true, Lease = TimeSpan.FromMinutes(15) }))!;
        await using var kept = new ClaimKeeper(_clock);
        kept.Keep(board, claim.Handle, "agent-1", claim.Change.Lease);
        var (text, end) = (await File.ReadAllTextAsync(file), claim.Change.Lease!.ExpiresAt);
        await File.WriteAllTextAsync(file, text.Replace(before, meanwhile, StringComparison.Ordinal));

        _clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => kept.Count == 0 || _clock.Waiting == 1, s_patience));
        Assert.Equal(1, kept.Count);

        await File.WriteAllTextAsync(file, text);
        Assert.True(await LaterThanAsync(board, claim.Handle, end) > end);
    }

    [Fact]
    public async Task The_claim_of_a_task_that_is_gone_for_as_long_as_its_lease_is_over()
    {
        using var directory = new TempDirectory();
        await File.WriteAllTextAsync(directory["tasks.json"], """[{ "id": "a", "title": "A" }]""");
        await using var board = await Board.OpenAsync(directory.Path, new BoardOptions { TimeProvider = _clock });
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true, Lease = TimeSpan.FromMinutes(15) }))!;
        await using var kept = new ClaimKeeper(_clock);
        kept.Keep(board, claim.Handle, "agent-1", claim.Change.Lease);
        await File.WriteAllTextAsync(directory["tasks.json"], "[]");
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                // On only when the renewal before has been answered.
                if (_clock.Waiting == 1)
                {
                    _clock.Advance(TimeSpan.FromMinutes(1));
                }

                return kept.Count == 0;
            },
            s_patience));
    }

    [Fact]
    public async Task Its_end_releases_nothing()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = _clock });
        await board.AddAsync([new TaskDraft("A")], "lead");
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true }))!;
        var kept = new ClaimKeeper(_clock);
        kept.Keep(board, claim.Handle, "agent-1", null);
        await kept.DisposeAsync();
        Assert.Equal((0, 0), (kept.Count, _clock.Waiting));
        Assert.Equal(TaskState.InProgress, (await board.FindAsync(claim.Handle.Task))!.State);
    }

    [Fact]
    public async Task An_agent_that_says_nothing_for_long_keeps_its_task_no_longer_than_the_lease_until_it_is_heard_of_again()
    {
        await using var board = Board.InMemory(new BoardOptions { TimeProvider = _clock });
        await board.AddAsync([new TaskDraft("A")], "lead");
        var claim = (await board.TryClaimNextAsync("agent-1", new ClaimOptions { RenewedElsewhere = true, Lease = TimeSpan.FromMinutes(15) }))!;
        await using var kept = new ClaimKeeper(_clock);
        kept.Keep(board, claim.Handle, "agent-1", claim.Change.Lease);
        var (begun, end) = (_clock.GetUtcNow(), claim.Change.Lease!.ExpiresAt);
        while (_clock.GetUtcNow() - begun < TimeSpan.FromMinutes(110))
        {
            _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
            end = await LaterThanAsync(board, claim.Handle, end);
        }

        // Two hours and a beat without a call.
        SpinWait.SpinUntil(
            () =>
            {
                _clock.Advance(TimeSpan.FromMinutes(1));
                return kept.Resting == 1;
            },
            s_patience);
        Assert.Equal((1, 0), (kept.Resting, _clock.Waiting));
        kept.Heard("another");
        Assert.Equal(1, kept.Resting);

        // Nobody else took it meanwhile.
        end = board.StandingOf(await board.ReadAsync())[claim.Handle.Task].LeaseExpiresAt!.Value;
        kept.Heard("agent-1");
        Assert.True(await LaterThanAsync(board, claim.Handle, end) > end);
    }

    /// <summary>The next beat is planned a moment after the one before is on record: time goes on until it comes.</summary>
    private async Task<DateTimeOffset> LaterThanAsync(Board board, ClaimHandle claim, DateTimeOffset end)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var snapshot = await board.ReadAsync(patience.Token);
            if (board.StandingOf(snapshot)[claim.Task].LeaseExpiresAt is { } now && now > end)
            {
                return now;
            }

            _clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
