using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard unblock</c>.</summary>
internal static class UnblockCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var command = new CliCommand("unblock", "Say that a blocked task can go on.", "taskboard unblock k3m9x2");
        command.Add(id);
        return command.Changing(async (call, board, by) =>
        {
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            var change = await board.EditAsync(task, new TaskEdit { Blocked = "" }, by, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.unblock", board, change);
        });
    }
}
