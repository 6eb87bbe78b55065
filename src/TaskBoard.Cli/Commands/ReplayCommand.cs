using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard replay</c>.</summary>
internal static class ReplayCommand
{
    public static CliCommand Create()
    {
        var at = new Option<string>("--at") { HelpName = "REVISION|TIME", Description = "After this revision, or at this time (UTC where no zone is given).", Required = true };
        var command = new CliCommand("replay", "Print the board as it was then, as tasks.json.", "taskboard replay --at 12", "taskboard replay --at 2026-11-21T09:00:00Z")
        {
            Remarks = "Changes nothing. Comments and spacing are not part of the history; every property and value is.",
        };
        command.Add(at);
        return command.Reading(async (call, board) =>
        {
            var moment = Moments.Parse("--at", call.Value(at)!);
            var snapshot = moment.Revision is { } revision
                ? await board.History.ReplayAsync(revision, call.CancellationToken).ConfigureAwait(false)
                : await board.History.ReplayAsync(moment.Time!.Value, call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                call.WriteDocument("board.replay", writer =>
                {
                    ReadingText.Write(writer, snapshot);
                    writer.WriteRaw("board", snapshot.ToJson().Replace("\n", "", StringComparison.Ordinal));
                });
            }
            else
            {
                await call.Streams.Out.WriteAsync(VisibleText.JsonLines(snapshot.ToJson())).ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
    }
}
