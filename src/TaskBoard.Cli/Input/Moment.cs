using System.Globalization;

namespace TaskBoard.Cli.Input;

/// <summary>A place in the history: a revision or a time.</summary>
/// <param name="Revision">The revision; null: a time is meant.</param>
/// <param name="Time">The time; null: a revision is meant.</param>
internal readonly record struct Moment(long? Revision, DateTimeOffset? Time)
{
    /// <summary>Reads TIME, where the empty text means none (the default time).</summary>
    public static DateTimeOffset ParseTimeOrNone(string option, string text) => text.Length == 0 ? default : ParseTime(option, text);

    /// <summary>Reads TIME.</summary>
    public static DateTimeOffset ParseTime(string option, string text) => TimeOf(text)
        ?? throw CliException.Usage($"{option}: '{text}' is not a time (such as 2026-11-21T09:00:00Z, UTC where no zone is given).");

    /// <summary>Reads REVISION or TIME (ISO 8601; without a zone it is UTC).</summary>
    public static Moment Parse(string option, string text) => IsRevision(text, out var revision) ? new Moment(revision, null)
        : TimeOf(text) is { } time ? new Moment(null, time)
        : throw CliException.Usage($"{option}: '{text}' is neither a revision (a number) nor a time (such as 2026-11-21T09:00:00Z, UTC where no zone is given).");

    /// <summary>Some numbers would pass for times: "5" is a day of this month.</summary>
    private static DateTimeOffset? TimeOf(string text) => !IsRevision(text, out _)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    private static bool IsRevision(string text, out long revision) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out revision);
}
