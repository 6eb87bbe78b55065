using System.Text;
using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>Taking compact arrays and objects apart: their parts are cut out of the text as they are, without being read.</summary>
internal static partial class JsonText
{
    /// <summary>The elements of a compact array.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static IReadOnlyList<string> Elements(string json) => TryElements(json) ?? ReadElements(json);

    /// <summary>The properties of a compact object, names unescaped, a key that stands twice listed once with its last value.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Properties(string json) => TryProperties(json) ?? ReadProperties(json);

    private static List<string>? TryElements(string json)
    {
        if (json is not ['[', .., ']'])
        {
            return null;
        }

        var result = new List<string>();
        for (var at = 1; at < json.Length - 1;)
        {
            var end = EndOf(json, at);
            if (!IsFollowed(json, end))
            {
                return null;
            }

            result.Add(json[at..end]);
            at = end + 1;
        }

        return result;
    }

    private static List<KeyValuePair<string, string>>? TryProperties(string json)
    {
        if (json is not ['{', .., '}'])
        {
            return null;
        }

        var result = new List<KeyValuePair<string, string>>();
        Dictionary<string, int>? places = null;
        for (var at = 1; at < json.Length - 1;)
        {
            var colon = json[at] == '"' ? EndOf(json, at) : -1;
            if (colon < 0 || json[colon] != ':')
            {
                return null;
            }

            var end = EndOf(json, colon + 1);
            if (!IsFollowed(json, end))
            {
                return null;
            }

            AddProperty(result, Text(json[at..colon])!, json[(colon + 1)..end], ref places);
            at = end + 1;
        }

        return result;
    }

    /// <summary>Whether a part ends where the next one begins, or the whole.</summary>
    private static bool IsFollowed(ReadOnlySpan<char> json, int end) =>
        end > 0 && (end == json.Length - 1 || (json[end] == ',' && end < json.Length - 2));

    /// <summary>Where the compact value that begins at a place ends; -1: it is not compact, or no value.</summary>
    private static int EndOf(ReadOnlySpan<char> json, int start)
    {
        switch (json[start])
        {
            case '"':
                return EndOfText(json, start);
            case '[' or '{':
                return EndOfNested(json, start);
            case '-' or (>= '0' and <= '9'):
                var end = start + 1;
                while (end < json.Length && (char.IsAsciiDigit(json[end]) || json[end] is '+' or '-' or '.' or 'e' or 'E'))
                {
                    end++;
                }

                return end < json.Length ? end : -1;
            default:
                var rest = json[start..];
                return rest.StartsWith("true") || rest.StartsWith("null") ? start + 4 : rest.StartsWith("false") ? start + 5 : -1;
        }
    }

    private static int EndOfText(ReadOnlySpan<char> json, int start)
    {
        for (var at = start + 1; at < json.Length; at++)
        {
            switch (json[at])
            {
                case '"':
                    return at + 1 < json.Length ? at + 1 : -1;
                case '\\':
                    at++;
                    break;
                case < ' ':
                    return -1;
            }
        }

        return -1;
    }

    private static int EndOfNested(ReadOnlySpan<char> json, int start)
    {
        // One bit for each level: an object, or an array.
        var (objects, depth) = (0UL, 0);
        for (var at = start; at < json.Length;)
        {
            switch (json[at])
            {
                case '"':
                    at = EndOfText(json, at);
                    if (at < 0)
                    {
                        return -1;
                    }

                    continue;
                case '[' or '{' when depth < 64:
                    objects = (objects << 1) | (json[at] == '{' ? 1UL : 0);
                    depth++;
                    break;
                case ']' or '}' when depth > 0 && (objects & 1) == (json[at] == '}' ? 1UL : 0):
                    objects >>= 1;
                    depth--;
                    break;
                case '[' or '{' or ']' or '}' or ' ' or '\t' or '\r' or '\n' or '/':
                    // A blank or a comment shows that the text is not compact, as that of a foreign hand may be.
                    return -1;
            }

            at++;
            if (depth == 0)
            {
                return at < json.Length ? at : -1;
            }
        }

        return -1;
    }

    private static List<string> ReadElements(string json)
    {
        var result = new List<string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            result.Add(Value(ref reader));
        }

        // Throws where something follows.
        reader.Read();
        return result;
    }

    private static List<KeyValuePair<string, string>> ReadProperties(string json)
    {
        var result = new List<KeyValuePair<string, string>>();
        Dictionary<string, int>? places = null;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Unescape(ref reader);
            reader.Read();
            AddProperty(result, name, Value(ref reader), ref places);
        }

        reader.Read();
        return result;
    }
}
