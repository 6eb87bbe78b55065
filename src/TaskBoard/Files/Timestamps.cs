using System.Globalization;

namespace TaskBoard.Files;

/// <summary>
/// Reads the timestamps that programs and people write into boards: ISO 8601 with or without fractions, offset and <c>T</c>, or a date alone.
/// Without an offset it is UTC.
/// </summary>
internal static class Timestamps
{
    private const int MaxFractionDigits = 7;

    private const string Own = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd",
    ];

    /// <summary>The moment in UTC; null where the text is no timestamp.</summary>
    public static DateTimeOffset? Parse(string text) =>
        // Nearly all are in our own form, which is read much faster by itself.
        DateTimeOffset.TryParseExact(text, Own, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var own)
            ? own
            : ParseOthers(text);

    /// <summary>The form in which TaskBoard writes timestamps.</summary>
    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(Own, CultureInfo.InvariantCulture);

    private static DateTimeOffset? ParseOthers(string text) =>
        DateTimeOffset.TryParseExact(
            Normalize(text), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;

    private static string Normalize(string text)
    {
        var result = text.Trim();
        if (result.Length > 10 && (result[10] == 't' || result[^1] == 'z'))
        {
            result = result.ToUpperInvariant();
        }

        // Go writes nanoseconds; .NET knows 100 ns.
        if (result.IndexOf('.') is > 0 and var dot)
        {
            var end = dot + 1;
            while (end < result.Length && char.IsAsciiDigit(result[end]))
            {
                end++;
            }

            var digits = end - dot - 1;
            if (digits > MaxFractionDigits)
            {
                result = result.Remove(dot + 1 + MaxFractionDigits, digits - MaxFractionDigits);
            }
        }

        // "+0000", as date(1) and Python's %z write it.
        if (result.Length > 19 && (result[^5] is '+' or '-') && result.AsSpan(result.Length - 4).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            result = result.Insert(result.Length - 2, ":");
        }

        return result;
    }
}
