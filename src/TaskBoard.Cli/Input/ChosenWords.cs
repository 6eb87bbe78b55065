using System.CommandLine;

namespace TaskBoard.Cli.Input;

/// <summary>States, priorities and spans of time as written on the command line.</summary>
internal static class ChosenWords
{
    /// <summary>A state.</summary>
    public static TaskState State(string text) => Words.ParseState(text)
        ?? throw CliException.Usage($"There is no state '{text}'.{(Words.NearestState(text) is { } near ? $" Did you mean {near.ToWord()}?" : "")} States are {string.Join(", ", Enum.GetValues<TaskState>().Select(s => s.ToWord()))}.");

    /// <summary>A priority.</summary>
    public static TaskPriority Priority(string text) => Words.ParsePriority(text)
        ?? throw CliException.Usage($"There is no priority '{text}'.{(Words.NearestPriority(text) is { } near ? $" Did you mean {near.ToWord()}?" : "")} Priorities are {string.Join(", ", Enum.GetValues<TaskPriority>().Select(p => p.ToWord()))}.");

    /// <summary>An id.</summary>
    public static TaskId Id(string text) => TaskId.Fault(text) is { } fault ? throw CliException.Usage($"'{text}' cannot be an id. {fault}") : TaskId.Parse(text);

    /// <summary>The span of time that an option gives; null: it was not given.</summary>
    public static TimeSpan? SpanOrNull(CommandCall call, Option<string?> option) => call.Value(option) is { } text ? Span(option.Name, text) : null;

    /// <summary>A span of time: 90s, 15m, 1h30m, 1d.</summary>
    public static TimeSpan Span(string option, string text) =>
        Words.ParseSpan(text) ?? throw CliException.Usage($"{option}: '{text}' is not a span of time; write 90s, 15m, 1h30m or 1d.");
}
