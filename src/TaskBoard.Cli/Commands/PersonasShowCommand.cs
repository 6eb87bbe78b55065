using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard personas show</c>.</summary>
internal static class PersonasShowCommand
{
    public static CliCommand Create()
    {
        var id = new Argument<string>(PersonasCommand.Argument) { Description = "The persona." };
        var command = new CliCommand("show", "Print the definition of a persona.", "taskboard personas show reviewer");
        command.Add(id);
        return command.Reading(async (call, board) =>
        {
            var asked = call.Value(id)!;
            var persona = await board.FindPersonaAsync(asked, call.CancellationToken).ConfigureAwait(false)
                ?? throw new CliException(BoardErrorCodes.PersonaNotFound, ExitCode.NotFound, $"The persona '{asked}' is not described. 'taskboard personas' shows those that are.");
            return persona.Problem is { } problem
                ? throw new CliException(BoardErrorCodes.PersonaUnreadable, ExitCode.Unreadable, problem)
                : PersonaSheet.Write(call, persona);
        });
    }
}
