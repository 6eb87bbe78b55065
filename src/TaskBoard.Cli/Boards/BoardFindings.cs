namespace TaskBoard.Cli.Boards;

/// <summary>Everything about a board that a person should know or mend.</summary>
internal static class BoardFindings
{
    /// <summary>What is found on the board, in its size, its history, and what git tracks of it.</summary>
    public static async Task<List<BoardFinding>> FindAsync(CommandCall call, Board board, BoardSnapshot snapshot) =>
    [
        .. await ContentAsync(board, snapshot, call.CancellationToken).ConfigureAwait(false),
        .. await RemovedWork.FindAsync(board, call.CancellationToken).ConfigureAwait(false),
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
            var revision = await board.History.LastRevisionAsync(cancellationToken).ConfigureAwait(false);
            return !snapshot.Readable ? [] : await board.History.StandingAsync(cancellationToken).ConfigureAwait(false) switch
            {
                HistoryStanding.Elsewhere when revision == 0 => [new BoardFinding(false, Output.ReadingText.WarningOf(HistoryStanding.Elsewhere)!) { Code = MonitorCodes.HistoryGone }],
                HistoryStanding.BehindFile when revision > 0 =>
                    [new BoardFinding(false, $"tasks.json holds a hand edit that is not recorded yet: revision {revision} is the last on record. The next change records it.")],
                _ => [],
            };
        }
        catch (BoardException e)
        {
            return [new BoardFinding(true, e.Message) { Code = e.Kind == BoardErrorKind.Unreadable ? MonitorCodes.HistoryDamaged : null }];
        }
    }
}
