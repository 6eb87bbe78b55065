using System.CommandLine;
using TaskBoard.Cli.Audit;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard stats</c>.</summary>
internal static class StatsCommand
{
    public static CliCommand Create()
    {
        var prometheus = new Option<bool>("--prometheus") { Description = "In Prometheus' text format." };
        var command = new CliCommand("stats", "Show how the work goes: counts, times, rework, agents.", "taskboard stats", "taskboard stats --prometheus > taskboard.prom")
        {
            Remarks = "Counted by the history; 'taskboard query' answers what this does not. Lost claims are those that another than the claimant ended:\n"
                + "after the lease, by cancelling or reassigning, or by hand.",
        };
        command.Add(prometheus);
        return command.Reading(async (call, board) =>
        {
            if (call.Json && call.Value(prometheus))
            {
                throw CliException.Usage("Give either --json or --prometheus.");
            }

            await ReadingText.WarnOfUnrecordedAsync(call, board).ConfigureAwait(false);
            var figures = await BoardStatistics.OfAsync(board.History, call.CancellationToken).ConfigureAwait(false);
            if (call.Value(prometheus))
            {
                await call.Streams.Out.WriteAsync(PrometheusText.Of(figures)).ConfigureAwait(false);
            }
            else
            {
                StatsText.Write(call, figures);
            }

            return ExitCode.Done;
        });
    }
}
