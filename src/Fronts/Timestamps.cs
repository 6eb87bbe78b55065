using System.Globalization;

namespace TaskBoard.Fronts;

/// <summary>Points in time as the board writes them.</summary>
internal static class Timestamps
{
    /// <summary>UTC, with milliseconds and Z.</summary>
    public static string ToText(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
