using System.Text;
using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>
/// Compact JSON text: what property values are held, compared, mirrored and recorded as. No white space, no comments, strings
/// escaped as little as JSON demands (lone surrogates as <c>\udXXX</c>), numbers by their raw token, keys in their own order.
/// </summary>
internal static partial class JsonText
{
    /// <summary>How every text of a board is read: as people write it.</summary>
    public static readonly JsonReaderOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 1100,
    };

    private static readonly (byte[] Utf8, string Name)[] KnownNames = Encoded(Rules.PropertyOrder.Known);

    /// <summary>A string as a JSON value.</summary>
    public static string Quote(string text)
    {
        if (IsPlain(text))
        {
            return string.Concat("\"", text, "\"");
        }

        var result = Builder();
        AppendEscaped(result, text);
        return TextOf(result);
    }

    /// <summary>A list of strings as a JSON array.</summary>
    public static string Strings(IEnumerable<string> texts) => Array(texts.Select(Quote));

    /// <summary>An array of compact values.</summary>
    public static string Array(IEnumerable<string> values) => $"[{string.Join(',', values)}]";

    /// <summary>An object of compact values under unescaped names.</summary>
    public static string Object(IEnumerable<KeyValuePair<string, string>> properties)
    {
        var result = Builder().Append('{');
        foreach (var (name, value) in properties)
        {
            if (result.Length > 1)
            {
                result.Append(',');
            }

            AppendQuoted(result, name);
            result.Append(':').Append(value);
        }

        return TextOf(result.Append('}'));
    }

    /// <summary>Adds a property to a list, or sets its value where the name is there already; answers whether it was.</summary>
    /// <param name="properties">The list.</param>
    /// <param name="name">The name.</param>
    /// <param name="value">The value, compact.</param>
    /// <param name="places">An index that the caller keeps; null at first.</param>
    public static bool AddProperty(List<KeyValuePair<string, string>> properties, string name, string value, ref Dictionary<string, int>? places)
    {
        // A few names are found faster without an index; many would take for ever.
        const int Few = 24;
        var at = -1;
        if (properties.Count < Few)
        {
            for (var i = 0; i < properties.Count && at < 0; i++)
            {
                at = properties[i].Key == name ? i : -1;
            }
        }
        else
        {
            places ??= properties.Select((p, i) => KeyValuePair.Create(p.Key, i)).ToDictionary();
            at = places.TryAdd(name, properties.Count) ? -1 : places[name];
        }

        if (at < 0)
        {
            properties.Add(new(name, value));
            return false;
        }

        properties[at] = new(name, value);
        return true;
    }

    /// <summary>The text of a compact JSON string; null where the value is no string.</summary>
    public static string? Text(string? json)
    {
        if (json is not ['"', ..])
        {
            return null;
        }

        var inner = json.AsSpan(1, json.Length - 2);
        return inner.Contains('\\') ? Unescape(inner) : ShortTexts.Of(inner);
    }

    /// <summary>The text of the string or name that the reader stands on; lone surrogates stay what they are.</summary>
    public static string Unescape(ref Utf8JsonReader reader)
    {
        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        return reader.ValueIsEscaped ? Unescape(text) : text;
    }

    /// <summary>The name that the reader stands on; the same object for names that TaskBoard knows.</summary>
    public static string Name(ref Utf8JsonReader reader)
    {
        foreach (var (utf8, name) in KnownNames)
        {
            if (reader.ValueSpan.SequenceEqual(utf8))
            {
                return name;
            }
        }

        return Unescape(ref reader);
    }

    // No query: over values that are structs, it would be compiled anew at every start of a program.
    private static (byte[] Utf8, string Name)[] Encoded(IReadOnlyList<string> names)
    {
        var result = new (byte[] Utf8, string Name)[names.Count];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (Encoding.UTF8.GetBytes(names[i]), names[i]);
        }

        return result;
    }
}
