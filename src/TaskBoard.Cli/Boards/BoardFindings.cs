namespace TaskBoard.Cli.Boards;

/// <summary>Everything about a board that a person should know or mend.</summary>
internal static class BoardFindings
{
    /// <summary>What is found on the board, in its size, its history, and what git tracks of it.</summary>
    public static async Task<List<BoardFinding>> FindAsync(CommandCall call, Board board, BoardSnapshot snapshot) =>
    [
        .. await ContentAsync(board, snapshot, call.CancellationToken).ConfigureAwait(false),
        .. FileSize.Look(board.Directory, await BoardSettings.MaxFileBytesAsync(call, board).ConfigureAwait(false)),
        .. await HistoryAsync(board, snapshot, call.CancellationToken).ConfigureAwait(false),
        .. await TrackedFiles.FindAsync(board.Directory, call.CancellationToken).ConfigureAwait(false),
    ];

    /// <summary>What is found on the board, and in the files of its personas.</summary>
    private static async Task<IEnumerable<BoardFinding>> ContentAsync(Board board, BoardSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            var personas = await board.PersonasAsync(cancellationToken).ConfigureAwait(false);
            return [.. personas.Select(p => p.Problem).OfType<string>().Select(problem => new BoardFinding(true, problem)), .. snapshot.Check(personas)];
        }
        catch (BoardException)
        {
            // That the history cannot be read is found below.
            return snapshot.Check();
        }
    }

    /// <summary>Whether the history can be read. What it says is <c>verify</c>'s.</summary>
    private static async Task<IEnumerable<BoardFinding>> HistoryAsync(Board board, BoardSnapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            return await board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false) == 0 && snapshot.Readable
                && await board.History.StandingAsync(cancellationToken).ConfigureAwait(false) == HistoryStanding.Elsewhere
                ? [new BoardFinding(false, Output.ReadingText.WarningOf(HistoryStanding.Elsewhere)!) { Code = MonitorCodes.HistoryGone }]
                : [];
        }
        catch (BoardException e)
        {
            return [new BoardFinding(true, e.Message) { Code = e.Kind == BoardErrorKind.Unreadable ? MonitorCodes.HistoryDamaged : null }];
        }
    }
}
