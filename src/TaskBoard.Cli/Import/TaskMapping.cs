using System.Globalization;
using System.Text.Json;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Import;

/// <summary>Maps the fields of one task. What TaskBoard has no word for is kept under its own name, with its raw text.</summary>
internal sealed class TaskMapping(ImportRemarks remarks)
{
    /// <summary>The task in the form of <c>tasks.json</c>.</summary>
    /// <param name="task">The task, with its id.</param>
    /// <param name="dependsOn">What it depends on.</param>
    /// <param name="tag">The tag, where the board has several; null: none is to be noted.</param>
    public string Map(SourceTask task, IReadOnlyList<string> dependsOn, string? tag)
    {
        var fields = new TaskFields();
        var source = task.Element;
        var status = StatusTable.Of(source.Get("status")?.Text() ?? source.Get("status")?.GetRawText());
        fields.Text("id", task.Id);
        fields.Text("title", TitleOf(task));
        fields.Raw("description", source.Get("description") is { ValueKind: JsonValueKind.String } description ? description.GetRawText() : "\"\"");
        fields.Text("status", status.State.ToWord());
        fields.Raw("assigned_to", source.Get("assignee") is { } assignee && !string.IsNullOrWhiteSpace(assignee.Text()) ? assignee.GetRawText() : "null");
        if (PriorityOf(task) is { } priority)
        {
            fields.Text("priority", priority.ToWord());
        }

        fields.Texts("depends_on", dependsOn);
        fields.Text("parent", task.Parent?.Id);
        fields.Texts("labels", Labels(source, status, tag));
        fields.Text("blocked", status.Blocked);
        fields.Raw("notes", Notes(source));
        Time(fields, source, "createdAt", "created_at");
        Time(fields, source, "updatedAt", "updated_at");
        if (!status.Exact)
        {
            fields.Raw("source_status", source.Get("status")?.GetRawText());
        }

        if (!status.Known)
        {
            remarks.Add("statuses that are not known: the tasks are blocked, source_status keeps the word", $"{task.Id}: {source.Get("status")?.GetRawText()}");
        }

        if (task.Renamed)
        {
            fields.Raw("source_id", source.Get("id")?.GetRawText());
        }

        Keep(fields, task);
        return fields.ToJson();
    }

    private void Keep(TaskFields fields, SourceTask task)
    {
        var properties = task.Element.EnumerateObject().ToList();
        for (var i = 0; i < properties.Count; i++)
        {
            var property = properties[i];
            var again = properties.FindIndex(i + 1, p => p.Name == property.Name) >= 0;
            if (!again && IsMapped(property, fields))
            {
                continue;
            }

            // Of a property that stands there twice the last one counts, as for every reader of JSON; the others are kept beside it.
            fields.Raw(FreeName(fields, task, property, again), property.Value.GetRawText());
        }
    }

    private string FreeName(TaskFields fields, SourceTask task, JsonProperty property, bool again)
    {
        var name = property.Name;
        if (again)
        {
            name += " (1)";
            remarks.Add("properties that stood in a task twice: the last one counts, all are kept", $"{task.Id}: {property.Name}");
        }
        else if (TaskProperties.Known.Contains(name))
        {
            name = $"source_{name}";
            if (property.Name != "priority")
            {
                remarks.Add($"\"{property.Name}\" means something else here, or holds something else, and is kept as \"{name}\"", task.Id);
            }
        }

        for (var number = 2; fields.Has(name); number++)
        {
            name = $"{property.Name} ({number.ToString(CultureInfo.InvariantCulture)})";
        }

        return name;
    }

    /// <summary>Whether a property has become another one wholly.</summary>
    private static bool IsMapped(JsonProperty property, TaskFields fields) => property.Name switch
    {
        "id" or "status" => true,
        "title" => property.Value.Text() is { } title && !string.IsNullOrWhiteSpace(title),
        "description" => property.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null,
        "dependencies" or "subtasks" => property.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Null,
        "priority" => property.Value.ValueKind == JsonValueKind.Null || Words.ParsePriority(property.Value.Text()) is not null,
        "details" => property.Value.ValueKind == JsonValueKind.Null || (property.Value.Text() is { } details && DetailNotes.Of(details) is [{ Time: null }] or []),
        "assignee" => !string.IsNullOrWhiteSpace(property.Value.Text()),
        "tags" => AreTexts(property.Value),
        "createdAt" => fields.Has("created_at"),
        "updatedAt" => fields.Has("updated_at"),
        _ => false,
    };

    private static string TitleOf(SourceTask task)
    {
        if (task.Element.Get("title")?.Text() is { } title && !string.IsNullOrWhiteSpace(title))
        {
            return title.ReplaceLineEndings(" ");
        }

        var line = task.Element.Get("description")?.Text()?.Trim().Split('\n')[0].Trim() ?? "";
        return line.Length == 0 ? $"Task {task.Id}" : line.Length > 80 ? line[..80].TrimEnd() : line;
    }

    private TaskPriority? PriorityOf(SourceTask task)
    {
        if (task.Element.Get("priority") is not { } value)
        {
            return null;
        }

        var priority = Words.ParsePriority(value.Text());
        if (priority is null)
        {
            remarks.Add("priorities that are not known count as medium, source_priority keeps the word", $"{task.Id}: {value.GetRawText()}");
        }

        return priority;
    }

    private static IEnumerable<string> Labels(JsonElement source, MappedStatus status, string? tag)
    {
        var labels = source.Get("tags") is { } tags && AreTexts(tags) ? tags.EnumerateArray().Select(t => t.Text()!) : [];
        return labels.Append(status.Label ?? "").Append(tag is null ? "" : $"tag:{tag}").Where(l => l.Length > 0).Distinct(StringComparer.Ordinal);
    }

    private static string? Notes(JsonElement source)
    {
        if (source.Get("details") is not { ValueKind: JsonValueKind.String } details || DetailNotes.Of(details.Text()!) is not { Count: > 0 } notes)
        {
            return null;
        }

        // A text without blocks is one note, exactly as it is written.
        return notes is [{ Time: null }]
            ? $"[{{\"text\":{details.GetRawText()}}}]"
            : $"[{string.Join(',', notes.Select(n => $"{{{(n.Time is null ? "" : $"\"timestamp\":{JsonTexts.Quote(n.Time)},")}\"text\":{JsonTexts.Quote(n.Text)}}}"))}]";
    }

    private static void Time(TaskFields fields, JsonElement source, string name, string target)
    {
        if (source.Get(name)?.Text() is { } text
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            // ISO text stays as it is; "2025-10-05 12:00:00" is UTC without saying so.
            fields.Text(target, text.Contains('T') && (text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T')) ? text : time.ToText());
        }
    }

    private static bool AreTexts(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String);
}
