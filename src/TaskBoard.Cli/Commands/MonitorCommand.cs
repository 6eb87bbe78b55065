using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Input;
using TaskBoard.Cli.Output;
using TaskBoard.Cli.Terminal;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard monitor</c>.</summary>
internal static class MonitorCommand
{
    public static CliCommand Create()
    {
        var defaults = new MonitorOptions();
        var once = new Option<bool>("--once") { Description = "Look once and end, as cron wants it." };
        var repair = new Option<bool>("--repair") { Description = "Act on what it is safe to act on; all of it is on record." };
        var interval = new Option<string?>("--interval") { HelpName = "TIME", Description = "How often to look where nothing happens (1m if not given)." };
        var backups = new Option<string?>("--backup-every") { HelpName = "TIME", Description = "How old the newest backup may be (1d if not given; 0s: none)." };
        var kept = new Option<int?>("--keep-backups") { HelpName = "N", Description = "How many backups are kept (if not given: the setting backups_kept, 7)." };
        var command = new CliCommand("monitor", "Look for stale locks, ended leases, damage, full disks and missing backups.",
            "taskboard monitor --once --repair", "taskboard monitor --repair --interval 5m")
        {
            GoesOn = true,
            Remarks = "Repairs: a lock whose owner is proven gone is broken, a lease that ended is recorded, a hand edit too, what a dead writer left is finished\n"
                + "or put away, and .taskboard/backups gets a copy of tasks.json and of the history. All else is left to people.\n"
                + "With --once, exit code 0: nothing found, all repaired, or remarks only; 1: something is left to see to; 6: the board or its history cannot be\n"
                + "read or is damaged. Without it, it wakes for changes and by the clock, and goes on until Ctrl-C or SIGTERM (exit code 0); with --json one\n"
                + "document per look.",
        };
        foreach (var option in new Option[] { once, repair, interval, backups, kept })
        {
            command.Add(option);
        }

        return command.Examining((call, board) =>
        {
            BoardSettings.Warn(call, board);
            var options = new MonitorOptions
            {
                Repair = call.Value(repair),
                Interval = call.Value(interval) is { } time ? ChosenWords.Span("--interval", time) : defaults.Interval,
                BackupEvery = call.Value(backups) is { } age ? ChosenWords.Span("--backup-every", age) : defaults.BackupEvery,
                BackupsKept = call.Value(kept),
            };
            Demand(options.Interval >= TimeSpan.FromSeconds(1) && options.Interval <= TimeSpan.FromDays(1), "--interval: from 1s to 1d.");
            Demand(options.BackupsKept is null or >= 1, "--keep-backups: at least 1; --backup-every 0s makes none.");
            return call.Value(once) ? OnceAsync(call, board, options) : RunAsync(call, board, options);
        });
    }

    private static void Demand(bool holds, string range)
    {
        if (!holds)
        {
            throw CliException.Usage(range);
        }
    }

    private static async Task<int> OnceAsync(CommandCall call, Board board, MonitorOptions options)
    {
        var pass = await board.Monitor.LookAsync(options, call.CancellationToken).ConfigureAwait(false);
        MonitorText.Write(call, pass);
        return MonitorText.ExitCodeOf(pass);
    }

    private static async Task<int> RunAsync(CommandCall call, Board board, MonitorOptions options)
    {
        call.Say($"Monitoring {board.Directory}; Ctrl-C ends it.");
        var diary = new MonitorDiary();
        using var status = new StatusLine(call);
        try
        {
            await foreach (var pass in board.Monitor.RunAsync(options, call.CancellationToken).ConfigureAwait(false))
            {
                status.Hide();
                if (call.Json)
                {
                    MonitorText.Write(call, pass);
                }
                else
                {
                    foreach (var line in diary.NewsOf(pass))
                    {
                        Tell(call, line);
                    }
                }

                status.Show(diary.Summary);
                await call.Streams.Out.FlushAsync(call.CancellationToken).ConfigureAwait(false);
                if (call.Environment.OutputIsClosed())
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (call.CancellationToken.IsCancellationRequested)
        {
            // The way it is meant to end.
        }

        return ExitCode.Done;
    }

    /// <summary>A line that stays: on a terminal broken where words end.</summary>
    private static void Tell(CommandCall call, string text)
    {
        foreach (var line in call.Screen is { } screen ? CellText.Wrap(CellText.Line(text), screen.Width) : [text])
        {
            call.WriteLine(line);
        }
    }
}
