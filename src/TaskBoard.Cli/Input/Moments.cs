namespace TaskBoard.Cli.Input;

/// <summary>Places in the history, as they are written on the command line.</summary>
internal static class Moments
{
    /// <summary>Reads TIME, where the empty text means none (the default time).</summary>
    public static DateTimeOffset ParseTimeOrNone(string option, string text) => text.Length == 0 ? default : ParseTime(option, text);

    /// <summary>Reads TIME.</summary>
    public static DateTimeOffset ParseTime(string option, string text) => Moment.TimeOf(text)
        ?? throw CliException.Usage($"{option}: '{text}' is not a time (such as 2026-11-21T09:00:00Z, UTC where no zone is given).");

    /// <summary>Reads REVISION or TIME (ISO 8601; without a zone it is UTC).</summary>
    public static Moment Parse(string option, string text) => Moment.Of(text)
        ?? throw CliException.Usage($"{option}: '{text}' is neither a revision (a number) nor a time (such as 2026-11-21T09:00:00Z, UTC where no zone is given).");
}
