using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard agents</c>.</summary>
internal static class AgentsCommand
{
    public static CliCommand Create() =>
        new CliCommand("agents", "Who works on the board, and on what.", "taskboard agents").Reading(async (call, board) =>
            AgentText.Write(call, await board.AgentsAsync(call.CancellationToken).ConfigureAwait(false)));
}
