using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard reopen</c>.</summary>
internal static class ReopenCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var reason = TaskArgument.Reason();
        var command = new CliCommand("reopen", "Make a finished task PENDING again.",
            "taskboard reopen k3m9x2 'the tests were wrong'")
        {
            Remarks = "Its result stays on it until the next one. Tasks that depend on it wait again.",
        };
        command.Add(id);
        command.Add(reason);
        return command.Changing(async (call, board, by) =>
        {
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            var change = await board.ReopenAsync(task, by with { Reason = call.Value(reason) }, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.reopen", board, change);
        });
    }
}
