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

    /// <summary>Reads TIME (ISO 8601; without a zone it is UTC); null: it is none. Some numbers would pass for times: "5" is a day of this month.</summary>
    public static DateTimeOffset? TimeOf(string text) => !IsRevision(text, out _)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static bool IsRevision(string text, out long revision) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision);
}
