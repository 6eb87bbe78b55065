using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard personas remove</c>.</summary>
internal static class PersonasRemoveCommand
{
    public static CliCommand Create()
    {
        var id = new Argument<string>(PersonasCommand.Argument) { Description = "The persona." };
        var command = new CliCommand("remove", "Take back the description of a persona that was set; a file for it counts again.", "taskboard personas remove reviewer --agent me");
        command.Add(id);
        return command.Changing(async (call, board, by) =>
        {
            var persona = call.Value(id)!;
            var change = await board.RemovePersonaAsync(persona, by, call.CancellationToken).ConfigureAwait(false);
            return AgentText.WriteChange(call, "persona.remove", persona, board, change, $"persona {persona} is not described any more, unless by a file");
        });
    }
}
