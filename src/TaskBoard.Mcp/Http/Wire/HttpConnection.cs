using System.IO.Pipelines;
using System.Net.Sockets;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>Serves one connection, a request after the other.</summary>
internal sealed class HttpConnection(Socket socket, HttpLimits limits, TimeProvider clock, Func<HttpExchange, CancellationToken, Task> answer)
{
    private const int Unknown = 0;
    private const int Admitted = 1;
    private const int Dropped = 2;

    private int _caller = Unknown;

    /// <summary>Closes it, unless its caller has shown the token before.</summary>
    /// <returns>Whether it was closed.</returns>
    public bool DropUnlessAdmitted()
    {
        if (Interlocked.CompareExchange(ref _caller, Dropped, Unknown) != Unknown)
        {
            return false;
        }

        socket.Dispose();
        return true;
    }

    /// <summary>Serves until the caller is gone, or breaks a rule, or nothing more is wanted.</summary>
    /// <param name="noMore">Cancelled when no further request is wanted.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(CancellationToken noMore, CancellationToken cancellationToken)
    {
        using (socket)
        {
            try
            {
                // What is written is written whole: nothing is gained by waiting for more.
                socket.NoDelay = true;
                using var stream = new NetworkStream(socket);
                var reader = new RequestReader(PipeReader.Create(stream), limits, clock);
                var writer = new AnswerWriter(stream, limits, clock);
                var idle = limits.HeadTime;
                while (await OneAsync(reader, writer, idle, noMore, cancellationToken).ConfigureAwait(false))
                {
                    idle = limits.IdleTime;
                }
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The caller went away, or has to.
            }
        }
    }

    /// <summary>Serves one request; whether there may be another.</summary>
    private async Task<bool> OneAsync(RequestReader reader, AnswerWriter writer, TimeSpan idle, CancellationToken noMore, CancellationToken cancellationToken)
    {
        try
        {
            if (await reader.HeadAsync(idle, noMore, cancellationToken).ConfigureAwait(false) is not { } head)
            {
                return false;
            }

            var exchange = new HttpExchange(head, reader, writer, limits, Admit, noMore);
            await AnswerAsync(exchange, cancellationToken).ConfigureAwait(false);
            if (!exchange.LeavesUnread)
            {
                return exchange.LeavesConnection;
            }
        }
        catch (HttpRefusal refusal)
        {
            // Of the head: whatever follows it cannot be told apart from it.
            await writer.WriteAsync(refusal.Status, close: true, RefusalText.Of(refusal), RefusalText.Headers(refusal), cancellationToken).ConfigureAwait(false);
        }

        await LingerAsync(reader, cancellationToken).ConfigureAwait(false);
        return false;
    }

    private void Admit()
    {
        if (Interlocked.CompareExchange(ref _caller, Admitted, Unknown) == Dropped)
        {
            throw new IOException("The connection was closed for another one.");
        }
    }

    private async Task AnswerAsync(HttpExchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            await answer(exchange, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRefusal refusal) when (!exchange.HasBegun)
        {
            await exchange.RefuseAsync(refusal, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that nothing more will come, and waits a while for the caller to have heard it.</summary>
    private async Task LingerAsync(RequestReader reader, CancellationToken cancellationToken)
    {
        socket.Shutdown(SocketShutdown.Send);
        using var time = new CancellationTokenSource(limits.LingerTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        await reader.PassOverAsync(either.Token).ConfigureAwait(false);
    }
}
