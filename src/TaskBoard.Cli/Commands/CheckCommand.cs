using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard check</c>.</summary>
internal static class CheckCommand
{
    public static CliCommand Create() => new CliCommand("check", "List everything on the board that a person should mend.", "taskboard check", "taskboard check --json")
    {
        Remarks = "Exit code 0: nothing to mend, or remarks only; 1: problems were found; 6: tasks.json or the history cannot be read.\n"
            + "Looks at a tasks.json right here too that no board was made of yet, and makes none.",
    }.Running(async call =>
    {
        await using var board = await call.OpenBoardAsync(orFileHere: true).ConfigureAwait(false);
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        var findings = await BoardFindings.FindAsync(call, board, snapshot).ConfigureAwait(false);
        findings.InsertRange(0, await BoardSettings.LookAsync(board, call.CancellationToken).ConfigureAwait(false));
        if (call.Json)
        {
            WriteDocument(call, snapshot, findings);
        }
        else
        {
            FindingText.Write(call, findings);
        }

        return FindingText.ExitCodeOf(snapshot, findings);
    });

    private static void WriteDocument(CommandCall call, BoardSnapshot snapshot, List<BoardFinding> findings) => call.WriteDocument("board.check", writer =>
    {
        FindingText.Write(writer, findings);
        ReadingText.Write(writer, snapshot);
    });
}
