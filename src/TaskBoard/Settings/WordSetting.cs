using System.Text.Json;

namespace TaskBoard.Settings;

/// <summary>One of a few words.</summary>
internal sealed class WordSetting(string name, string option, IReadOnlyList<string> words, Func<BoardOptions, int> get, Action<BoardOptions, int> set)
    : Setting(name, option, string.Join(" or ", words))
{
    /// <inheritdoc/>
    public override string Form => string.Join(" or ", words.Select(w => $"\"{w}\""));

    /// <inheritdoc/>
    public override bool IsInRange(BoardOptions options) => get(options) >= 0 && get(options) < words.Count;

    /// <inheritdoc/>
    public override string Write(BoardOptions options) => $"\"{words[get(options)]}\"";

    /// <inheritdoc/>
    public override bool TryRead(BoardOptions options, JsonTokenType kind, string text)
    {
        var place = kind == JsonTokenType.String ? words.ToList().IndexOf(text) : -1;
        if (place >= 0)
        {
            set(options, place);
        }

        return place >= 0;
    }
}
