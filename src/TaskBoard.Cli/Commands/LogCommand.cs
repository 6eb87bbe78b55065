using System.CommandLine;
using System.Globalization;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard log</c>.</summary>
internal static class LogCommand
{
    private const int DefaultLimit = 50;

    public static CliCommand Create()
    {
        var id = new Argument<string?>("ID") { Arity = ArgumentArity.ZeroOrOne, Description = "Only this task, even if it is off the board." };
        var since = new Option<string?>("--since") { HelpName = "REVISION|TIME", Description = "What came after a revision, or at or after a time." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = $"How many at most (default {DefaultLimit}).", DefaultValueFactory = _ => DefaultLimit };
        var after = new Option<string?>("--after") { HelpName = "CURSOR", Description = "Go on where the page before ended." };
        var command = new CliCommand("log", "Show what happened: who, what, when.", "taskboard log", "taskboard log k3m9x2", "taskboard log --since 2026-11-21T09:00:00Z --json")
        {
            Daily = true,
            Remarks = "Oldest first. Without --since and --after: the newest events.",
        };
        command.Add(id);
        command.Add(since);
        command.Add(limit);
        command.Add(after);
        return command.Reading(async (call, board) =>
        {
            var size = call.Value(limit) is > 0 and var number ? number : throw CliException.Usage("--limit must be at least 1.");
            var moment = call.Value(since) is { } text ? Moments.Parse("--since", text) : default;
            var cursor = call.Value(after) is { } c ? Cursor(c) : 0;
            var newest = call.Value(since) is null && cursor == 0;
            var named = call.Value(id);
            if (named is not null)
            {
                named = (await Boards.TaskNames.IdAsync(call, board, named).ConfigureAwait(false)).Value;
            }

            var filter = new EventFilter
            {
                Task = named,
                AfterRevision = moment.Revision ?? 0,
                Since = moment.Time,
                AfterSequence = cursor,
                NewestFirst = newest,
            };
            var events = new List<BoardEvent>();
            await foreach (var e in board.History.EventsAsync(filter, call.CancellationToken).ConfigureAwait(false))
            {
                events.Add(e);
                if (events.Count > size)
                {
                    break;
                }
            }

            if (events.Count == 0 && named is not null)
            {
                await RequireKnownAsync(call, board, named).ConfigureAwait(false);
            }

            if (newest)
            {
                await ReadingText.WarnOfUnrecordedAsync(call, board).ConfigureAwait(false);
            }

            EventText.Write(call, EventPage.Of(events, size, newest));
            return ExitCode.Done;
        });
    }

    /// <summary>Refuses an id that was never on the board. One that a person put there has no events before the next change.</summary>
    private static async Task RequireKnownAsync(CommandCall call, Board board, string id)
    {
        await foreach (var _ in board.History.EventsAsync(new EventFilter { Task = id }, call.CancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        if (snapshot.Find(ChosenWords.Id(id)) is null)
        {
            throw Boards.TaskNames.NotFound(id);
        }
    }

    private static long Cursor(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
        ? sequence
        : throw CliException.Usage($"--after: '{text}' is not a cursor; take it from the answer before ('next').");
}
