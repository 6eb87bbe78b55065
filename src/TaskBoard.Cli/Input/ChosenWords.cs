namespace TaskBoard.Cli.Input;

/// <summary>States, priorities and spans of time as written on the command line.</summary>
internal static class ChosenWords
{
    private const int LongestDays = 36500;

    /// <summary>A state.</summary>
    public static TaskState State(string text) => Words.ParseState(text)
        ?? throw CliException.Usage($"There is no state '{text}'. States are {string.Join(", ", Enum.GetValues<TaskState>().Select(s => s.ToWord()))}.");

    /// <summary>A priority.</summary>
    public static TaskPriority Priority(string text) => Words.ParsePriority(text)
        ?? throw CliException.Usage($"There is no priority '{text}'. Priorities are {string.Join(", ", Enum.GetValues<TaskPriority>().Select(p => p.ToWord()))}.");

    /// <summary>An id.</summary>
    public static TaskId Id(string text) => TaskId.Fault(text) is { } fault ? throw CliException.Usage($"'{text}' cannot be an id. {fault}") : TaskId.Parse(text);

    /// <summary>A span of time: 90s, 15m, 2h, 1d.</summary>
    public static TimeSpan Span(string option, string text)
    {
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.None, null, out var number))
        {
            long unit = text[^1] switch
            {
                's' => 1,
                'm' => 60,
                'h' => 3600,
                'd' => 86400,
                _ => 0,
            };
            if (unit > 0 && number * unit <= LongestDays * 86400L)
            {
                return TimeSpan.FromSeconds(number * unit);
            }
        }

        throw CliException.Usage($"{option}: '{text}' is not a span of time; write 90s, 15m, 2h or 1d.");
    }
}
