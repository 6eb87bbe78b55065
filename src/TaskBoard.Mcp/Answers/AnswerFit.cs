using System.Text.Json;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// Keeps an answer within a size: long texts are cut, then lists, the same for all values, step by step until it fits. What was cut is named in <c>cut</c>. What must
/// be repeated exactly (ids, handles, cursors) is never cut.
/// </summary>
internal sealed class AnswerFit
{
    /// <summary>Most clients read no deeper.</summary>
    private const int Deepest = 24;

    private const int MostNamed = 12;

    private static readonly (int Text, int List)[] s_steps =
        [(int.MaxValue, int.MaxValue), (4000, 100), (2000, 50), (1000, 30), (500, 20), (200, 10), (100, 5), (60, 2), (30, 1), (0, 0)];

    private static readonly string[] s_exact = ["id", "claim", "next", "code", "message", "status", "allowed", "revision"];

    private readonly int _text;
    private readonly int _list;
    private readonly SortedSet<string> _cut = new(StringComparer.Ordinal);

    private AnswerFit((int Text, int List) step) => (_text, _list) = step;

    /// <summary>The answer, cut where it is longer than it may be.</summary>
    /// <param name="answer">An object.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="wasCut">Whether anything is missing.</param>
    public static JsonElement Of(JsonElement answer, int most, out bool wasCut)
    {
        for (var step = 0; ; step++)
        {
            var fit = new AnswerFit(s_steps[step]);
            var result = JsonBytes.Element(writer => fit.WriteRoot(writer, answer));
            if (step == s_steps.Length - 1 || JsonBytes.SentLength(result.GetRawText()) <= most)
            {
                wasCut = fit._cut.Count > 0;
                return result;
            }
        }
    }

    private void WriteRoot(Utf8JsonWriter writer, JsonElement answer)
    {
        writer.WriteStartObject();
        foreach (var property in answer.EnumerateObject())
        {
            writer.WritePropertyName(property.TextOfName());
            Write(writer, property.Value, property.TextOfName(), property.TextOfName(), 1);
        }

        if (_cut.Count > 0)
        {
            writer.WriteStrings("cut", _cut.Take(MostNamed));
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string name, string path, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                WriteText(writer, value.TextOfString(), name, path);
                break;
            case JsonValueKind.Array or JsonValueKind.Object when depth >= Deepest:
                WriteText(writer, value.GetRawText(), name, path);
                break;
            case JsonValueKind.Array:
                WriteList(writer, value, name, path, depth);
                break;
            case JsonValueKind.Object:
                WriteObject(writer, value, path, depth);
                break;
            default:
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private void WriteText(Utf8JsonWriter writer, string text, string name, string path)
    {
        if (text.Length <= _text || s_exact.Contains(name, StringComparer.Ordinal))
        {
            writer.WriteStringValue(text);
            return;
        }

        _cut.Add(path);
        writer.WriteStringValue(ShortText.Of(text, _text));
    }

    private void WriteList(Utf8JsonWriter writer, JsonElement list, string name, string path, int depth)
    {
        var length = list.GetArrayLength();
        var most = name == "allowed" ? length : _list;
        if (length > most)
        {
            _cut.Add(path);
        }

        writer.WriteStartArray();

        // Of what is told in the order of time, the last counts.
        foreach (var element in list.EnumerateArray().Skip(name is "notes" or "history" ? Math.Max(0, length - most) : 0).Take(most))
        {
            Write(writer, element, name == "allowed" ? name : "", path, depth + 1);
        }

        writer.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement value, string path, int depth)
    {
        writer.WriteStartObject();
        var count = 0;
        foreach (var property in value.EnumerateObject())
        {
            // So many properties has no task by itself.
            var name = property.TextOfName();
            if (++count > Math.Max(_list, 40) || (_list == 0 && property.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
            {
                _cut.Add(path);
                continue;
            }

            if (name.Length > 200)
            {
                _cut.Add(path);
                name = ShortText.Of(name, 200);
            }

            writer.WritePropertyName(name);
            Write(writer, property.Value, name, $"{path}.{(name.Length > 40 ? name[..40] : name)}", depth + 1);
        }

        writer.WriteEndObject();
    }
}
