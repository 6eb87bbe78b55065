using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard deregister</c>.</summary>
internal static class DeregisterCommand
{
    public static CliCommand Create() =>
        new CliCommand("deregister", "Leave: what you hold is released, in one change.", "taskboard deregister --agent agent-1").Changing(async (call, board, by) =>
        {
            var change = await board.DeregisterAsync(by, call.CancellationToken).ConfigureAwait(false);
            var released = change.Tasks.Count == 0 ? "" : $"; released: {string.Join(' ', change.Tasks)}";
            return AgentText.WriteChange(call, "agent.deregister", by.Agent, board, change, change.AlreadyDone ? $"{by.Agent} is not registered." : $"{by.Agent} left{released}");
        });
}
