using System.Globalization;
using System.Text.Json;

namespace TaskBoard.Settings;

/// <summary>A whole number.</summary>
internal sealed class NumberSetting(
    string name, string option, string range, long least, long most, Func<BoardOptions, long> get, Action<BoardOptions, long> set)
    : Setting(name, option, range)
{
    /// <inheritdoc/>
    public override string Form => "a whole number";

    /// <inheritdoc/>
    public override bool IsInRange(BoardOptions options) => get(options) >= least && get(options) <= most;

    /// <inheritdoc/>
    public override string Write(BoardOptions options) => get(options).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override bool TryRead(BoardOptions options, JsonTokenType kind, string text)
    {
        if (kind != JsonTokenType.Number || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        // What the option cannot hold is out of every range, and stays so.
        set(options, number > most || number < least ? least - 1 : number);
        return true;
    }
}
