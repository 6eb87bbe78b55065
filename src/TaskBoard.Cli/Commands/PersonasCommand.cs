using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard personas</c>, which lists them and holds further commands.</summary>
internal static class PersonasCommand
{
    /// <summary>What a persona is called on the command line; completion knows it by this.</summary>
    public const string Argument = "PERSONA";

    public static CliCommand Create()
    {
        var command = new CliCommand("personas", "List the personas that agents can play; describe them.", "taskboard personas")
        {
            Remarks = "A persona is described by a text in Markdown: the heading at its top is its name. 'personas set' keeps it with the board; of those that\n"
                + "were not set, the files personas/PERSONA.md beside tasks.json count. Whoever claims as a persona is given its definition with the task.\n"
                + "From the first description on, a persona that is neither described nor asked for by a task is refused (exit code 7).",
        };
        command.Add(PersonasShowCommand.Create());
        command.Add(PersonasSetCommand.Create());
        command.Add(PersonasRemoveCommand.Create());

        // Without an action of its own, the parser would demand one of the further commands.
        command.SetAction(static _ => ExitCode.Done);
        return command.Reading(async (call, board) =>
        {
            var personas = await board.PersonasAsync(call.CancellationToken).ConfigureAwait(false);
            var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
            return PersonaSheet.WriteAll(call, personas, snapshot);
        });
    }
}
