using System.Globalization;
using System.Text;

namespace TaskBoard.Fronts;

/// <summary>
/// Half a character (a lone surrogate) can be written in JSON, as <c>\udXXX</c>, and be kept in a board. Strict parsers refuse a document that
/// holds one, and the others differ in what they make of it: documents for programs hold U+FFFD in its place, as every text in UTF-8 does.
/// </summary>
internal static class HalfCharacters
{
    private const int EscapeLength = 6;

    /// <summary>Whether JSON text holds one as an escape.</summary>
    public static bool AreIn(string json) => !ReferenceEquals(Replaced(json), json);

    /// <summary>JSON text with U+FFFD for every one; the same object where it holds none.</summary>
    public static string Replaced(string json)
    {
        // No other escape begins so.
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
        {
            return json;
        }

        StringBuilder? result = null;
        for (var at = 0; at < json.Length;)
        {
            var length = json[at] != '\\' ? 1 : EscapeAt(json, at) is { } c && char.IsSurrogate(c) ? PairAt(json, at) : 2;
            if (length > 0)
            {
                result?.Append(json, at, length);
                at += length;
                continue;
            }

            (result ??= new StringBuilder(json, 0, at, json.Length)).Append("\\ufffd");
            at += EscapeLength;
        }

        return result?.ToString() ?? json;
    }

    /// <summary>The length of a whole character that is written as two escapes; 0: it is half of one.</summary>
    private static int PairAt(string json, int at) =>
        char.IsHighSurrogate(EscapeAt(json, at) ?? ' ') && char.IsLowSurrogate(EscapeAt(json, at + EscapeLength) ?? ' ') ? 2 * EscapeLength : 0;

    private static char? EscapeAt(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
