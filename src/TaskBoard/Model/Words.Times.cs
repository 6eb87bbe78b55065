using System.Globalization;
using System.Text;

namespace TaskBoard;

/// <content>Spans of time.</content>
public static partial class Words
{
    private const int LongestDays = 36500;

    private static readonly (char Letter, long Seconds)[] s_units = [('d', 86400), ('h', 3600), ('m', 60), ('s', 1)];

    /// <summary>Reads a span of time such as <c>90s</c>, <c>15m</c>, <c>1h30m</c> or <c>1d</c>: whole numbers, the larger unit first, each once, 100 years at most; null: it is none.</summary>
    public static TimeSpan? ParseSpan(string? text)
    {
        var rest = text.AsSpan();
        var (seconds, next) = (0L, 0);
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !int.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            var letter = rest[digits];
            while (next < s_units.Length && s_units[next].Letter != letter)
            {
                next++;
            }

            if (next == s_units.Length)
            {
                return null;
            }

            seconds += number * s_units[next++].Seconds;
            rest = rest[(digits + 1)..];
        }

        return next > 0 && seconds <= LongestDays * 86400L ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>A span of time as <see cref="ParseSpan"/> reads it, in whole seconds.</summary>
    public static string ToWord(this TimeSpan span)
    {
        var (text, left) = (new StringBuilder(), (long)span.TotalSeconds);
        foreach (var (letter, seconds) in s_units)
        {
            if (left >= seconds)
            {
                text.Append(CultureInfo.InvariantCulture, $"{left / seconds}{letter}");
                left %= seconds;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }
}
