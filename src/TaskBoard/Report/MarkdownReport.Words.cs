using TaskBoard.Files;

namespace TaskBoard.Report;

/// <content>How tasks and numbers are put into words.</content>
internal sealed partial class MarkdownReport
{
    /// <summary>What is left of a value that says nothing to people.</summary>
    private const int MostOfValue = 100;

    private static string Id(string id) => id.Length > 0 ? MarkdownText.Code(id) : "(no id)";

    private static string Named(ReportedTask task) => Named(task, isStrong: false);

    private static string Named(ReportedTask task, bool isStrong)
    {
        var title = MarkdownText.Line(task.Title, 100);
        return title.Length == 0 ? Id(task.Id) : isStrong ? $"{Id(task.Id)} **{title}**" : $"{Id(task.Id)} {title}";
    }

    private static string Whose(ReportedTask task) => Named(task) + (task.Worker is { } worker ? $" ({MarkdownText.Line(worker)})" : "");

    private static string Tail(string? text) => string.IsNullOrWhiteSpace(text) ? "" : $": {MarkdownText.Line(text, MostOfLine)}";

    private static string State(ReportedTask task) => task switch
    {
        { IsExpired: true } => "lease is over",
        { Blocked: not null } => "blocked",
        { State: TaskState.InProgress, Progress: { } progress } => $"in progress, {progress} %",
        { State: TaskState.InProgress } => "in progress",
        { State: TaskState.Claimed } => "claimed",
        { State: TaskState.Completed } => "completed",
        { State: TaskState.Failed } => "FAILED",
        { State: TaskState.Cancelled } => "cancelled",
        { IsReady: true } => "ready",
        _ => "waiting",
    };

    private static string WhyNot(ReportedTask task) => task switch
    {
        { IsReady: true } => "ready",
        { Blocked: not null } => "blocked",
        { WaitsFor.Count: > 0 } => $"after {Ids(task.WaitsFor)}{(task.WaitsForSubtasks ? " and its subtasks" : "")}",
        { WaitsForSubtasks: true } => "after its subtasks",
        _ => "waiting",
    };

    private static string Ids(IReadOnlyList<string> ids) => InLine(ids.Select(Id).ToArray());

    private static string InLine(string[] texts, string between = ", ") =>
        texts.Length <= MostInLine ? string.Join(between, texts) : $"{string.Join(between, texts.Take(MostInLine))} and {texts.Length - MostInLine} more";

    /// <summary>What shows that a result is true: texts as texts, anything else as the JSON that it is.</summary>
    private static string Evidence(string json)
    {
        if (JsonText.Text(json) is { } said)
        {
            return MarkdownText.Line(said, MostOfLine);
        }

        return json switch
        {
            ['[', ..] when JsonText.Elements(json).Select(JsonText.Text).ToArray() is var texts && Array.TrueForAll(texts, t => t is not null) =>
                InLine(texts.Select(t => MarkdownText.Line(t!)).ToArray(), "; "),
            ['{', ..] when CommandEvidence(JsonText.Properties(json).ToDictionary(StringComparer.Ordinal)) is { } command => command,
            _ => MarkdownText.Code(json, MostOfValue),
        };
    }

    /// <summary>A command that was run, as <c>taskboard work</c> puts it: what it printed is for whoever looks at the task. Null: it is something else.</summary>
    private static string? CommandEvidence(Dictionary<string, string> properties) =>
        JsonText.Text(properties.GetValueOrDefault("command")) is { } command && properties.TryGetValue("exit_code", out var code)
            ? $"{MarkdownText.Code(command, MostOfValue)}, exit code {Number(code)}"
                + (properties.TryGetValue("seconds", out var seconds) ? $" after {Number(seconds)} s" : "")
            : null;

    /// <summary>A number means nothing in Markdown; what stands in the place of one might.</summary>
    private static string Number(string json) =>
        json.Length <= 20 && json.All(c => char.IsAsciiDigit(c) || c is '-' or '.') ? json : MarkdownText.Line(json, MostOfValue);

    private static string Tasks(int count) => count == 1 ? "1 task" : $"{count} tasks";

    private static string Counts(TaskCounts counts)
    {
        var words = new List<string>();
        Add(counts.InHand, "in hand");
        Add(counts.Ready, "ready");
        Add(counts.Waiting, "waiting");
        Add(counts.Failed, "FAILED");
        Add(counts.Cancelled, "cancelled");
        return counts.Total == 0 ? Tasks(0) : $"{counts.Completed} of {Tasks(counts.Total)} completed ({counts.Percent} %){string.Concat(words.Select(w => $", {w}"))}";

        void Add(int count, string word)
        {
            if (count > 0)
            {
                words.Add($"{count} {word}");
            }
        }
    }
}
