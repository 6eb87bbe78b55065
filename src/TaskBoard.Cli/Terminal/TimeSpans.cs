namespace TaskBoard.Cli.Terminal;

/// <summary>Spans of time, as people say them in passing.</summary>
internal static class TimeSpans
{
    /// <summary>By one unit, rounded down; nothing below zero.</summary>
    public static string InPassing(this TimeSpan span) => span switch
    {
        { TotalSeconds: < 0 } => "0 s",
        { TotalSeconds: < 120 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 120 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };
}
