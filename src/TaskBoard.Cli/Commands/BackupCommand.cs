using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard backup</c>.</summary>
internal static class BackupCommand
{
    public static CliCommand Create()
    {
        var keep = new Option<int?>("--keep") { HelpName = "N", Description = "How many backups are kept, this one too (if not given: the setting backups_kept, 7)." };
        var command = new CliCommand("backup", "Copy board and history, of one moment, to .taskboard/backups.", "taskboard backup", "taskboard backup --keep 30")
        {
            Remarks = "Agents go on meanwhile. The oldest backups beyond those that are kept are deleted. A board that cannot be read, or a history that is damaged\n"
                + "or was changed, is not backed up (exit code 6), so that it takes no good copy's place. 'taskboard monitor --repair' makes one a day by itself.\n"
                + "To go back to one: end what works on the board, move tasks.json and .taskboard aside, and put the two files there as tasks.json and\n"
                + ".taskboard/history.db.",
        };
        command.Add(keep);
        return command.Reading(async (call, board) =>
        {
            if (call.Value(keep) < 1)
            {
                throw CliException.Usage("--keep: at least 1.");
            }

            Write(call, await board.BackUpAsync(call.Value(keep), call.CancellationToken).ConfigureAwait(false));
            return ExitCode.Done;
        });
    }

    private static void Write(CommandCall call, BoardBackup backup)
    {
        if (call.Json)
        {
            call.WriteDocument("board.backup", writer =>
            {
                writer.WriteString("name", backup.Name);
                writer.WriteString("at", backup.At.ToText());
                writer.WriteNumber("revision", backup.Revision);
                writer.WriteString("board", backup.Board);
                writer.WriteString("history", backup.History);
                writer.WriteStrings("deleted", backup.Deleted);
            });
            return;
        }

        call.WriteLine($"backed up revision {backup.Revision}");
        call.WriteLine($"  {backup.Board}");
        call.WriteLine($"  {backup.History}");
        foreach (var name in backup.Deleted)
        {
            call.WriteLine($"deleted {name}, one more than are kept");
        }
    }
}
