using System.Globalization;

namespace TaskBoard.History;

/// <summary>Times as the history stores them: ISO 8601 UTC with milliseconds and <c>Z</c>, so that they compare as text.</summary>
internal static class StoredTime
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The stored text of a time.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The time of a stored text.</summary>
    /// <exception cref="InvalidDataException">The text is no such time.</exception>
    public static DateTimeOffset Read(string text) =>
        TryRead(text) ?? throw new InvalidDataException($"'{text}' stands where a time should");

    /// <summary>The time of a stored text; null: it is no such time.</summary>
    public static DateTimeOffset? TryRead(string text) =>
        DateTime.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new DateTimeOffset(time)
            : null;

    /// <summary>A time as it will be read back: in UTC, whole milliseconds.</summary>
    public static DateTimeOffset Round(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
}
