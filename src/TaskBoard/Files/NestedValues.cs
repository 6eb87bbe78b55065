namespace TaskBoard.Files;

/// <summary>The objects inside a task: notes, entries of its history, its result.</summary>
internal static class NestedValues
{
    /// <summary>An entry of <c>notes</c>.</summary>
    public static TaskNote? Note(EntryValues entry) => entry.Text("text", required: true) is { } text
        ? new TaskNote(entry.Moment("timestamp"), entry.Text("agent_id"), text)
        : null;

    /// <summary>An entry of <c>history</c>.</summary>
    public static TaskHistoryEntry? HistoryEntry(EntryValues entry) => entry.Text("event", required: true) is { } word
        ? new TaskHistoryEntry(entry.Moment("timestamp"), word, entry.Text("agent_id"), entry.Text("details"))
        : null;

    /// <summary>The result.</summary>
    public static TaskResult? Result(TaskValues values)
    {
        if (values.Value("result") is not { } json)
        {
            return null;
        }

        if (json[0] != '{')
        {
            values.Add("result", $"\"result\" must be an object with a \"summary\", and is {JsonKind.Name(json)}.");
            return null;
        }

        var entry = new EntryValues(values, "result", -1, json);
        return entry.Text("summary", required: true) is { } summary
            ? new TaskResult(summary) { Evidence = entry["evidence"], Artifacts = entry.Texts("artifacts") }
            : null;
    }
}

/// <summary>The properties of one object inside a task.</summary>
internal sealed class EntryValues(TaskValues task, string property, int element, string json)
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _properties = JsonText.Properties(json);

    /// <summary>A value; null: absent or JSON null.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _properties)
            {
                if (key == name)
                {
                    return value == "null" ? null : value;
                }
            }

            return null;
        }
    }

    /// <summary>A text.</summary>
    public string? Text(string name, bool required = false)
    {
        if (this[name] is { } value)
        {
            return task.Text(value, PlaceOf(name));
        }

        if (required)
        {
            task.Add(property, $"{PlaceOf(name)} is missing; it must be a string.", element);
        }

        return null;
    }

    /// <summary>A moment.</summary>
    public DateTimeOffset? Moment(string name) => this[name] is { } value ? task.Moment(value, PlaceOf(name)) : null;

    /// <summary>A list of texts.</summary>
    public ValueList<string> Texts(string name)
    {
        if (this[name] is not { } value)
        {
            return [];
        }

        if (value[0] != '[')
        {
            task.Add(property, $"{PlaceOf(name)} must be an array, and is {JsonKind.Name(value)}.", element);
            return [];
        }

        return JsonText.Elements(value).Select((e, i) => task.Text(e, PlaceOf(name, i))).OfType<string>().ToValueList();
    }

    private ValuePlace PlaceOf(string name, int inner = -1) => new(property, element, name, inner);
}
