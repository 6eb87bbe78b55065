using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard edit</c>.</summary>
internal static class EditCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var input = new Option<string?>("--json-input") { HelpName = "FILE|-", Description = "An object with what is to be changed, by the names of tasks.json (add_labels and so on for lists)." };
        var options = new EditOptions();
        var command = new CliCommand("edit", "Change what a task says; all or nothing.",
            "taskboard edit k3m9x2 --priority high --add-label urgent",
            "taskboard edit k3m9x2 --json-input - < edit.json")
        {
            Remarks = "A change of state obeys the same table as every command. What is so already changes nothing.",
        };
        command.Add(id);
        options.AddTo(command);
        command.Add(input);
        return command.Running(async call =>
        {
            // What was written wrongly is said before a board is looked for.
            var by = call.By();
            var edit = await ReadAsync(call, options, call.Value(input)).ConfigureAwait(false);
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            edit = edit with
            {
                Parent = edit.Parent is { Value.Length: > 0 } parent ? await TaskNames.IdAsync(call, board, parent.Value).ConfigureAwait(false) : edit.Parent,
                AddDependsOn = await TaskNames.IdsAsync(call, board, edit.AddDependsOn).ConfigureAwait(false),
                RemoveDependsOn = await TaskNames.IdsAsync(call, board, edit.RemoveDependsOn).ConfigureAwait(false),
                AddRelated = await TaskNames.IdsAsync(call, board, edit.AddRelated).ConfigureAwait(false),
                RemoveRelated = await TaskNames.IdsAsync(call, board, edit.RemoveRelated).ConfigureAwait(false),
            };
            return ChangeText.Write(call, "task.edit", board, await board.EditAsync(task, edit, by, call.CancellationToken).ConfigureAwait(false));
        }, changes: true);
    }

    private static async Task<TaskEdit> ReadAsync(CommandCall call, EditOptions options, string? file)
    {
        if (file is null)
        {
            return options.AnyGiven(call) is null
                ? throw CliException.Usage("Say what to change, as in: taskboard edit ID --priority high. 'taskboard edit --help' shows what there is.")
                : await options.EditAsync(call).ConfigureAwait(false);
        }

        return options.AnyGiven(call) is { } given
            ? throw CliException.Usage($"--json-input has everything in it: leave {given} out.")
            : JsonEdits.Read(await InputText.ReadAsync(call, "--json-input", file).ConfigureAwait(false), file);
    }
}
