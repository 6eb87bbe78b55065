using System.CommandLine;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;
using TaskBoard.Cli.Work;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard watch</c>.</summary>
internal static class WatchCommand
{
    /// <summary>How long a reader that has gone is not noticed.</summary>
    private static readonly TimeSpan LookForReader = TimeSpan.FromSeconds(1);

    public static CliCommand Create()
    {
        var since = new Option<long?>("--since") { HelpName = "REVISION", Description = "Begin with what came after this revision, and miss nothing." };
        var on = DraftOptions.Repeated("--on", "STATE", "Only transitions to this state; repeated: to any of them.");
        var exec = new Option<string?>("--exec") { HelpName = "COMMAND", Description = "With --on: run this program for each, one after the other." };
        var arguments = new Argument<string[]>("ARGUMENT") { Arity = ArgumentArity.ZeroOrMore, Description = "With --exec: the program's arguments, after a double dash." };
        var command = new CliCommand("watch", "Show each event as it happens.",
            "taskboard watch", "taskboard watch --since 85 --json", "taskboard watch --on FAILED --exec ./page.sh -- --to me")
        {
            Remarks = "On a terminal, and without --since, it shows the board itself, live. "
                + "Goes on until Ctrl-C, SIGTERM, or until nobody reads its output any more (exit code 0), or until the history cannot be read (6).\n"
                + "With --json one document per line. Where the history is begun anew, its revisions begin anew too (HISTORY_REBUILT).\n"
                + "What --exec runs is started without a shell, gets the event as JSON on standard input and as TASKBOARD_TASK, _EVENT, _FROM, _TO, _BY, _REVISION and\n"
                + "_DIR, and may fail: that is said, and watching goes on. --since with the last revision that was said misses nothing after a restart.",
        };
        command.Add(since);
        command.Add(on);
        command.Add(exec);
        command.Add(arguments);
        return command.Reading((call, board) =>
        {
            var states = call.Values(on).Select(s => ChosenWords.State(s).ToWord()).ToHashSet(StringComparer.Ordinal);
            var reaction = Reaction(call, board, call.Value(exec), call.Value(arguments) ?? [], states.Count > 0);
            return call.Value(since) is null && states.Count == 0 && LiveBoard.CanRun(call)
                ? LiveBoard.RunAsync(call, board)
                : StreamAsync(call, board, call.Value(since), item => states.Count == 0 || (item.FromStatus != item.ToStatus && states.Contains(item.ToStatus ?? "")), reaction);
        });
    }

    private static WatchReaction? Reaction(CommandCall call, Board board, string? program, string[] arguments, bool hasStates)
    {
        if (program is null)
        {
            return arguments.Length == 0 ? null : throw CliException.Usage($"'{arguments[0]}': watch takes arguments only for the program of --exec.");
        }

        if (!hasStates)
        {
            throw CliException.Usage("--exec needs --on STATE: for which transitions the program is to run.");
        }

        return CommandPath.Find(program, call.Environment) is { } found
            ? new WatchReaction(call, board.Directory, found, arguments)
            : throw new CliException(BoardErrorCodes.InvalidRequest, ExitCode.NotFound,
                $"--exec: there is no program '{program}'. It is started without a shell: its arguments go after a double dash, --exec PROGRAM -- ARGUMENT…");
    }

    private static async Task<int> StreamAsync(CommandCall call, Board board, long? since, Func<BoardEvent, bool> isWanted, WatchReaction? reaction)
    {
        if (since < 0)
        {
            throw CliException.Usage("--since: revisions are numbered from 0.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        var reader = EndWithReaderAsync(call.Environment, end);
        try
        {
            await WriteAsync(call, board, since, isWanted, reaction, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The way it is meant to end.
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await reader.ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static async Task WriteAsync(
        CommandCall call, Board board, long? since, Func<BoardEvent, bool> isWanted, WatchReaction? reaction, CancellationToken end)
    {
        // Where watching begins is settled before it is said, so that whoever waits for these words misses nothing that is done after them.
        var last = await LastAsync(board, end).ConfigureAwait(false);
        var reached = last?.Revision ?? 0;
        var from = since ?? reached;
        if (since > reached)
        {
            call.Warn($"The history goes to revision {reached} only: it was begun anew since, or is another board's. All of it follows.");
        }

        call.Say($"Watching {board.Directory} for what comes after revision {from}; Ctrl-C ends it.");
        await foreach (var item in board.WatchAsync(from, end).ConfigureAwait(false))
        {
            // Recorded beside the board at that revision, but before: not new to somebody who asked for nothing older.
            if (!isWanted(item) || (since is null && item.Sequence <= last?.Sequence && item.RecordedAt <= last.RecordedAt))
            {
                continue;
            }

            if (call.Json)
            {
                call.WriteDocument("event", writer => EventText.WriteProperties(writer, item));
            }
            else
            {
                call.WriteLine(EventText.LineOf(item));
            }

            await call.Streams.Out.FlushAsync(end).ConfigureAwait(false);
            if (reaction is not null)
            {
                await reaction.RunAsync(item, end).ConfigureAwait(false);
                await call.Streams.Out.FlushAsync(end).ConfigureAwait(false);
            }
        }
    }

    private static async Task<BoardEvent?> LastAsync(Board board, CancellationToken cancellationToken)
    {
        await foreach (var item in board.History.EventsAsync(new EventFilter { NewestFirst = true }, cancellationToken).ConfigureAwait(false))
        {
            return item;
        }

        return null;
    }

    private static async Task EndWithReaderAsync(CliEnvironment environment, CancellationTokenSource end)
    {
        using var timer = new PeriodicTimer(LookForReader);
        try
        {
            while (await timer.WaitForNextTickAsync(end.Token).ConfigureAwait(false))
            {
                if (environment.OutputIsClosed())
                {
                    await end.CancelAsync().ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It ended for another reason.
        }
    }
}
