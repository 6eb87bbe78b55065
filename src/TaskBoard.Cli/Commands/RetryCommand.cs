using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard retry</c>.</summary>
internal static class RetryCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var reason = TaskArgument.Reason();
        var command = new CliCommand("retry", "Make a FAILED task PENDING again, with all its attempts.",
            "taskboard retry k3m9x2 'the server is back'")
        {
            Remarks = "For FAILED tasks, and those that rest after a failed attempt, which then can be claimed at once; what was completed or cancelled meanwhile stays so ('reopen' is for that).",
        };
        command.Add(id);
        command.Add(reason);
        return command.Changing(async (call, board, by) =>
        {
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            var change = await board.RetryAsync(task, by with { Reason = call.Value(reason) }, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.retry", board, change);
        });
    }
}
