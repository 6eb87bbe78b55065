using TaskBoard.Files;

namespace TaskBoard.Report;

/// <content>How tasks and numbers are put into words.</content>
internal sealed partial class MarkdownReport
{
    /// <summary>What is left of a value that says nothing to people.</summary>
    private const int MostOfValue = 100;

    private const int MostOfNumber = 20;

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
        { WaitsFor.Count: > 0 } => $"after {Ids(task.WaitsFor)}{(task.WaitsForSubtasks ? $" and its subtasks{Share(task)}" : "")}",
        { WaitsForSubtasks: true } => $"after its subtasks{Share(task)}",
        _ => "waiting",
    };

    private static string Share(ReportedTask task) => $", {task.SubtasksFinished} of {task.SubtaskCount} finished";

    private static string Ids(IReadOnlyList<string> ids) => InLine(ids.Select(Id).ToArray());

    private static string InLine(string[] texts, string between = ", ") =>
        texts.Length <= MostInLine ? string.Join(between, texts) : $"{string.Join(between, texts.Take(MostInLine))} and {texts.Length - MostInLine} more";

    /// <summary>What shows that a result is true: texts as texts, what a worker says of its command in words, anything else as the JSON that it is.</summary>
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

    /// <summary>The command and how it ended; the end of its output stands in the task. Null: it is no such evidence.</summary>
    private static string? CommandEvidence(Dictionary<string, string> properties) =>
        JsonText.Text(properties.GetValueOrDefault("command")) is { } command && NumberIn(properties, "exit_code") is { } code
            ? $"{MarkdownText.Code(command)} ended with {code}{(NumberIn(properties, "seconds") is { } seconds ? $" after {seconds} s" : "")}"
            : null;

    /// <summary>A number as it is written; null: there is none, or something else.</summary>
    private static string? NumberIn(Dictionary<string, string> properties, string name) =>
        properties.TryGetValue(name, out var json) && json is ['-' or (>= '0' and <= '9'), ..] && json.Length <= MostOfNumber ? json : null;

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
