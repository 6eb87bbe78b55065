using System.CommandLine;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard fmt</c>.</summary>
internal static class FmtCommand
{
    public static CliCommand Create()
    {
        var check = new Option<bool>("--check") { Description = "Only say whether it would change the file (exit code 1), and change nothing." };
        var command = new CliCommand("fmt", "Write tasks.json in the format in which taskboard writes.", "taskboard fmt", "taskboard fmt --check")
        {
            Remarks = "Indentation, a line for each property of a task, and their order. What the file says stays, to the last digit, and so do comments.\n"
                + "The history has no event of it. A file that cannot be read is left as it is (exit code 6).",
        };
        command.Add(check);
        return command.Running(async call =>
        {
            var by = call.Value(check) ? null : call.By();
            await using var board = await call.OpenBoardAsync().ConfigureAwait(false);
            return by is null ? await CheckAsync(call, board).ConfigureAwait(false) : await FormatAsync(call, board, by).ConfigureAwait(false);
        }, changes: true);
    }

    private static async Task<int> FormatAsync(CommandCall call, Board board, ChangeBy by)
    {
        var change = await board.FormatAsync(by, call.CancellationToken).ConfigureAwait(false);
        Output.ChangeText.Warn(call, change);
        if (call.Json)
        {
            call.WriteDocument("board.fmt", writer =>
            {
                writer.WriteBoolean("changed", !change.AlreadyDone);
                writer.WriteNumber("revision", change.Revision);
            });
        }
        else
        {
            call.WriteLine(change.AlreadyDone ? "formatted already" : "formatted");
        }

        return ExitCode.Done;
    }

    private static async Task<int> CheckAsync(CommandCall call, Board board)
    {
        var formatted = await board.IsFormattedAsync(call.CancellationToken).ConfigureAwait(false);
        if (call.Json)
        {
            call.WriteDocument("board.fmt", writer => writer.WriteBoolean("would_change", !formatted));
        }
        else
        {
            call.WriteLine(formatted ? "formatted already" : "'taskboard fmt' would change tasks.json");
        }

        return formatted ? ExitCode.Done : ExitCode.Failed;
    }
}
