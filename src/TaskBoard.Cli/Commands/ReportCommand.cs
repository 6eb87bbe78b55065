using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard report</c>.</summary>
internal static class ReportCommand
{
    public static CliCommand Create()
    {
        var since = new Option<string?>("--since") { HelpName = "REVISION|TIME", Description = "Tell what happened after a revision, or at or after a time; 0: everything." };
        var command = new CliCommand("report", "Write the coordination document: who works on what, what is blocked, what happened.",
            "taskboard report > COORDINATION.md", "taskboard report --since 57", "taskboard report --since 2026-11-20 --json")
        {
            Remarks = "Markdown, from the board and the history only: the same board gives the same text. Without --since it tells what happened during\n"
                + "the day that ends with the last event. Each report names the revision that the next one goes on from. Milestones are labels\n"
                + "'milestone:NAME'; personas/NAME.md says who a persona is.",
        };
        command.Add(since);
        return command.Reading(async (call, board) =>
        {
            var start = call.Value(since) is { } text ? Moments.Parse("--since", text) : default;
            var report = await board.ReportAsync(new ReportOptions { AfterRevision = start.Revision, Since = start.Time }, call.CancellationToken).ConfigureAwait(false);
            if (call.Json)
            {
                ReportJson.Write(call, report);
            }
            else if (call.Screen is { } screen)
            {
                MarkdownPage.Draw(screen, call.Streams.Out, report.ToMarkdown());
            }
            else
            {
                await call.Streams.Out.WriteAsync(report.ToMarkdown()).ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
    }
}
