using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard start</c>.</summary>
internal static class StartCommand
{
    public static CliCommand Create()
    {
        var task = TaskArgument.Create();
        var command = new CliCommand("start", "Begin the work on a task that you hold (claim --hold).", "taskboard start k3m9x2#1");
        command.Add(task);
        return command.Changing(async (call, board, by) =>
        {
            var reference = await TaskNames.RefAsync(call, board, call.Value(task)!).ConfigureAwait(false);
            return ChangeText.Write(call, "task.start", board, await board.StartAsync(reference, by, call.CancellationToken).ConfigureAwait(false));
        });
    }
}
