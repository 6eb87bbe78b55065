using System.Net.Sockets;
using TaskBoard.Mcp.Http;
using TaskBoard.Mcp.Http.Wire;
using TaskBoard.Mcp.Transport;

namespace TaskBoard.Mcp;

/// <summary>Serves a board by the Model Context Protocol.</summary>
public static class BoardMcpServer
{
    /// <summary>The longest message that is taken, in bytes: 4 MiB.</summary>
    public const int MaxMessageBytes = 4 * 1024 * 1024;

    /// <summary>
    /// Serves one client over a pair of streams, a message on each line, until the client's stream ends. Claims taken through the server are renewed so long, and
    /// not released by its end: their leases go on.
    /// </summary>
    /// <param name="input">What the client says.</param>
    /// <param name="output">What is said to the client. Nothing else may be written to it.</param>
    /// <param name="options">How to serve.</param>
    /// <param name="log">Takes what nobody can be answered, a line each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(Stream input, Stream output, BoardMcpOptions options, TextWriter log, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        var session = new BoardSession(options, new ServerLog(log)) { KnowsItsClient = true };
        await using (session.ConfigureAwait(false))
        {
            await StdioServer.RunAsync(input, output, session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Serves any number of clients on this machine over HTTP (Streamable HTTP, without sessions), until it is cancelled; requests under way have 5 seconds then. Claims
    /// are renewed by the calls of their agents, and while one of them waits in a call: between two calls nobody knows whether a client is still there.
    /// </summary>
    /// <param name="options">How to serve.</param>
    /// <param name="http">Where, and whom.</param>
    /// <param name="log">Takes what nobody can be answered, a line each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SocketException">The port is taken, or may not be used.</exception>
    public static Task RunHttpAsync(BoardMcpOptions options, BoardHttpOptions http, TextWriter log, CancellationToken cancellationToken = default) =>
        RunHttpAsync(options, http, new HttpLimits(), log, cancellationToken);

    /// <summary>The same, within limits that tests can reach.</summary>
    internal static async Task RunHttpAsync(BoardMcpOptions options, BoardHttpOptions http, HttpLimits limits, TextWriter log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(log);
        var session = new BoardSession(options, new ServerLog(log));
        await using (session.ConfigureAwait(false))
        {
            await HttpServing.RunAsync(session, http, limits, cancellationToken).ConfigureAwait(false);
        }
    }
}
