using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard register</c>.</summary>
internal static class RegisterCommand
{
    public static CliCommand Create()
    {
        var persona = new Option<string?>("--persona") { HelpName = "P", Description = "The persona you play." };
        var role = new Option<string?>("--role") { HelpName = "TEXT", Description = "What you do in the team." };
        var focus = new Option<string?>("--focus") { HelpName = "TEXT", Description = "What you are at." };
        var directory = new Option<string?>("--directory") { HelpName = "DIR", Description = "Where you work (else the current directory)." };
        var command = new CliCommand("register", "Say who you are; again, what has changed.", "taskboard register --agent agent-1 --role \"parser\" --focus \"headers\"")
        {
            Remarks = "With --persona, its definition is the answer, and you claim as that persona from then on.\n"
                + "Whoever claims a task without it is registered by that, with the name alone.",
        };
        foreach (var option in new Option[] { persona, role, focus, directory })
        {
            command.Add(option);
        }

        return command.Changing(async (call, board, by) =>
        {
            var registration = new AgentRegistration
            {
                Persona = call.Value(persona),
                Role = call.Value(role),
                Focus = call.Value(focus),
                WorkingDirectory = call.Environment.FullPath(call.Value(directory) ?? "."),
            };
            var change = await board.RegisterAsync(registration, by, call.CancellationToken).ConfigureAwait(false);
            var played = await PersonaSheet.ReadAsync(call, board, registration.Persona, task: null).ConfigureAwait(false);
            return AgentText.WriteChange(call, "agent.register", by.Agent, board, change, $"{by.Agent} registered{(change.AlreadyDone ? ", as before" : "")}", played);
        });
    }
}
