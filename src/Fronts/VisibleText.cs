using System.Globalization;
using System.Text;

namespace TaskBoard.Fronts;

/// <summary>
/// Text of a board is never trusted: control characters, escape sequences and characters that turn the direction of writing are
/// shown as escapes, not sent to the terminal.
/// </summary>
internal static class VisibleText
{
    /// <summary>Text on one line.</summary>
    public static string Line(string text) => Show(text, keepLines: false);

    /// <summary>Text with its line breaks, each line under an indentation.</summary>
    public static string Block(string text, string indent) =>
        string.Join('\n', text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "" : indent + Show(line, keepLines: true)));

    /// <summary>JSON text: there, such characters can only stand in strings, where an escape means the same.</summary>
    public static string Json(string json) => Rewrite(json, IsUnsafe, static (c, to) => to.Append("\\u").Append(Hex(c)));

    /// <summary>JSON text over several lines.</summary>
    public static string JsonLines(string json) => Rewrite(json, static c => IsUnsafe(c) && c != '\n', static (c, to) => to.Append("\\u").Append(Hex(c)));

    private static string Show(string text, bool keepLines) => Rewrite(text, c => IsUnsafe(c) && !(keepLines && c == '\t'), static (c, to) =>
    {
        _ = c switch
        {
            '\n' => to.Append("\\n"),
            '\r' => to.Append("\\r"),
            '\t' => to.Append("\\t"),
            '\u001b' => to.Append("\\e"),
            _ => to.Append("\\u").Append(Hex(c)),
        };
    });

    private static string Rewrite(string text, Func<char, bool> isUnsafe, Action<char, StringBuilder> write)
    {
        StringBuilder? result = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (!pair && (char.IsSurrogate(c) || isUnsafe(c)))
            {
                write(c, result ??= new StringBuilder(text, 0, i, text.Length + 16));
                continue;
            }

            result?.Append(c);
            if (pair)
            {
                i++;
                result?.Append(text[i]);
            }
        }

        return result?.ToString() ?? text;
    }

    // C0, DEL, C1, line and paragraph separator, marks and overrides of the writing direction.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\u200e' or '\u200f' or '\u061c'
        or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff';

    private static string Hex(char c) => ((int)c).ToString("x4", CultureInfo.InvariantCulture);
}
