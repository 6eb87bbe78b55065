using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard personas set</c>.</summary>
internal static class PersonasSetCommand
{
    public static CliCommand Create()
    {
        var id = new Argument<string>(PersonasCommand.Argument) { Description = "What tasks and agents call it." };
        var file = new Argument<string>("FILE") { Description = "Its definition in Markdown (-: from standard input)." };
        var command = new CliCommand("set", "Describe a persona, or describe it anew.", "taskboard personas set reviewer reviewer.md --agent me", "taskboard personas set reviewer - --agent me");
        command.Add(id);
        command.Add(file);
        return command.Changing(async (call, board, by) =>
        {
            var (persona, name) = (call.Value(id)!, call.Value(file)!);
            var text = await InputText.ReadAsync(call, "FILE", name).ConfigureAwait(false);
            var change = await board.SetPersonaAsync(persona, text, by, name == "-" ? null : Path.GetFileName(name), call.CancellationToken).ConfigureAwait(false);
            return AgentText.WriteChange(call, "persona.set", persona, board, change, $"persona {persona} described{(change.AlreadyDone ? ", as before" : "")}");
        });
    }
}
