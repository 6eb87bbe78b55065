using TaskBoard.Cli.Boards;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Commands;

/// <summary><c>taskboard check</c>.</summary>
internal static class CheckCommand
{
    public static CliCommand Create() => new CliCommand("check", "List everything on the board that a person should mend.", "taskboard check", "taskboard check --json")
    {
        Remarks = "Exit code 0: nothing to mend, or remarks only; 1: problems were found; 6: tasks.json cannot be read.",
    }.Reading(async (call, board) =>
    {
        var snapshot = await board.ReadAsync(call.CancellationToken).ConfigureAwait(false);
        List<BoardFinding> findings =
        [
            .. snapshot.Check(),
            .. FileSize.Look(board.Directory, call.BoardOptions().MaxFileBytes),
            .. await HistoryAsync(board, call.CancellationToken).ConfigureAwait(false),
            .. await TrackedFiles.FindAsync(board.Directory, call.CancellationToken).ConfigureAwait(false),
        ];
        if (call.Json)
        {
            WriteDocument(call, snapshot, findings);
        }
        else
        {
            foreach (var finding in findings)
            {
                call.WriteLine($"{(finding.IsProblem ? "problem" : "remark")}: {finding}");
            }

            call.Say(findings.Count == 0 ? "Nothing to mend." : $"{findings.Count(f => f.IsProblem)} to mend, {findings.Count(f => !f.IsProblem)} remarks.");
        }

        return !snapshot.Readable ? ExitCode.Unreadable : findings.Any(f => f.IsProblem) ? ExitCode.Failed : ExitCode.Done;
    });

    /// <summary>Whether the history can be read. What it says is <c>verify</c>'s.</summary>
    private static async Task<IEnumerable<BoardFinding>> HistoryAsync(Board board, CancellationToken cancellationToken)
    {
        try
        {
            await board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (BoardException e)
        {
            return [new BoardFinding(true, e.Message)];
        }
    }

    private static void WriteDocument(CommandCall call, BoardSnapshot snapshot, List<BoardFinding> findings) => call.WriteDocument("board.check", writer =>
    {
        writer.WriteStartArray("items");
        foreach (var finding in findings)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("problem", finding.IsProblem);
            writer.WriteString("message", finding.Message);
            writer.WriteText("task", finding.Task);
            if (finding.Line > 0)
            {
                writer.WriteNumber("line", finding.Line);
                writer.WriteNumber("column", finding.Column);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteNumber("total", findings.Count);
        ReadingText.Write(writer, snapshot);
    });
}
