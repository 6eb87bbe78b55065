using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>
/// Recognises the boards of other tools, which share the name <c>tasks.json</c>. They are refused, never half-read: a board whose subtasks
/// are invisible would be worse.
/// </summary>
internal static class ForeignBoards
{
    private static readonly string[] Own = ["depends_on", "assigned_to", "history", "attempts", "acceptance"];
    private static readonly string[] TaskMasterWords = ["done", "pending", "in-progress", "review", "deferred", "cancelled", "blocked", "todo"];

    /// <summary>Why a list of tasks is another tool's; null: it is a board.</summary>
    public static string? OfTasks(IReadOnlyList<TaskPiece> tasks, IReadOnlyList<KeyValuePair<string, string>> root)
    {
        if (tasks.Any(t => Own.Any(name => t.Content[name] is not null)))
        {
            return null;
        }

        if (tasks.Any(t => t.Content["command"] is not null && (t.Content["label"] ?? t.Content["taskName"]) is not null))
        {
            return "These are an editor's build tasks (VS Code), no list of work. Keep the board in a directory of its own.";
        }

        if (tasks.Any(t => t.Content["subtasks"] is ['[', ..]))
        {
            return TaskMaster("Task Master");
        }

        if (tasks.Any(t => t.Content["dependencies"] is ['[', ..] list && JsonText.Elements(list).Any(e => e.Contains("\"taskId\"", StringComparison.Ordinal))))
        {
            return Other("Shrimp Task Manager");
        }

        if (tasks.Any(t => t.Content["dependencies"] is ['{', ..] edges && edges.Contains("\"depends_on\"", StringComparison.Ordinal)))
        {
            return Other("Workflow Weaver");
        }

        if (tasks.Any(t => t.Content["dependencies"] is ['[', ..]) || (root.Count > 0 && HasTaskMasterWords(tasks)))
        {
            return TaskMaster("Task Master");
        }

        return tasks.Count == 0 && root.Any(p => p.Key is "metadata" or "meta" && p.Value.Contains("\"projectName\"", StringComparison.Ordinal))
            ? TaskMaster("Task Master")
            : null;
    }

    /// <summary>Why an object without a list of tasks is no board, by what it looks like.</summary>
    public static string OfRoot(IReadOnlyList<KeyValuePair<string, string>> root)
    {
        if (root.Any(p => p.Value[0] == '{' && JsonText.Properties(p.Value).Any(inner => inner is { Key: "tasks", Value: ['[', ..] })))
        {
            return TaskMaster("Task Master (with tags)");
        }

        if (root.FirstOrDefault(p => p.Key == "tasks").Value is { } tasks)
        {
            if (tasks[0] != '{')
            {
                return $"\"tasks\" must be an array of tasks, and is {JsonKind.Name(tasks)}.";
            }

            return root.Any(p => p.Key is "_concurrency" or "backlog") ? Other("multi-agent-template")
                : tasks.Contains("\"taskId\"", StringComparison.Ordinal) ? Other("claude-flow")
                : "\"tasks\" must be an array of tasks, and is an object.";
        }

        if (root.Any(p => p.Key == "issue_type") || (root.Any(p => p.Key == "_type") && root.Any(p => p.Key == "id")))
        {
            return Other("beads");
        }

        var names = root.Count == 0 ? "has no properties" : $"has {string.Join(", ", root.Take(8).Select(p => JsonText.Quote(p.Key)))}";
        return $"The board must be an array of tasks, or an object with a \"tasks\" array; this object {names}.";
    }

    // Only in an object, with the numbers that it has for ids: a person who writes "done" into a task is told the word for it, task by task.
    private static bool HasTaskMasterWords(IReadOnlyList<TaskPiece> tasks)
    {
        var words = tasks.Select(t => JsonText.Text(t.Content["status"])).OfType<string>().ToArray();
        return words.Length > 0
            && tasks.All(t => t.Content["id"] is [>= '0' and <= '9', ..])
            && words.All(w => TaskMasterWords.Contains(w))
            && words.Any(w => Words.ParseState(w) is null);
    }

    private static string TaskMaster(string tool) =>
        $"This looks like a board of {tool}. Bring it in with 'taskboard import FILE': move the file aside first, it must not be the board itself.";

    private static string Other(string tool) =>
        $"This looks like a board of {tool}, whose form is another one. It was left as it is: keep the board of TaskBoard in a directory of its own.";
}
