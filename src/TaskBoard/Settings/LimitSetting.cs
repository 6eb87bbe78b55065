using System.Text.Json;

namespace TaskBoard.Settings;

/// <summary>A span of time beyond which something ends; null: there is no such limit.</summary>
internal sealed class LimitSetting(
    string name, string option, string range, TimeSpan least, TimeSpan most, Func<BoardOptions, TimeSpan?> get, Action<BoardOptions, TimeSpan?> set)
    : Setting(name, option, range)
{
    /// <inheritdoc/>
    public override string Form => "a text such as \"90s\", \"15m\" or \"1h30m\", or null";

    /// <inheritdoc/>
    public override bool IsInRange(BoardOptions options) => get(options) is not { } span || (span >= least && span <= most);

    /// <inheritdoc/>
    public override string Write(BoardOptions options) => get(options) is { } span ? $"\"{span.ToWord()}\"" : "null";

    /// <inheritdoc/>
    public override bool TryRead(BoardOptions options, JsonTokenType kind, string text)
    {
        TimeSpan? span = kind == JsonTokenType.String ? Words.ParseSpan(text) : null;
        set(options, span);
        return kind == JsonTokenType.Null || span is not null;
    }
}
