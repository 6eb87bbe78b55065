using System.Text;

namespace TaskBoard.Files;

/// <summary>JSON text for people.</summary>
internal static partial class JsonText
{
    /// <summary>The same value indented by two spaces, ending in a newline, for people.</summary>
    public static string Indent(string json)
    {
        var result = new StringBuilder(json.Length * 2);
        var depth = 0;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            switch (c)
            {
                case '"':
                    var end = EndOfString(json, i);
                    result.Append(json, i, end - i);
                    i = end - 1;
                    break;
                case '[' or '{' when json[i + 1] is ']' or '}':
                    result.Append(c).Append(json[++i]);
                    break;
                case '[' or '{':
                    depth++;
                    NewLine(result.Append(c), depth);
                    break;
                case ']' or '}':
                    depth--;
                    NewLine(result, depth).Append(c);
                    break;
                case ',':
                    NewLine(result.Append(c), depth);
                    break;
                case ':':
                    result.Append(": ");
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        return result.Append('\n').ToString();
    }

    private static int EndOfString(string json, int start)
    {
        var i = start + 1;
        while (json[i] != '"')
        {
            i += json[i] == '\\' ? 2 : 1;
        }

        return i + 1;
    }

    private static StringBuilder NewLine(StringBuilder result, int depth) => result.Append('\n').Append(' ', depth * 2);
}
