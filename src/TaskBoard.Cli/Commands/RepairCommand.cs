using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard repair</c>.</summary>
internal static class RepairCommand
{
    public static CliCommand Create()
    {
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be done." };
        var command = new CliCommand("repair", "Repair what keeps the board from being read or changed.", "taskboard repair --dry-run", "taskboard repair")
        {
            NamesAgent = true,
            Remarks = "Breaks a lock whose owner is proven gone; takes a Markdown fence off tasks.json, and nothing else; moves a history that is damaged aside\n"
                + "(.taskboard/damaged) and begins a new one with what tasks.json holds, which the history says; computes rows anew that were changed by anything but\n"
                + "TaskBoard, or takes them out where nobody can know any more what they held, with a copy of the history as it was, and puts that on record;\n"
                + "finishes what a dead writer left; puts left-over files away. Nothing is deleted that anybody may have written. It only tells of text that a person\n"
                + "has to mend, of events that were changed by another program, and of rights. Exit code 0: nothing found, or all repaired; 1: something is left to\n"
                + "see to; 6: the board or its history cannot be read or is damaged.",
        };
        command.Add(dry);
        return command.Acting(async (call, board, by) =>
        {
            var pass = await board.RepairAsync(by, call.Value(dry), call.CancellationToken).ConfigureAwait(false);
            MonitorText.Write(call, pass, "board.repair", "Without --dry-run");
            return MonitorText.ExitCodeOf(pass);
        });
    }
}
