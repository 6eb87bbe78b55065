using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard diff</c>.</summary>
internal static class DiffCommand
{
    public static CliCommand Create()
    {
        var from = new Argument<string>("FROM") { Description = "A revision, or a time (UTC where no zone is given)." };
        var to = new Argument<string?>("TO") { Arity = ArgumentArity.ZeroOrOne, Description = "The same (else the last revision)." };
        var command = new CliCommand("diff", "Show what changed between two moments, per task and property.",
            "taskboard diff 12", "taskboard diff 2026-11-20 2026-11-21T12:00:00Z")
        {
            Remarks = "A time means the last revision recorded not later; 0 is the board before the first. With TO before FROM: what would bring it back.",
        };
        command.Add(from);
        command.Add(to);
        return command.Reading(async (call, board) =>
        {
            var history = board.History;
            var (begin, end) = (Moments.Parse("FROM", call.Value(from)!), call.Value(to) is { } text ? Moments.Parse("TO", text) : (Moment?)null);
            var first = await RevisionOfAsync(begin).ConfigureAwait(false);
            var last = end is { } moment ? await RevisionOfAsync(moment).ConfigureAwait(false) : await history.LastRevisionAsync(call.CancellationToken).ConfigureAwait(false);
            if (end is null)
            {
                await ReadingText.WarnOfUnrecordedAsync(call, board).ConfigureAwait(false);
            }

            DiffText.Write(call, first, last, await history.DiffAsync(first, last, call.CancellationToken).ConfigureAwait(false));
            return ExitCode.Done;

            Task<long> RevisionOfAsync(Moment at) => at.Time is { } time ? history.RevisionAtAsync(time, call.CancellationToken) : Task.FromResult(at.Revision!.Value);
        });
    }
}
