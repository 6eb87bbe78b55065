using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard fail</c>.</summary>
internal static class FailCommand
{
    public static CliCommand Create()
    {
        var task = TaskArgument.Create();
        var reason = new Argument<string>("REASON") { Description = "What went wrong, for whoever tries next." };
        var noRetry = new Option<bool>("--no-retry") { Description = "Another attempt makes no sense: FAILED at once." };
        var command = new CliCommand("fail", "Report that an attempt failed; the task comes back until its attempts are used up.",
            "taskboard fail k3m9x2#1 'the header has no magic number' --no-retry")
        { Daily = true };
        command.Add(task);
        command.Add(reason);
        command.Add(noRetry);
        return command.Changing(async (call, board, by) =>
        {
            var reference = await TaskNames.RefAsync(call, board, call.Value(task)!).ConfigureAwait(false);
            var change = await board.FailAsync(reference, call.Value(reason)!, !call.Value(noRetry), by, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.fail", board, change);
        });
    }
}
