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
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.Object => [Draft(document.RootElement)],
            JsonValueKind.Array when document.RootElement.GetArrayLength() > 0 => document.RootElement.EnumerateArray().Select(Draft).ToList(),
            _ => throw CliException.Usage($"--json-input {source}: expected a task (an object) or an array of tasks."),
        };
    }

    private static TaskDraft Draft(JsonElement task)
    {
        if (task.ValueKind != JsonValueKind.Object)
        {
            throw CliException.Usage("--json-input: every task is an object with a title.");
        }

        var draft = new TaskDraft("");
        var others = new List<KeyValuePair<string, string>>();
        foreach (var property in task.EnumerateObject())
        {
            draft = With(draft, property.Name, property.Value, others);
        }

        if (draft.Title.Length == 0)
        {
            var line = draft.Description.TrimStart().Split('\n')[0].Trim();
            draft = draft with { Title = line.Length > 80 ? line[..80].TrimEnd() : line };
        }

        return draft.Title.Length > 0 ? draft with { Properties = others.ToValueList() } : throw CliException.Usage("--json-input: a task without a title.");
    }

    private static TaskDraft With(TaskDraft draft, string name, JsonElement value, List<KeyValuePair<string, string>> others)
    {
        switch (name)
        {
            case "id":
                return draft with { Id = ChosenWords.Id(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Text(name, value)) };
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
                return draft with { Parent = Optional(name, value) is { } parent ? ChosenWords.Id(parent) : null };
            case "depends_on":
                return draft with { DependsOn = Texts(name, value).Select(ChosenWords.Id).ToValueList() };
            case "related":
                return draft with { Related = Texts(name, value).Select(ChosenWords.Id).ToValueList() };
            case "labels":
                return draft with { Labels = Texts(name, value) };
            case "paths":
                return draft with { Paths = Texts(name, value) };
            case "acceptance":
                return draft with { Acceptance = Texts(name, value) };
            case "not_before":
                return draft with { NotBefore = Moment.Parse(name, Text(name, value)).Time ?? throw Wrong(name, "a time") };
            case "max_attempts":
                return draft with { MaxAttempts = Number(name, value) };
            case "status" when Words.ParseState(Text(name, value)) == TaskState.Pending:
                return draft;
            case "status" or "attempts" or "failures" or "progress" or "blocked" or "notes" or "result" or "created_by" or "created_at" or "updated_at" or "history":
                throw CliException.Usage($"--json-input: '{name}' comes from working on a task; leave it out of a new one.");
            default:
                others.Add(new(name, value.GetRawText()));
                return draft;
        }
    }
}
