using System.Text.Json;

namespace TaskBoard.Settings;

/// <summary>A span of time.</summary>
internal sealed class TimeSetting(
    string name, string option, string range, TimeSpan least, TimeSpan most, Func<BoardOptions, TimeSpan> get, Action<BoardOptions, TimeSpan> set)
    : Setting(name, option, range)
{
    /// <inheritdoc/>
    public override string Form => "a text such as \"90s\", \"15m\" or \"1h30m\"";

    /// <inheritdoc/>
    public override bool IsInRange(BoardOptions options) => get(options) >= least && get(options) <= most;

    /// <inheritdoc/>
    public override string Write(BoardOptions options) => $"\"{get(options).ToWord()}\"";

    /// <inheritdoc/>
    public override bool TryRead(BoardOptions options, JsonTokenType kind, string text)
    {
        if (kind != JsonTokenType.String || Words.ParseSpan(text) is not { } span)
        {
            return false;
        }

        set(options, span);
        return true;
    }
}
