using System.CommandLine;
using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard doctor</c>.</summary>
internal static class DoctorCommand
{
    public static CliCommand Create()
    {
        var local = new Option<bool>("--local") { Description = "No other machine uses this directory: treat it so again." };
        var command = new CliCommand("doctor", "Test the board's directory, and show settings, versions and sizes.", "taskboard doctor", "taskboard doctor --json")
        {
            Remarks = "A directory of a file system that several machines may share is treated as shared, and stays so: no lock of another machine is broken.\n"
                + "Only --local goes back, where the self-test finds a file system of this machine alone.\n"
                + "Exit code 0: nothing to mend, or remarks only; 1: problems were found; 4: --local, and it stays shared; 6: tasks.json or the history\n"
                + "cannot be read.",
        };
        command.Add(local);
        return command.Examining(async (call, board) =>
        {
            if (call.Value(local))
            {
                var mode = await Board.LeaveSharedModeAsync(board.Directory, call.BoardOptions(), call.CancellationToken).ConfigureAwait(false);
                if (mode == BoardMode.Shared)
                {
                    throw new CliException(BoardErrorCodes.BoardPlace, ExitCode.Refused,
                        $"{board.Directory} stays shared: its file system is not one of those that belong to a single machine, or did not pass the self-test. 'taskboard doctor' shows which it is.");
                }
            }

            var examination = await board.ExamineAsync(call.CancellationToken).ConfigureAwait(false);
            var snapshot = await ReadAsync(board, call.CancellationToken).ConfigureAwait(false);
            List<BoardFinding> findings =
            [
                .. examination.Findings, .. await FindingsAsync(call, board, snapshot).ConfigureAwait(false), .. await RepairableAsync(board, call.CancellationToken).ConfigureAwait(false),
            ];
            var settings = await SettingsAsync(board, call.CancellationToken).ConfigureAwait(false);
            DoctorText.Write(call, board.Directory, examination, settings, [.. findings.DistinctBy(f => f.Message)]);
            return snapshot is null ? ExitCode.Unreadable : FindingText.ExitCodeOf(snapshot, findings);
        });
    }

    private static async Task<BoardSnapshot?> ReadAsync(Board board, CancellationToken cancellationToken)
    {
        try
        {
            return await board.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException e) when (e is not BoardNotFoundException)
        {
            return null;
        }
    }

    private static async Task<List<BoardFinding>> FindingsAsync(CommandCall call, Board board, BoardSnapshot? snapshot) => snapshot is null
        ? [new BoardFinding(true, "tasks.json cannot be read, and there is no history to fall back on. 'taskboard check' lists what to mend.")]
        : await BoardFindings.FindAsync(call, board, snapshot).ConfigureAwait(false);

    /// <summary>What 'taskboard repair' would look at besides; what it says of file and history is found already.</summary>
    private static async Task<IEnumerable<BoardFinding>> RepairableAsync(Board board, CancellationToken cancellationToken)
    {
        var pass = await board.RepairAsync("doctor", dryRun: true, cancellationToken).ConfigureAwait(false);
        return pass.Findings
            .Where(f => f.Code is MonitorCodes.StaleLock or MonitorCodes.LockInTheWay or MonitorCodes.ChangeUnfinished or MonitorCodes.LeftOverFile
                || f is { Code: MonitorCodes.BoardUnreadable, Repair: MonitorRepair.Possible })
            .Select(f => new BoardFinding(f.Severity != MonitorSeverity.Remark, f.ToString()));
    }

    /// <summary>The settings; none where the file cannot be used, of which the findings tell.</summary>
    private static async Task<ValueList<BoardSetting>> SettingsAsync(Board board, CancellationToken cancellationToken)
    {
        try
        {
            return await board.ReadSettingsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException)
        {
            return [];
        }
    }
}
