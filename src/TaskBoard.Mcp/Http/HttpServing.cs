using System.Net.Sockets;
using TaskBoard.Mcp.Http.Wire;

namespace TaskBoard.Mcp.Http;

/// <summary>The server for callers over HTTP.</summary>
internal static class HttpServing
{
    /// <summary>Serves until it is cancelled.</summary>
    /// <exception cref="SocketException">The port is taken.</exception>
    public static async Task RunAsync(BoardSession session, BoardHttpOptions http, HttpLimits limits, CancellationToken cancellationToken)
    {
        using var listeners = LocalListeners.On(http.Port);
        var clock = session.Options.TimeProvider;
        var server = new HttpServer(listeners, limits, clock, session.Log);
        var port = listeners.Port;
        var transport = new HttpTransport(session, new RequestGate(port, new AccessToken(http.Token)), limits);
        http.Listening(new Uri($"http://127.0.0.1:{port}{RequestGate.Path}"));

        // Who waits is told that it was for nothing, and need not be waited for.
        await server.RunAsync(transport.AnswerAsync, session.End, cancellationToken).ConfigureAwait(false);
    }
}
