using System.Text.Json;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Arguments;

/// <summary>Checks what a client sent against what a tool knows. All that is wrong is told at once.</summary>
internal sealed class ArgumentCheck
{
    private const int LongestName = 60;

    private readonly List<string> _problems = [];

    /// <summary>The arguments, all of them as they should be.</summary>
    /// <exception cref="ToolRefusal">Something is wrong.</exception>
    public static CheckedArguments Check(IReadOnlyList<ToolArgument> known, IEnumerable<KeyValuePair<string, JsonElement>> given)
    {
        var check = new ArgumentCheck();
        var values = check.Object(known, given, "");
        return check._problems.Count == 0
            ? values
            : throw new ToolRefusal(BoardErrorCodes.InvalidRequest, "These arguments cannot be used; nothing was done.", [.. known.Select(a => a.Required ? $"{a.Name} (required)" : a.Name)])
            {
                Problems = check._problems,
            };
    }

    private CheckedArguments Object(IReadOnlyList<ToolArgument> known, IEnumerable<KeyValuePair<string, JsonElement>> given, string where)
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            var at = where + (name.Length > LongestName ? name[..LongestName] + "…" : name);
            if (known.FirstOrDefault(a => a.Name == name) is not { } argument)
            {
                _problems.Add($"'{at}' is not known{(where.Length == 0 ? "" : $"; known are {string.Join(", ", known.Select(a => a.Name))}")}.");
            }
            else if (!seen.Add(name))
            {
                _problems.Add($"'{at}' stands twice.");
            }
            else if (Value(argument, value, at) is { } read)
            {
                values.Add(name, read);
            }
        }

        foreach (var missing in known.Where(a => a.Required && !seen.Contains(a.Name)))
        {
            _problems.Add($"'{where}{missing.Name}' is missing.");
        }

        return new CheckedArguments(values);
    }

    private object? Value(ToolArgument argument, JsonElement value, string at) => value.ValueKind == JsonValueKind.Null
        ? Wrong(at, "is null; leave it out instead")
        : argument.Kind switch
        {
            ArgumentKind.Text => Text(argument, value, at),
            ArgumentKind.Whole => Whole(argument, value, at),
            ArgumentKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong(at, "must be true or false"),
            ArgumentKind.Texts => List(argument, value, at, "texts", (element, place) => Text(argument, element, place)),
            _ => List(argument, value, at, "objects", (element, place) => Element(argument, element, place)),
        };

    private object? Element(ToolArgument argument, JsonElement element, string at) => element.ValueKind == JsonValueKind.Object
        ? Object(argument.Fields, element.EnumerateObject().Select(p => KeyValuePair.Create(p.TextOfName(), p.Value)), at + ".")
        : Wrong(at, "must be an object");

    private object? List(ToolArgument argument, JsonElement value, string at, string what, Func<JsonElement, string, object?> read)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong(at, $"must be a list of {what}");
        }

        var length = value.GetArrayLength();
        return length > argument.MostElements ? Wrong(at, $"has {length} elements; {argument.MostElements} are the most")
            : length < argument.Least ? Wrong(at, "is empty")
            : value.EnumerateArray().Select((element, i) => read(element, $"{at}[{i}]")).ToList() is var all && all.Contains(null) ? null
            : all;
    }

    private object? Text(ToolArgument argument, JsonElement value, string at)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return Wrong(at, "must be a text");
        }

        string text;
        try
        {
            text = value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Wrong(at, "holds half a character (a lone surrogate), which no text can");
        }

        return text.Length > argument.Most ? Wrong(at, $"has {text.Length} characters; {argument.Most} are the most")
            : argument.Choices.Count > 0 && !argument.Choices.Contains(text, StringComparer.Ordinal) ? Wrong(at, $"must be one of {string.Join(", ", argument.Choices)}")
            : text.Contains('\0', StringComparison.Ordinal) ? Wrong(at, "holds a NUL character")
            : argument.Filled && string.IsNullOrWhiteSpace(text) ? Wrong(at, argument.Required ? "is empty" : "is empty; leave it out instead")
            : text;
    }

    private object? Whole(ToolArgument argument, JsonElement value, string at)
    {
        // 5.0 is a whole number to JSON Schema.
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || number != Math.Floor(number))
        {
            return Wrong(at, "must be a whole number");
        }

        return number < argument.Least || number > argument.Most
            ? Wrong(at, $"must be {(argument.Most == int.MaxValue ? $"at least {argument.Least}" : $"from {argument.Least} to {argument.Most}")}")
            : (int)number;
    }

    private object? Wrong(string at, string what)
    {
        _problems.Add($"'{at}' {what}.");
        return null;
    }
}
