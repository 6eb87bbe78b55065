using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Import;

/// <summary>The properties of a task that is being put together, in their order.</summary>
internal sealed class TaskFields
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>Whether there is a property of this name.</summary>
    public bool Has(string name) => _fields.Exists(f => f.Key == name);

    /// <summary>Adds a value that is JSON already; null: nothing.</summary>
    public void Raw(string name, string? json)
    {
        if (json is not null)
        {
            _fields.Add(new(name, json));
        }
    }

    /// <summary>Adds a text; null: nothing.</summary>
    public void Text(string name, string? text) => Raw(name, text is null ? null : JsonTexts.Quote(text));

    /// <summary>Adds a list of texts; empty: nothing.</summary>
    public void Texts(string name, IEnumerable<string> texts)
    {
        var list = texts.ToList();
        Raw(name, list.Count == 0 ? null : JsonTexts.Array(list));
    }

    /// <summary>The task as JSON.</summary>
    public string ToJson() => $"{{{string.Join(',', _fields.Select(f => $"{JsonTexts.Quote(f.Key)}:{f.Value}"))}}}";
}
