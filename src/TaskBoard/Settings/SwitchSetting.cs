using System.Text.Json;

namespace TaskBoard.Settings;

/// <summary>Yes or no.</summary>
internal sealed class SwitchSetting(string name, string option, Func<BoardOptions, bool> get, Action<BoardOptions, bool> set)
    : Setting(name, option, "true or false")
{
    /// <inheritdoc/>
    public override string Form => Range;

    /// <inheritdoc/>
    public override bool IsInRange(BoardOptions options) => true;

    /// <inheritdoc/>
    public override string Write(BoardOptions options) => get(options) ? "true" : "false";

    /// <inheritdoc/>
    public override bool TryRead(BoardOptions options, JsonTokenType kind, string text)
    {
        set(options, kind == JsonTokenType.True);
        return kind is JsonTokenType.True or JsonTokenType.False;
    }
}
