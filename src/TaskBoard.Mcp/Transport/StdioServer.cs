using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace TaskBoard.Mcp.Transport;

/// <summary>One client on a pair of streams, with a bound on what a line may hold.</summary>
internal static class StdioServer
{
    /// <summary>How long what was asked for goes on when nothing more comes: longer than a turn waits for others.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Serves until the client's stream ends.</summary>
    public static async Task RunAsync(Stream input, Stream output, BoardSession session, CancellationToken cancellationToken)
    {
        var open = new OpenRequests();
        var lines = new WholeLines(output, open.Went);
        await using (lines.ConfigureAwait(false))
        {
            var bounded = new BoundedLines(input, BoardMcpServer.MaxMessageBytes, line => MessageCheck.Of(line, open.Came), fault => Tell(lines, session.Log, fault), EndAsync);
            var transport = new StreamServerTransport(bounded, lines, "taskboard", session.Log);
            await using (transport.ConfigureAwait(false))
            {
                var server = McpServer.Create(transport, ServerSetup.Of(session), session.Log);
                await using (server.ConfigureAwait(false))
                {
                    await server.RunAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }

        Task EndAsync(CancellationToken stop)
        {
            session.End();
            return open.EndAsync(s_patience, stop);
        }
    }

    private static void Tell(WholeLines lines, ServerLog log, MessageFault fault)
    {
        if (fault.Id is null)
        {
            log.Write($"A message was thrown away that has no id which could be answered. {fault.Message}");
        }
        else
        {
            lines.WriteLine(fault.ToAnswer());
        }
    }
}
