using TaskBoard.Files;
using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>The <c>changes</c> of an event: how the properties of a task, or of the root, differ.</summary>
internal static class PropertyChanges
{
    private const string Position = "$position";

    /// <summary>The changes as JSON; null where there are none. A null position means that the task is not on the board.</summary>
    public static string? Between(
        IReadOnlyList<KeyValuePair<string, string>> before,
        IReadOnlyList<KeyValuePair<string, string>> after,
        string? oldPosition,
        string? newPosition)
    {
        var result = new List<KeyValuePair<string, string>>();
        var gone = before.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, value) in after)
        {
            if (!gone.Remove(name, out var old))
            {
                result.Add(new(Escape(name), ValueChange.Of(null, value)));
            }
            else if (!JsonText.AreEqual(old, value))
            {
                result.Add(new(Escape(name), ValueChange.Of(old, value)));
            }
        }

        result.AddRange(before.Where(p => gone.ContainsKey(p.Key)).Select(p => KeyValuePair.Create(Escape(p.Key), ValueChange.Of(p.Value, null))));
        if (oldPosition != newPosition)
        {
            result.Add(new(Position, ValueChange.Of(Quoted(oldPosition), Quoted(newPosition))));
        }

        return result.Count == 0 ? null : JsonText.Object(result);
    }

    /// <summary>The properties with the changes made, or taken back.</summary>
    /// <param name="properties">The properties to start from.</param>
    /// <param name="changes">The changes as JSON.</param>
    /// <param name="forwards">Whether to make them or to take them back.</param>
    /// <param name="position">The position that comes out; null: the changes do not concern the position.</param>
    public static List<KeyValuePair<string, string>> Replay(
        IReadOnlyList<KeyValuePair<string, string>> properties, string changes, bool forwards, out PositionChange? position)
    {
        position = null;
        var result = properties.ToList();

        // A task that comes brings its properties in the order of its author.
        var fromNothing = result.Count == 0;
        foreach (var (name, change) in JsonText.Properties(changes))
        {
            if (name == Position)
            {
                position = new PositionChange(JsonText.Text(ValueChange.Replay(null, change, forwards)));
                continue;
            }

            Set(result, Unescape(name), current => ValueChange.Replay(current, change, forwards), fromNothing);
        }

        return result;
    }

    /// <summary>The changes by the names of the properties; that of a position is none of a property.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(string changes) =>
        JsonText.Properties(changes).Where(change => change.Key != Position).Select(change => KeyValuePair.Create(Unescape(change.Key), change.Value));

    private static void Set(List<KeyValuePair<string, string>> properties, string name, Func<string?, string?> value, bool atEnd)
    {
        var at = atEnd ? -1 : properties.FindIndex(p => p.Key == name);
        var next = value(at < 0 ? null : properties[at].Value);
        if (at >= 0 && next is null)
        {
            properties.RemoveAt(at);
        }
        else if (at >= 0)
        {
            properties[at] = new(name, next!);
        }
        else if (next is not null)
        {
            properties.Insert(atEnd ? properties.Count : PropertyOrder.PlaceOf(name, properties.ConvertAll(p => p.Key)), new(name, next));
        }
    }

    // Names that could be taken for the position get one more dollar sign.
    private static string Escape(string name) => MeansPosition(name) ? "$" + name : name;

    /// <summary>The name of a property as it stands in a change.</summary>
    public static string Unescape(string name) => MeansPosition(name) ? name[1..] : name;

    private static bool MeansPosition(string name) => name.StartsWith('$') && name.TrimStart('$') == "position";

    private static string? Quoted(string? text) => text is null ? null : JsonText.Quote(text);
}

/// <summary>The position that a task has after a change; null: the task is not on the board any more.</summary>
internal sealed record PositionChange(string? After);
