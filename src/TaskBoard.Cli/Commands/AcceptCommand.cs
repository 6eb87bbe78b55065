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
        var accepted = change.AlreadyDone ? null : await AcceptedAsync(call, board, by).ConfigureAwait(false);
        if (call.Json)
        {
            call.WriteDocument("board.accept", writer =>
            {
                writer.WriteBoolean("accepted", !change.AlreadyDone);
                writer.WriteText("details", accepted);
                writer.WriteNumber("revision", change.Revision);
            });
        }
        else
        {
            call.WriteLine(change.AlreadyDone ? "there is nothing to accept" : accepted ?? "accepted");
        }

        return ExitCode.Done;
    });

    /// <summary>What was accepted, as it is on record: nobody may have been warned of it before.</summary>
    private static async Task<string?> AcceptedAsync(CommandCall call, Board board, ChangeBy by)
    {
        var filter = new EventFilter { Event = BoardEventKind.RemovalAccepted, Agent = by.Agent, NewestFirst = true };
        await foreach (var told in board.History.EventsAsync(filter, call.CancellationToken).ConfigureAwait(false))
        {
            return told.Details;
        }

        return null;
    }
}
