using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard heartbeat</c>.</summary>
internal static class HeartbeatCommand
{
    public static CliCommand Create()
    {
        var note = new Option<string?>("--note") { HelpName = "TEXT", Description = "Your status line; empty: none any more." };
        var command = new CliCommand("heartbeat", "Give a sign of life: renews the leases of all tasks that you hold.", "taskboard heartbeat --agent agent-1 --note \"running the tests\"")
        {
            NamesAgent = true,
            Remarks = "Writes neither tasks.json nor an event. Every report renews the lease of its task as well.",
        };
        command.Add(note);
        return command.Acting(async (call, board, by) =>
        {
            var change = await board.HeartbeatAsync(by, call.Value(note), call.CancellationToken).ConfigureAwait(false);
            return AgentText.WriteChange(
                call, "agent.heartbeat", by.Agent, board, change, change.Tasks.Count == 0 ? "You hold no task whose lease could be renewed." : $"renewed: {string.Join(' ', change.Tasks)}");
        });
    }
}
