using System.Collections.Concurrent;
using System.Net.Sockets;
using TaskBoard.Mcp.Transport;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>
/// A server of HTTP/1.1 for programs on this machine. Not Kestrel, which needs a framework that whoever runs a command need not have; not HttpListener, which is only kept
/// alive, and neither notices on all systems that a caller is gone nor limits how long a head may take. What is taken is little, and all of it is bounded.
/// </summary>
internal sealed class HttpServer(LocalListeners listeners, HttpLimits limits, TimeProvider clock, ServerLog log)
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly OpenConnections _open = new(limits, clock, log);

    /// <summary>Serves until it is cancelled; what has begun then has a while to come to its end.</summary>
    /// <param name="answer">Answers a request; may throw <see cref="HttpRefusal"/> where it has not begun to.</param>
    /// <param name="ending">Called when no further connection is taken.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(Func<HttpExchange, CancellationToken, Task> answer, Action ending, CancellationToken cancellationToken)
    {
        using var now = new CancellationTokenSource();
        await Task.WhenAll(listeners.Sockets.Select(listener => AcceptAllAsync(listener, answer, cancellationToken, now.Token))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        listeners.Dispose();
        ending();
        var all = Task.WhenAll(_running.Keys);
        await all.WaitAsync(limits.EndTime, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await now.CancelAsync().ConfigureAwait(false);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task AcceptAllAsync(Socket listener, Func<HttpExchange, CancellationToken, Task> answer, CancellationToken noMore, CancellationToken now)
    {
        while (!noMore.IsCancellationRequested)
        {
            if (await AcceptAsync(listener, noMore).ConfigureAwait(false) is { } socket)
            {
                Begin(socket, answer, noMore, now);
            }
        }
    }

    private async Task<Socket?> AcceptAsync(Socket listener, CancellationToken cancellationToken)
    {
        try
        {
            return await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            // A caller that is gone already, or no file left to be opened: later there may be.
            log.Write($"A connection was not taken: {e.Message}");
            await Task.Delay(s_rest, clock, cancellationToken).ConfigureAwait(false);
            return null;
        }
    }

    private void Begin(Socket socket, Func<HttpExchange, CancellationToken, Task> answer, CancellationToken noMore, CancellationToken now)
    {
        var connection = new HttpConnection(socket, limits, clock, answer);
        if (!_open.TryAdd(connection))
        {
            socket.Dispose();
            return;
        }

        // Not in this thread, which accepts others.
        var serving = Task.Run(() => ServeAsync(connection, noMore, now), CancellationToken.None);
        _running.TryAdd(serving, 0);
        _ = serving.ContinueWith(ended => _running.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ServeAsync(HttpConnection connection, CancellationToken noMore, CancellationToken now)
    {
        try
        {
            await connection.RunAsync(noMore, now).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            log.Write($"This is a bug: {e}");
        }
        finally
        {
            _open.Remove(connection);
        }
    }
}
