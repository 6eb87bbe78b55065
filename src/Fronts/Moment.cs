using System.Globalization;

namespace TaskBoard.Fronts;

/// <summary>A place in the history: a revision or a time.</summary>
/// <param name="Revision">The revision; null: a time is meant.</param>
/// <param name="Time">The time; null: a revision is meant.</param>
internal readonly record struct Moment(long? Revision, DateTimeOffset? Time)
{
    /// <summary>Reads REVISION or TIME; null: it is neither.</summary>
    public static Moment? Of(string text) => IsRevision(text, out var revision) ? new Moment(revision, null)
        : TimeOf(text) is { } time ? new Moment(null, time)
        : null;

    /// <summary>Reads TIME (ISO 8601; without a zone it is UTC); null: it is none. Much would pass for a time: "1.5" is a day of January, "12:00" one of today.</summary>
    public static DateTimeOffset? TimeOf(string text) => BeginsWithDay(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static bool BeginsWithDay(string text) =>
        text.Length >= "2026-11-21".Length && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsRevision(string text, out long revision) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision);
}
