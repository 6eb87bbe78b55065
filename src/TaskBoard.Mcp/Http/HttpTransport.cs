using System.Net;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using TaskBoard.Mcp.Http.Wire;

namespace TaskBoard.Mcp.Http;

/// <summary>
/// Streamable HTTP without sessions: each post is answered by a server of its own, and nothing is kept between two of them but the board. The answer is a stream of events,
/// so that whoever waits is told of it. A caller that closes its connection has cancelled its request.
/// </summary>
internal sealed class HttpTransport(BoardSession session, RequestGate gate, HttpLimits limits)
{
    /// <summary>From so many bytes on, messages are read one after the other: to read one takes many times its size for a moment.</summary>
    private const int Large = 64 * 1024;

    private static readonly (string, string)[] s_nothing = [];

    private readonly BodyBudget _bodies = new(limits.AllBodyBytes);
    private readonly Lock _reading = new();

    private int _running;

    /// <summary>Answers a request.</summary>
    /// <exception cref="HttpRefusal">It is not taken.</exception>
    public async Task AnswerAsync(HttpExchange exchange, CancellationToken cancellationToken)
    {
        gate.Demand(exchange.Head);
        exchange.Admit();
        if (Interlocked.Increment(ref _running) > limits.Requests)
        {
            Interlocked.Decrement(ref _running);
            throw new HttpRefusal(HttpStatusCode.ServiceUnavailable, $"{limits.Requests} requests are being answered; nothing was done. The same again, later.") { Header = ("Retry-After", "1") };
        }

        try
        {
            using var share = new BodyShare(_bodies);
            var posted = Read(exchange.Head, await exchange.BodyAsync(share, cancellationToken).ConfigureAwait(false));
            if (posted.Message is JsonRpcRequest)
            {
                await exchange.WhileThereAsync(token => ServeAsync(posted, new AnswerStream(exchange), token), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                // Without sessions nothing that needs no answer concerns any other request, not even a word that one was cancelled (notifications/cancelled): whoever asked
                // may not be who says so, and ids are each caller's own. A caller cancels its request by closing its connection.
                await exchange.AnswerAsync(HttpStatusCode.Accepted, default, s_nothing, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private PostedMessage Read(RequestHead head, ReadOnlyMemory<byte> body)
    {
        if (body.Length < Large)
        {
            return PostedMessage.Of(head, body);
        }

        lock (_reading)
        {
            return PostedMessage.Of(head, body);
        }
    }

    private async Task ServeAsync(PostedMessage posted, AnswerStream answer, CancellationToken cancellationToken)
    {
        var transport = new StreamableHttpServerTransport(session.Log) { Stateless = true };
        await using (transport.ConfigureAwait(false))
        {
            // Who agreed on an older version subscribes to a connection, and there is none.
            var server = McpServer.Create(transport, ServerSetup.Of(session, subscriptions: posted.Version == ProtocolHeaders.SelfContained), session.Log);
            await using (server.ConfigureAwait(false))
            {
                var running = server.RunAsync(cancellationToken);
                try
                {
                    await transport.HandlePostRequestAsync(posted.Message, answer, posted.Version == ProtocolHeaders.SelfContained ? Starting : null, cancellationToken).ConfigureAwait(false);
                    await answer.EndAsync(cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    await transport.DisposeAsync().ConfigureAwait(false);
                    await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }

        // Some errors have a status of their own since 2026-07-28.
        ValueTask Starting(JsonRpcMessage? first)
        {
            answer.Status = first is not JsonRpcError { Error: { } error } ? HttpStatusCode.OK : (McpErrorCode)error.Code switch
            {
                McpErrorCode.MethodNotFound => HttpStatusCode.NotFound,
                McpErrorCode.MissingRequiredClientCapability or McpErrorCode.UnsupportedProtocolVersion or McpErrorCode.HeaderMismatch => HttpStatusCode.BadRequest,
                _ => HttpStatusCode.OK,
            };
            return default;
        }
    }
}
