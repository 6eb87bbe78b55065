using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard explain</c>.</summary>
internal static class ExplainCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var persona = new Option<string?>("--persona") { HelpName = "P", Description = "The persona that you play (else the one that you registered with)." };
        var command = new CliCommand("explain", "Say why a task is or is not ready, what waits for it, and what to do.",
            "taskboard explain k3m9x2", "taskboard explain k3m9x2 --agent agent-1 --json")
        {
            NamesAgent = true,
            Remarks = "Without a name it tells what keeps anybody from the task; with one, what keeps you.",
        };
        command.Add(id);
        command.Add(persona);
        return command.Reading(async (call, board) =>
        {
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            var options = new ClaimOptions { Persona = call.Value(persona) };
            ExplainText.Write(call, await board.ExplainAsync(task, call.ByIfNamed(), options, call.CancellationToken).ConfigureAwait(false));
            return ExitCode.Done;
        });
    }
}
