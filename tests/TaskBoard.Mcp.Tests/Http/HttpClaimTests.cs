using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>Over HTTP nobody knows between two calls whether an agent is still there: its calls renew its claims, and nothing else.</summary>
public sealed class HttpClaimTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _directory = new();
    private readonly TimerClock _clock = new();
    private Board _board = null!;
    private HttpBoard _server = null!;

    public async Task InitializeAsync()
    {
        _board = await Board.CreateAsync(_directory.Path, new BoardOptions { TimeProvider = _clock });
        await _board.AddAsync([new TaskDraft("A") { Id = TaskId.Parse("a") }], "lead");
        _server = await HttpBoard.StartAsync(_directory.Path, clock: _clock);
        Assert.Equal("a#1", (await _server.DoAsync("claim_task", """{"agent":"one","lease":"60s"}"""))["claim"]!.GetValue<string>());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _board.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Between_calls_nothing_renews_a_claim_and_each_call_with_it_does()
    {
        var begin = await EndAsync();
        for (var beat = 0; beat < 5; beat++)
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            await _server.DoAsync("list_tasks");
        }

        Assert.Equal(begin, await EndAsync());
        await _server.DoAsync("report_progress", """{"agent":"one","claim":"a#1"}""");
        Assert.Equal(_clock.GetUtcNow().AddSeconds(60), await EndAsync());
    }

    [Fact]
    public async Task While_its_agent_waits_it_is_renewed()
    {
        _clock.Advance(TimeSpan.FromSeconds(50));
        var before = await EndAsync();
        using var waiting = await _server.PostAsync(RawServer.Call(2, "claim_task", """{"agent":"one","another":true,"wait_seconds":50}"""));
        using var patience = new CancellationTokenSource(s_patience);
        while (await EndAsync() == before)
        {
            patience.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(await EndAsync() - _clock.GetUtcNow() ?? default, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_end_of_the_server_releases_nothing()
    {
        await _server.EndAsync();
        Assert.Equal((TaskState.InProgress, "one"), await _board.FindAsync(TaskId.Parse("a")) is { } task ? (task.State, task.AssignedTo) : default);
    }

    private async Task<DateTimeOffset?> EndAsync() => _board.StandingOf(await _board.ReadAsync())[TaskId.Parse("a")].LeaseExpiresAt;
}
