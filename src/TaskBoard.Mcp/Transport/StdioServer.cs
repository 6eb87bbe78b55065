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
        var (open, budget) = (new OpenRequests(), new RequestBudget());
        var lines = new WholeLines(output, Went);
        await using (lines.ConfigureAwait(false))
        {
            var reader = new LineReader(input, BoardMcpServer.MaxMessageBytes, open.Came, fault => Tell(lines, session.Log, fault));
            var bounded = new BoundedLines(reader, budget, session.End, stop => open.EndAsync(s_patience, stop));
            var transport = new StreamServerTransport(bounded, lines, "taskboard", session.Log);
            await using (transport.ConfigureAwait(false))
            {
                var server = McpServer.Create(transport, Options(session, budget), session.Log);
                await using (server.ConfigureAwait(false))
                {
                    await server.RunAsync(cancellationToken).ConfigureAwait(false);
                }
            }
        }

        void Went(ReadOnlySpan<byte> line)
        {
            if (open.Went(line) is { } request)
            {
                budget.Answered(request);
            }
        }
    }

    private static McpServerOptions Options(BoardSession session, RequestBudget budget)
    {
        var options = ServerSetup.Of(session);
        options.Filters.Message.IncomingFilters.Add(next => async (context, stop) =>
        {
            using var share = context.JsonRpcMessage is JsonRpcRequest request ? budget.Begin(IncomingMessage.KeyOf(request.Id.Id)) : null;
            await next(context, stop).ConfigureAwait(false);
        });
        return options;
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
