using System.Globalization;

namespace TaskBoard.Cli.Boards;

/// <summary>The settings of a board, as commands need them.</summary>
internal static class BoardSettings
{
    /// <summary>Warns where they cannot be used: then every change would be refused.</summary>
    public static void Warn(CommandCall call, Board board)
    {
        // Most boards have none: what there is not is not looked into.
        if (!File.Exists(Path.Combine(board.Directory, ".taskboard", "settings.json")))
        {
            return;
        }

        foreach (var finding in CommandCall.InPlace(LookAsync(board, call.CancellationToken)).Result)
        {
            call.Warn(finding.Message);
        }
    }

    /// <summary>What is wrong with them; empty: nothing.</summary>
    public static async Task<IReadOnlyList<BoardFinding>> LookAsync(Board board, CancellationToken cancellationToken)
    {
        try
        {
            await board.ReadSettingsAsync(cancellationToken).ConfigureAwait(false);
            return [];
        }
        catch (BoardException e)
        {
            return [new BoardFinding(true, e.Message)];
        }
    }

    /// <summary>The largest file that the board may have.</summary>
    public static async Task<long> MaxFileBytesAsync(CommandCall call, Board board)
    {
        try
        {
            var settings = await board.ReadSettingsAsync(call.CancellationToken).ConfigureAwait(false);
            return long.Parse(settings.First(s => s.Name == "max_file_bytes").Value, CultureInfo.InvariantCulture);
        }
        catch (BoardException)
        {
            return call.BoardOptions().MaxFileBytes;
        }
    }
}
