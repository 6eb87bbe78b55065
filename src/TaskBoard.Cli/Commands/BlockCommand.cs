using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard block</c>.</summary>
internal static class BlockCommand
{
    public static CliCommand Create()
    {
        var id = TaskArgument.Id();
        var reason = new Argument<string>("REASON") { Description = "What it waits for, for whoever can help." };
        var command = new CliCommand("block", "Say that a task cannot go on, and why: nobody gets it until it is unblocked.",
            "taskboard block k3m9x2 'waits for the licence'");
        command.Add(id);
        command.Add(reason);
        return command.Changing(async (call, board, by) =>
        {
            var why = call.Value(reason) is { } text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw CliException.Usage("Say what the task waits for; whoever can help will read it.");
            var task = await TaskNames.IdAsync(call, board, call.Value(id)!).ConfigureAwait(false);
            var change = await board.EditAsync(task, new TaskEdit { Blocked = why }, by, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.block", board, change);
        });
    }
}
