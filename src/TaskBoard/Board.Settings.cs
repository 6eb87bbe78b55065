using TaskBoard.Files;

namespace TaskBoard;

/// <content>What the board goes by.</content>
public sealed partial class Board
{
    /// <summary>
    /// The settings in force, each with its source: the board's <c>.taskboard/settings.json</c> before the options of this program, before the defaults.
    /// The file is looked at before each change, so saving it is enough. Where it cannot be used, every change is refused, and reading goes on.
    /// </summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SettingsUnreadableException">The file cannot be used: all that is wrong with it, with line and column.</exception>
    public Task<ValueList<BoardSetting>> ReadSettingsAsync(CancellationToken cancellationToken = default) =>
        Task.Run(() => Reading(() => _settings.Read().List()), cancellationToken);
}
