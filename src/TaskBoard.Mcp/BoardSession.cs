using System.Collections.Concurrent;
using TaskBoard.Mcp.Boards;
using TaskBoard.Mcp.Claims;
using TaskBoard.Mcp.Transport;

namespace TaskBoard.Mcp;

/// <summary>What lasts as long as the server does: the boards that were opened, and the claims that were taken.</summary>
internal sealed class BoardSession(BoardMcpOptions options, ServerLog log) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, byte> _running = new();

    /// <summary>How to serve.</summary>
    public BoardMcpOptions Options => options;

    /// <summary>Where what nobody can be answered goes.</summary>
    public ServerLog Log => log;

    /// <summary>Whether there is one client, of which it is known that it is there: its claims are renewed so long.</summary>
    public bool KnowsItsClient { get; init; }

    /// <summary>The boards.</summary>
    public OpenBoards Boards { get; } = new(options);

    /// <summary>The claims that are renewed.</summary>
    public ClaimKeeper Claims { get; } = new(options.TimeProvider);

    /// <summary>Cancelled when the client is gone or the server ends: nothing waits any longer then, least of all to claim a task.</summary>
    public CancellationToken Ended => _end.Token;

    /// <summary>The client is gone.</summary>
    public void End() => _end.Cancel();

    /// <summary>Something has begun that uses the boards: they stay open until it has ended.</summary>
    public T Running<T>(T work)
        where T : Task
    {
        _running.TryAdd(work, 0);
        _ = work.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return work;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Claims.DisposeAsync().ConfigureAwait(false);
        await Boards.DisposeAsync().ConfigureAwait(false);
        _end.Dispose();
    }
}
