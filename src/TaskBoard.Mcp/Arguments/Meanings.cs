using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Arguments;

/// <summary>What texts of arguments mean.</summary>
internal static class Meanings
{
    /// <summary>What is said of a text that is no time.</summary>
    public const string NoTime = "It is no time; write it as 2026-11-21T09:00:00Z.";

    /// <summary>An id.</summary>
    public static TaskId Id(string name, string text) => TaskId.Fault(text) is { } fault ? throw Refused(name, fault) : TaskId.Parse(text);

    /// <summary>Ids.</summary>
    public static ValueList<TaskId> Ids(this CheckedArguments arguments, string name) => arguments.Texts(name).Select(text => Id(name, text)).ToValueList();

    /// <summary>An id; null: it was not given.</summary>
    public static TaskId? Id(this CheckedArguments arguments, string name) => arguments.Text(name) is { } text ? Id(name, text) : null;

    /// <summary>A priority; null: it was not given.</summary>
    public static TaskPriority? Priority(this CheckedArguments arguments, string name) => Words.ParsePriority(arguments.Text(name));

    /// <summary>A span of time; null: it was not given.</summary>
    public static TimeSpan? Span(this CheckedArguments arguments, string name) =>
        arguments.Text(name) is not { } text ? null : Words.ParseSpan(text) ?? throw Refused(name, "It is no span of time; write 90s, 15m, 1h30m or 1d.");

    /// <summary>A time; null: it was not given. The empty text is the default time.</summary>
    public static DateTimeOffset? Time(this CheckedArguments arguments, string name) => arguments.Text(name) switch
    {
        null => null,
        "" => default(DateTimeOffset),
        var text => Fronts.Moment.TimeOf(text) ?? throw Refused(name, NoTime),
    };

    /// <summary>A revision or a time; neither: it was not given.</summary>
    public static Fronts.Moment Moment(this CheckedArguments arguments, string name) => arguments.Text(name) is not { } text
        ? default
        : Fronts.Moment.Of(text) ?? throw Refused(name, "It is neither a revision (a number) nor a time; write one as 2026-11-21T09:00:00Z.");

    /// <summary>The refusal of an argument's value.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="problem">What is wrong with it, and what to do.</param>
    /// <param name="allowed">What would be accepted; none: the same call with this argument mended.</param>
    public static ToolRefusal Refused(string name, string problem, params IReadOnlyList<string> allowed) =>
        new(BoardErrorCodes.InvalidRequest, "An argument cannot be used; nothing was done.", allowed.Count > 0 ? allowed : [$"the same call with '{name}' mended"])
        {
            Problems = [$"'{name}': {problem}"],
        };
}
