using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard remove</c>.</summary>
internal static class RemoveCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var command = new CliCommand("remove", "Take a task off the board; its history stays.", "taskboard remove k3m9x2")
        {
            Remarks = "Refused while somebody has it in hand, or another task names it as its parent or dependency.",
        };
        command.Add(id);
        return command.Changing(async (call, board, by) =>
        {
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            return ChangeText.Write(call, "task.remove", board, await board.RemoveAsync(task, by, call.CancellationToken).ConfigureAwait(false));
        });
    }
}
