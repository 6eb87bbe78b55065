using System.Globalization;

namespace TaskBoard.Rules;

/// <summary>
/// The details of <c>history</c> entries. Some are read again: whether a task went back to PENDING by the clock, by its holder's
/// failure or by release is on record in the file nowhere else.
/// </summary>
internal static class EntryText
{
    /// <summary>The longest details, in characters.</summary>
    public const int MaxLength = 200;

    private const string ClaimStart = "claimed (attempt ";
    private const string ExpiryStart = "lease expired (attempt ";
    private const string ExpiryAgent = " of ";

    public static string Claimed(int attempt, bool overriding) => $"{ClaimStart}{attempt}){(overriding ? ", overriding what held it back" : "")}";

    public static string Failed(int attempt) => $"failed (attempt {attempt})";

    public static string Released(int attempt) => $"released (attempt {attempt})";

    public static string Expired(int attempt, string agent) =>
        $"{ExpiryStart}{attempt}{ExpiryAgent}{(agent.Length <= MaxLength / 2 ? agent : agent[..(MaxLength / 2)])})";

    /// <summary>Whose lease ended, by the details of <see cref="Expired"/>; null: they tell of something else.</summary>
    public static string? AgentOfExpired(string? details) =>
        details?.StartsWith(ExpiryStart, StringComparison.Ordinal) == true
        && details.IndexOf(ExpiryAgent, ExpiryStart.Length, StringComparison.Ordinal) + ExpiryAgent.Length is var begin && begin >= ExpiryAgent.Length
        && details.LastIndexOf(')') is var end && end > begin
            ? details[begin..end]
            : null;

    /// <summary>
    /// Whether the task's entries hold a claim in TaskBoard's own words, of an attempt that the task counts. Others write entries with the same
    /// event words, so only these words tell that TaskBoard kept a history of the task.
    /// </summary>
    public static bool TellsOfAClaim(TaskItem task) => task.Attempts > 0 && task.History.Any(e =>
        e is { Event: BoardEventKind.Assigned, AgentId: not null, Details: { } details }
        && details.StartsWith(ClaimStart, StringComparison.Ordinal)
        && details.IndexOf(')', ClaimStart.Length) is var end and > 0
        && int.TryParse(details.AsSpan(ClaimStart.Length, end - ClaimStart.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
        && attempt <= task.Attempts);

    /// <summary>Text with more after a colon; nothing more where there is none.</summary>
    public static string With(string text, string? more) => OneLine(string.IsNullOrWhiteSpace(more) ? text : $"{text}: {more}");

    /// <summary>The newest entry that is about more than a changed property; null: there is none.</summary>
    public static TaskHistoryEntry? LastStep(TaskItem task) => task.History.LastOrDefault(e => e.Event != BoardEventKind.Updated);

    /// <summary>Whether the newest step has details that begin so.</summary>
    public static bool LastStepIs(TaskItem task, string text) =>
        LastStep(task)?.Details?.StartsWith(text, StringComparison.Ordinal) == true;

    /// <summary>One line of at most <see cref="MaxLength"/> characters.</summary>
    public static string OneLine(string text)
    {
        var line = string.Join(' ', text.Split(['\r', '\n', '\u2028', '\u2029', '\u0085'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (line.Length <= MaxLength)
        {
            return line;
        }

        // A pair of surrogates is one character: never cut between its halves.
        var end = char.IsHighSurrogate(line[MaxLength - 2]) ? MaxLength - 2 : MaxLength - 1;
        return line[..end] + "…";
    }
}
