using System.Text.Json;
using static TaskBoard.Cli.Input.JsonValues;

namespace TaskBoard.Cli.Input;

/// <summary>New tasks as JSON: one object or an array of objects with the properties of <c>tasks.json</c>. What TaskBoard does not know is kept.</summary>
internal static class JsonDrafts
{
    /// <summary>Reads drafts.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">Its name in messages.</param>
    public static IReadOnlyList<TaskDraft> Read(string text, string source)
    {
        using var document = Document(text, source);
        var root = document.RootElement;
        return root.ValueKind switch
        {
            JsonValueKind.Object => [Given(() => Draft(root))],
            JsonValueKind.Array when root.GetArrayLength() > 0 => Given(() => root.EnumerateArray().Select(Draft).ToList()),
            _ => throw CliException.Usage($"--json-input {source}: expected a task (an object) or an array of tasks."),
        };
    }

    private static TaskDraft Draft(JsonElement task)
    {
        if (task.ValueKind != JsonValueKind.Object)
        {
            throw CliException.Usage("every task is an object with a title.");
        }

        var draft = new TaskDraft("");
        var others = new List<KeyValuePair<string, string>>();
        foreach (var property in task.EnumerateObject())
        {
            draft = With(draft, property.Name, property.Value, others);
        }

        draft = Titled(draft) with { Properties = others.ToValueList() };
        return draft.Title.Length > 0 || others.Count > 0 ? draft : throw CliException.Usage("a task without a title.");
    }

    /// <summary>The draft, with the beginning of its description for a title where it has none.</summary>
    public static TaskDraft Titled(TaskDraft draft)
    {
        if (draft.Title.Length > 0)
        {
            return draft;
        }

        var line = draft.Description.TrimStart().Split('\n')[0].Trim();
        return draft with { Title = line.Length > 80 ? line[..80].TrimEnd() : line };
    }

    /// <summary>The draft with one property; what is no property of a new task is refused.</summary>
    /// <param name="draft">What was read so far.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="others">Takes what TaskBoard does not know.</param>
    public static TaskDraft With(TaskDraft draft, string name, JsonElement value, List<KeyValuePair<string, string>> others)
    {
        switch (name)
        {
            case "id":
                return draft with { Id = Id(name, value) };
            case "title":
                return draft with { Title = Text(name, value) };
            case "description":
                return draft with { Description = Text(name, value) };
            case "priority":
                return draft with { Priority = ChosenWords.Priority(Text(name, value)) };
            case "assigned_to":
                return draft with { AssignedTo = Optional(name, value) };
            case "persona":
                return draft with { Persona = Optional(name, value) };
            case "parent":
                return draft with { Parent = value.ValueKind == JsonValueKind.Null ? null : Id(name, value) };
            case "depends_on":
                return draft with { DependsOn = Ids(name, value) };
            case "related":
                return draft with { Related = Ids(name, value) };
            case "labels":
                return draft with { Labels = Texts(name, value) };
            case "paths":
                return draft with { Paths = Texts(name, value) };
            case "acceptance":
                return draft with { Acceptance = Texts(name, value) };
            case "not_before":
                return draft with { NotBefore = Moments.ParseTime($"'{name}'", Text(name, value)) };
            case "max_attempts":
                return draft with { MaxAttempts = Number(name, value) };
            case "retry_delay":
                return draft with { RetryDelay = Span(name, value) };
            case "retry_max_delay":
                return draft with { RetryMaxDelay = Span(name, value) };
            case "max_run":
                return draft with { MaxRun = Span(name, value) };
            case "status" when Words.ParseState(Text(name, value)) == TaskState.Pending:
                return draft;
            case "status" or "attempts" or "failures" or "progress" or "blocked" or "notes" or "result" or "created_by" or "created_at" or "updated_at" or "history":
                throw CliException.Usage($"'{name}' comes from working on a task; leave it out of a new one.");
            default:
                others.Add(new(name, value.GetRawText()));
                return draft;
        }
    }

    /// <summary>An id; written as a number it means the text that stands there.</summary>
    public static TaskId Id(string name, JsonElement value) => ChosenWords.Id(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(name, value));

    private static ValueList<TaskId> Ids(string name, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(v => Id(name, v)).ToValueList()
        : throw Wrong(name, "a list of ids");
}
