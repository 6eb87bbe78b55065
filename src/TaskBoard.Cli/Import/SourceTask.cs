using System.Text.Json;

namespace TaskBoard.Cli.Import;

/// <summary>A task or subtask of a foreign board, with the id that it gets here.</summary>
/// <param name="Element">The object.</param>
/// <param name="Parent">The task that encloses it; null: none. What its own fields say about a parent is not trusted.</param>
internal sealed record SourceTask(JsonElement Element, SourceTask? Parent)
{
    /// <summary>Its subtasks.</summary>
    public List<SourceTask> Children { get; } = [];

    /// <summary>Its id as written; null: it has none that can be used.</summary>
    public string? SourceId { get; } = Element.Get("id")?.IdText() is { Length: > 0 } text ? text : null;

    /// <summary>Its id within its tag: full (<c>3.10</c>), unique.</summary>
    public string LocalId { get; set; } = "";

    /// <summary>Its id on the board.</summary>
    public string Id { get; set; } = "";

    /// <summary>Whether <see cref="LocalId"/> is not what the source says, so that the source's id is kept beside it.</summary>
    public bool Renamed { get; set; }

    /// <summary>The task and everything below it, in the order of the file.</summary>
    public IEnumerable<SourceTask> WithChildren() => Children.SelectMany(c => c.WithChildren()).Prepend(this);

    /// <summary>Reads a task and its subtasks.</summary>
    public static SourceTask Read(JsonElement element, SourceTask? parent)
    {
        var task = new SourceTask(element, parent);
        if (element.Get("subtasks") is { ValueKind: JsonValueKind.Array } subtasks)
        {
            task.Children.AddRange(subtasks.EnumerateArray().Where(s => s.ValueKind == JsonValueKind.Object).Select(s => Read(s, task)));
        }

        return task;
    }
}
