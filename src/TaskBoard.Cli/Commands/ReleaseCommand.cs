using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard release</c>.</summary>
internal static class ReleaseCommand
{
    public static CliCommand Create()
    {
        var task = TaskArgument.Create();
        var command = new CliCommand("release", "Give a task back without a result; costs no attempt.", "taskboard release k3m9x2#1") { Daily = true };
        command.Add(task);
        return command.Changing(async (call, board, by) =>
        {
            var reference = await TaskNames.RefAsync(call, board, call.Value(task)!).ConfigureAwait(false);
            return ChangeText.Write(call, "task.release", board, await board.ReleaseAsync(reference, by, cancellationToken: call.CancellationToken).ConfigureAwait(false));
        });
    }
}
