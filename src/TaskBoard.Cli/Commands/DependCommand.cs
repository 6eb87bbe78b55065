using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard depend</c>.</summary>
internal static class DependCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var on = DraftOptions.Repeated("--on", "ID", "A task that must be completed first; may be repeated.");
        var notOn = DraftOptions.Repeated("--not-on", "ID", "A task that it need not wait for any more, on the board or not; may be repeated.");
        var related = DraftOptions.Repeated("--related", "ID", "A task that belongs together with it, without order; may be repeated.");
        var command = new CliCommand("depend", "Say what a task waits for, and what no longer.",
            "taskboard depend k3m9x2 --on b7q4tz", "taskboard depend k3m9x2 --not-on b7q4tz --related c5w8rd")
        {
            Remarks = "What would close a circle is refused, with the circle spelled out. 'taskboard explain ID' says what a task waits for in the end.",
        };
        command.Add(id);
        command.Add(on);
        command.Add(notOn);
        command.Add(related);
        return command.Running(async call =>
        {
            // What was written wrongly is said before a board is looked for.
            var by = call.By();
            var (add, remove, relate) = (Ids(call, on), Ids(call, notOn), Ids(call, related));
            if (add.Count + remove.Count + relate.Count == 0)
            {
                throw CliException.Usage("Say what it depends on, as in: taskboard depend ID --on ID; or --not-on, or --related.");
            }

            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            var edit = new TaskEdit
            {
                AddDependsOn = await TaskNames.IdsAsync(call, board, add).ConfigureAwait(false),
                RemoveDependsOn = await TaskNames.IdsAsync(call, board, remove).ConfigureAwait(false),
                AddRelated = await TaskNames.IdsAsync(call, board, relate).ConfigureAwait(false),
            };
            if (edit.AddDependsOn.Intersect(edit.RemoveDependsOn).ToList() is { Count: > 0 } both)
            {
                throw CliException.Usage($"--on and --not-on both name {string.Join(", ", both.Select(name => $"'{name}'"))}: say which of them is meant.");
            }

            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            return ChangeText.Write(call, "task.depend", board, await board.EditAsync(task, edit, by, call.CancellationToken).ConfigureAwait(false));
        }, changes: true);
    }

    private static ValueList<TaskId> Ids(CommandCall call, Option<string[]> option) => call.Values(option).Select(ChosenWords.Id).ToValueList();
}
