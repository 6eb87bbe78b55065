using System.Globalization;
using System.Text;

namespace TaskBoard.Fronts;

/// <summary>
/// Text of a board is never trusted: control characters, escape sequences, characters that turn the direction of writing and other
/// characters of format, which nobody sees, are shown as escapes, not sent to the terminal.
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
            if (pair ? IsOfFormat(CharUnicodeInfo.GetUnicodeCategory(text, i)) : char.IsSurrogate(c) || isUnsafe(c))
            {
                write(c, result ??= new StringBuilder(text, 0, i, text.Length + 16));
                if (pair)
                {
                    write(text[++i], result);
                }

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

    // C0, DEL, C1, line and paragraph separator, and characters of format (marks and overrides of the writing direction, spaces of no width, tags), but for
    // the joiners, which scripts and emoji need, and signs of Arabic that stand before numbers, which are seen.
    private static bool IsUnsafe(char c) => char.IsControl(c) || c is '\u2028' or '\u2029'
        || (IsOfFormat(char.GetUnicodeCategory(c)) && c is not ('\u200c' or '\u200d' or (>= '\u0600' and <= '\u0605') or '\u06dd' or '\u0890' or '\u0891' or '\u08e2'));

    private static bool IsOfFormat(UnicodeCategory category) => category == UnicodeCategory.Format;

    private static string Hex(char c) => ((int)c).ToString("x4", CultureInfo.InvariantCulture);
}
