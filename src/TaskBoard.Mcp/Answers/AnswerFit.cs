using System.Text.Json;
using TaskBoard.Rules;

namespace TaskBoard.Mcp.Answers;

/// <summary>
/// Keeps an answer within a size: long texts are cut, then lists, the same for all values, step by step until it fits. What was cut is named in <c>cut</c>. What must
/// be repeated exactly (ids, handles, cursors) is never cut. Where the others of a list are that holds less than there is stands in <c>more</c>, whoever cut it.
/// </summary>
internal sealed class AnswerFit
{
    /// <summary>Most clients read no deeper.</summary>
    private const int Deepest = 24;

    private const int MostNamed = 12;

    /// <summary>An id with the number of an attempt.</summary>
    private const int LongestHandle = TaskId.MaxLength + 11;

    private static readonly (int Text, int List)[] s_steps =
        [(int.MaxValue, int.MaxValue), (4000, 100), (2000, 50), (1000, 30), (500, 20), (200, 10), (100, 5), (60, 2), (30, 1), (0, 0)];

    /// <summary>What is never cut, of the answer itself and of the objects in it that this server writes; a board may call anything of its own so, deeper down.</summary>
    private static readonly string[] s_exact = ["agent", "allowed", "claim", "code", "message", "next", "reason"];
    private static readonly string[] s_exactWithin = ["id", "claim"];
    private static readonly string[] s_computed = ["waiting_because", "lease_expires_at"];

    private readonly int _text;
    private readonly int _list;
    private readonly IReadOnlyList<Remainder> _remainders;
    private readonly List<string> _more = [];
    private readonly SortedSet<string> _cut = new(StringComparer.Ordinal);

    private AnswerFit((int Text, int List) step, IReadOnlyList<Remainder> remainders) => ((_text, _list), _remainders) = (step, remainders);

    /// <summary>The answer, cut where it is longer than it may be.</summary>
    /// <param name="answer">An object.</param>
    /// <param name="most">The most bytes.</param>
    /// <param name="remainders">Of which lists there may be more.</param>
    public static FittedAnswer Of(JsonElement answer, int most, IReadOnlyList<Remainder> remainders)
    {
        for (var step = 0; ; step++)
        {
            var fit = new AnswerFit(s_steps[step], remainders);
            var result = JsonBytes.Element(writer => fit.WriteRoot(writer, answer));
            if (step == s_steps.Length - 1 || JsonBytes.SentLength(result.GetRawText()) <= most)
            {
                return new FittedAnswer(result, fit._cut.Count > 0, fit._more);
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

        _more.AddRange(_remainders.Select(r => r.Of(Math.Min(answer.GetProperty(r.List).GetArrayLength(), _list))).OfType<string>());
        if (_more.Count > 0)
        {
            writer.WriteStrings("more", _more);
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer, JsonElement value, string name, string path, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                WriteText(writer, value.TextOfString(), path);
                break;
            case JsonValueKind.Array or JsonValueKind.Object when depth >= Deepest:
                WriteText(writer, value.GetRawText(), path);
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

    private void WriteText(Utf8JsonWriter writer, string text, string path)
    {
        if (text.Length <= _text || IsExact(text, path))
        {
            writer.WriteStringValue(text);
            return;
        }

        _cut.Add(path);
        writer.WriteStringValue(ShortText.Of(text, _text));
    }

    private static bool IsExact(string text, string path) => path.IndexOf('.', StringComparison.Ordinal) is var dot && dot < 0
        ? s_exact.Contains(path, StringComparer.Ordinal)
        : text.Length <= LongestHandle && s_exactWithin.Contains(path[(dot + 1)..], StringComparer.Ordinal);

    private void WriteList(Utf8JsonWriter writer, JsonElement list, string name, string path, int depth)
    {
        var length = list.GetArrayLength();
        var most = path == "allowed" ? length : _list;
        if (length > most)
        {
            _cut.Add(path);
        }

        writer.WriteStartArray();

        // Of what is told in the order of time, the last counts.
        foreach (var element in list.EnumerateArray().Skip(name is "notes" or "history" ? Math.Max(0, length - most) : 0).Take(most))
        {
            Write(writer, element, "", path, depth + 1);
        }

        writer.WriteEndArray();
    }

    /// <summary>Where a property is. What a board calls a property of its own may be an instruction: then it is only told what holds it.</summary>
    private static string Named(string path, string name) =>
        PropertyOrder.Known.Contains(name, StringComparer.Ordinal) || s_computed.Contains(name, StringComparer.Ordinal) || Sentence.IsName(name) ? $"{path}.{name}" : path;

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
            Write(writer, property.Value, name, Named(path, name), depth + 1);
        }

        writer.WriteEndObject();
    }
}

/// <summary>An answer that keeps within its size.</summary>
/// <param name="Document">The answer.</param>
/// <param name="WasCut">Whether anything of what was to be answered is missing.</param>
/// <param name="More">Where the others of its lists are, in sentences.</param>
internal sealed record FittedAnswer(JsonElement Document, bool WasCut, IReadOnlyList<string> More);
