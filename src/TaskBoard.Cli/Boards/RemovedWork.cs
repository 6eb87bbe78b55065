namespace TaskBoard.Cli.Boards;

/// <summary>What the guard for finished work has to tell whoever only reads. The answer to a change has it among its warnings.</summary>
internal static class RemovedWork
{
    /// <summary>Warns where a hand edit removed most of the finished work, and it is neither back nor accepted.</summary>
    public static void Warn(CommandCall call, Board board)
    {
        // On most boards there is nothing to tell, and then nothing more is loaded for it.
        if (!File.Exists(Path.Combine(board.Directory, ".taskboard", "removed-work.json")))
        {
            return;
        }

        foreach (var finding in CommandCall.InPlace(FindAsync(board, call.CancellationToken)).Result)
        {
            call.Warn(finding.Message);
        }
    }

    /// <summary>The same as findings. That the board cannot be read is told where it is read.</summary>
    public static async Task<IReadOnlyList<BoardFinding>> FindAsync(Board board, CancellationToken cancellationToken)
    {
        try
        {
            return await board.RemovedWorkAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException)
        {
            return [];
        }
    }
}
