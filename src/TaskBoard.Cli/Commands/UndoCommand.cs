using System.CommandLine;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard undo</c>.</summary>
internal static class UndoCommand
{
    public static CliCommand Create()
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only show what would change, and change nothing." };
        var command = new CliCommand("undo", "Take back your last change, as a new change.", "taskboard undo --dry-run", "taskboard undo --agent agent-1")
        {
            Remarks = "Refused (exit code 4) where something later changed the same properties: it says which revision, who, and what. Undo again to have the change back.\n"
                + "The history of its tasks goes on telling it, and the number of an attempt does not go back. Exit code 7: there is no change of yours.",
        };
        command.Add(dryRun);
        return command.Changing(async (call, board, by) => call.Value(dryRun)
            ? RestoreText.Write(call, "board.undo.preview", "Undoing", await board.PreviewUndoAsync(by, call.CancellationToken).ConfigureAwait(false))
            : RestoreText.Write(call, "board.undo", board, await board.UndoAsync(by, call.CancellationToken).ConfigureAwait(false)));
    }
}
