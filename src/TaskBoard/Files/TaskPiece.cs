using System.Text.Json;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>What the text of one task means, with places relative to it. Immutable, so that boards share it.</summary>
/// <param name="Content">The task; its problems are without places.</param>
/// <param name="Problems">What holds it.</param>
/// <param name="Remarks">What a person should mend, without holding it.</param>
internal sealed record TaskPiece(TaskContent Content, IReadOnlyList<PlacedMessage> Problems, IReadOnlyList<PlacedMessage> Remarks)
{
    /// <summary>Reads a task.</summary>
    /// <param name="text">The task's text.</param>
    /// <param name="withoutId">Under which number to list it where it has no usable id.</param>
    /// <param name="expected">What it should mean, so that this is not read a second time where it does.</param>
    public static TaskPiece Read(ReadOnlyMemory<byte> text, int withoutId, TaskContent expected)
    {
        if (expected.Item is { Held: false } item && Says(text.Span, expected))
        {
            return new TaskPiece(expected, [], Remark(expected, item, text));
        }

        var reader = new Utf8JsonReader(text.Span, JsonText.Lenient);
        reader.Read();
        return Read(ref reader, text, 0, withoutId, out _);
    }

    /// <summary>Reads the task that a reader stands on the beginning of; leaves the reader on its end.</summary>
    /// <param name="reader">The reader, over <paramref name="text"/>.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Where the task begins in it.</param>
    /// <param name="withoutId">Under which number to list it where it has no usable id.</param>
    /// <param name="end">Where the task ends in the text.</param>
    public static TaskPiece Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> text, int start, int withoutId, out int end)
    {
        var properties = new List<KeyValuePair<string, string>>(12);
        List<PlacedMessage>? doubles = null;
        Dictionary<string, int>? places = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var nameStart = (int)reader.TokenStartIndex - start;
            var name = JsonText.Name(ref reader);
            reader.Read();
            var value = JsonText.Value(ref reader);
            if (JsonText.AddProperty(properties, name, value, ref places))
            {
                (doubles ??= []).Add(new PlacedMessage(
                    nameStart, $"The property {JsonText.Quote(name)} stands twice in this task. Keep one of them."));
            }
        }

        end = (int)reader.BytesConsumed;
        var id = TaskReader.IdOf(properties.Find(p => p.Key == "id").Value, out _);
        var key = id == default ? KeyWithoutId(withoutId) : id.Value;
        return Check(TaskContent.Of(key, properties), text[start..end], doubles);
    }

    /// <summary>What a task without a usable id is known by.</summary>
    public static string KeyWithoutId(int number) => $"(no id) {number}";

    /// <summary>Whether the task has no id that can be used.</summary>
    public bool IsWithoutId => Content.Item.Id == default;

    /// <summary>The same task under another key.</summary>
    public TaskPiece Under(string key) =>
        key == Content.Key ? this : this with { Content = TaskContent.Of(key, Content.Properties, Content.Item) };

    /// <summary>Whether the text of a task holds these properties, and no others, in this order.</summary>
    private static bool Says(ReadOnlySpan<byte> text, TaskContent expected)
    {
        var reader = new Utf8JsonReader(text, JsonText.Lenient);
        reader.Read();
        foreach (var (name, json) in expected.Properties)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name))
            {
                return false;
            }

            reader.Read();
            if (!JsonText.IsValue(ref reader, json))
            {
                return false;
            }
        }

        return reader.Read() && reader.TokenType == JsonTokenType.EndObject;
    }

    private static TaskPiece Check(TaskContent content, ReadOnlyMemory<byte> text, List<PlacedMessage>? doubles)
    {
        var item = TaskReader.Read(content, null, out var faults);
        IReadOnlyList<PlacedMessage> problems = [];
        if (faults.Count > 0 || doubles is not null)
        {
            var (placed, spans) = (doubles ?? [], ListText.Spans(text.Span));
            placed.AddRange(faults.Select(f => new PlacedMessage(PlaceIn(text, spans, f), f.Message)));
            placed.Sort((a, b) => a.Offset.CompareTo(b.Offset));
            problems = placed;
            item = item with { Problems = placed.Select(p => TaskReader.Problem(new TaskFault(null, -1, p.Message), item.Id)).ToValueList() };
        }

        content.Reads(item);
        return new TaskPiece(content, problems, Remark(content, item, text));
    }

    private static IReadOnlyList<PlacedMessage> Remark(TaskContent content, TaskItem item, ReadOnlyMemory<byte> text)
    {
        if (item.Id != default && content["id"] is [not '"', ..] number)
        {
            var place = PlaceIn(text, ListText.Spans(text.Span), new TaskFault("id", -1, ""));
            return [new(place, $"The id {number} is written as a number. It counts as the text \"{number}\"; write it in quotes.")];
        }

        return content["title"] is null && content["description"] is null && item.Id != default
            ? [new(0, "The task has neither a title nor a description. Say what is to be done.")]
            : [];
    }

    private static int PlaceIn(ReadOnlyMemory<byte> text, IReadOnlyList<ListText.Span> spans, TaskFault fault)
    {
        var span = spans.LastOrDefault(s => s.Name == fault.Property);
        if (fault.Element < 0 || span.Name is null)
        {
            return span.Start;
        }

        return span.Start + ListText.Spans(text.Span[span.Start..span.End])[fault.Element].Start;
    }
}

/// <summary>A message about a place in a text.</summary>
/// <param name="Offset">The place, in bytes from the beginning of the text.</param>
/// <param name="Message">What is wrong and what to do, as a sentence.</param>
internal readonly record struct PlacedMessage(int Offset, string Message);
