using System.Buffers;
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
                var length = json[start..].IndexOfAnyExcept(PartMarks.Number);
                return length < 0 ? -1 : start + length;
            default:
                var rest = json[start..];
                return rest.StartsWith("true") || rest.StartsWith("null") ? start + 4 : rest.StartsWith("false") ? start + 5 : -1;
        }
    }

    private static int EndOfText(ReadOnlySpan<char> json, int start)
    {
        for (var at = start + 1; at < json.Length; at += 2)
        {
            var next = json[at..].IndexOfAny(PartMarks.String);
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (json[at] != '\\')
            {
                return json[at] == '"' && at + 1 < json.Length ? at + 1 : -1;
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
            var next = json[at..].IndexOfAny(PartMarks.Any);
            if (next < 0)
            {
                return -1;
            }

            at += next;
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
                default:
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

    /// <summary>Where to stop in a text. Apart, because they take milliseconds to make, and a board without lists needs none.</summary>
    private static class PartMarks
    {
        // Brackets and strings matter; a blank or a comment shows that the text is not compact, as that of a foreign hand may be.
        public static readonly SearchValues<char> Any = SearchValues.Create("\"[]{} \t\r\n/");
        public static readonly SearchValues<char> String = SearchValues.Create(
            "\"\\\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f"
            + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f");
        public static readonly SearchValues<char> Number = SearchValues.Create("0123456789+-.eE");
    }
}
