using System.CommandLine;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard watch</c>.</summary>
internal static class WatchCommand
{
    /// <summary>How long a reader that has gone is not noticed.</summary>
    private static readonly TimeSpan LookForReader = TimeSpan.FromSeconds(1);

    public static CliCommand Create()
    {
        var since = new Option<long?>("--since") { HelpName = "REVISION", Description = "Begin with what came after this revision, and miss nothing." };
        var command = new CliCommand("watch", "Show each event as it happens.", "taskboard watch", "taskboard watch --since 85 --json")
        {
            Remarks = "On a terminal, and without --since, it shows the board itself, live. "
                + "Goes on until Ctrl-C, SIGTERM, or until nobody reads its output any more (exit code 0), or until the history cannot be read (6).\n"
                + "With --json one document per line. Where the history is begun anew, its revisions begin anew too (HISTORY_REBUILT).",
        };
        command.Add(since);
        return command.Reading((call, board) => call.Value(since) is null && LiveBoard.CanRun(call)
            ? LiveBoard.RunAsync(call, board)
            : StreamAsync(call, board, call.Value(since)));
    }

    private static async Task<int> StreamAsync(CommandCall call, Board board, long? since)
    {
        if (since < 0)
        {
            throw CliException.Usage("--since: revisions are numbered from 0.");
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        var reader = EndWithReaderAsync(call.Environment, end);
        try
        {
            await WriteAsync(call, board, since, end.Token).ConfigureAwait(false);
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

    private static async Task WriteAsync(CommandCall call, Board board, long? since, CancellationToken end)
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
            if (since is null && item.Sequence <= last?.Sequence && item.RecordedAt <= last.RecordedAt)
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
