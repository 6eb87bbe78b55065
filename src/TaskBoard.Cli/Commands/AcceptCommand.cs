using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard accept</c>.</summary>
internal static class AcceptCommand
{
    public static CliCommand Create() => new CliCommand("accept", "Say that finished work was meant to be removed from tasks.json.", "taskboard accept")
    {
        Remarks = "A hand edit that takes off, or resets, more than half of the completed tasks (at least three) is warned of by every command until somebody accepts it,\n"
            + "which is put on record with your name, or the work is back ('taskboard restore').",
    }.Changing(async (call, board, by) =>
    {
        var change = await board.AcceptAsync(by, call.CancellationToken).ConfigureAwait(false);
        ChangeText.Warn(call, change);
        if (call.Json)
        {
            call.WriteDocument("board.accept", writer =>
            {
                writer.WriteBoolean("accepted", !change.AlreadyDone);
                writer.WriteNumber("revision", change.Revision);
            });
        }
        else
        {
            call.WriteLine(change.AlreadyDone ? "there is nothing to accept" : "accepted");
        }

        return ExitCode.Done;
    });
}
