using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard cancel</c>.</summary>
internal static class CancelCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var reason = TaskArgument.Reason();
        var command = new CliCommand("cancel", "Decide that a task is not to be done.",
            "taskboard cancel k3m9x2 'the format is gone'")
        {
            Remarks = "Whoever has it in hand is refused from then on. Tasks that depend on it are held back, and say so. 'reopen' takes it back.",
        };
        command.Add(id);
        command.Add(reason);
        return command.Changing(async (call, board, by) =>
        {
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            var change = await board.CancelAsync(task, by with { Reason = call.Value(reason) }, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.cancel", board, change);
        });
    }
}
