using System.CommandLine;
using System.Globalization;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard progress</c>.</summary>
internal static class ProgressCommand
{
    public static CliCommand Create()
    {
        var task = TaskArgument.Create();
        var percent = new Argument<string?>("PERCENT") { Arity = ArgumentArity.ZeroOrOne, Description = "How far the work is, 0 to 100." };
        var note = new Option<string?>("--note") { HelpName = "TEXT", Description = "What was found out, for whoever comes next." };
        var command = new CliCommand("progress", "Report how far the work is; renews the claim.", "taskboard progress k3m9x2#1 50 --note 'magic number checked'") { Daily = true };
        command.Add(task);
        command.Add(percent);
        command.Add(note);
        return command.Changing(async (call, board, by) =>
        {
            var reference = await TaskNames.RefAsync(call, board, call.Value(task)!).ConfigureAwait(false);
            var change = await board.ReportProgressAsync(reference, Percent(call.Value(percent)), call.Value(note), by, call.CancellationToken).ConfigureAwait(false);
            return ChangeText.Write(call, "task.progress", board, change);
        });
    }

    private static int? Percent(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent <= 100
            ? percent
            : throw CliException.Usage($"PERCENT is a whole number from 0 to 100, not '{text}'. Words go into --note.");
    }
}
