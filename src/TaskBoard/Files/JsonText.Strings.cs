using System.Globalization;
using System.Text;

namespace TaskBoard.Files;

/// <summary>Escapes in strings.</summary>
internal static partial class JsonText
{
    /// <summary>Whether a text holds half a character, which no UTF-8 text can.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text is written as it is, between quotes. Most are.</summary>
    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or '"' or '\\' or (>= '\ud800' and <= '\udfff'))
            {
                return false;
            }
        }

        return true;
    }

    private static void AppendQuoted(StringBuilder result, string text)
    {
        if (IsPlain(text))
        {
            result.Append('"').Append(text).Append('"');
        }
        else
        {
            AppendEscaped(result, text);
        }
    }

    private static void AppendEscaped(StringBuilder result, string text)
    {
        result.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '"':
                    result.Append("\\\"");
                    break;
                case '\\':
                    result.Append("\\\\");
                    break;
                case '\n':
                    result.Append("\\n");
                    break;
                case '\r':
                    result.Append("\\r");
                    break;
                case '\t':
                    result.Append("\\t");
                    break;
                case '\b':
                    result.Append("\\b");
                    break;
                case '\f':
                    result.Append("\\f");
                    break;
                case < ' ':
                    AppendHex(result, c);
                    break;
                case var _ when char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]):
                    result.Append(c).Append(text[++i]);
                    break;
                case var _ when char.IsSurrogate(c):
                    AppendHex(result, c);
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        result.Append('"');
    }

    private static void AppendHex(StringBuilder result, char c) =>
        result.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));

    private static string Unescape(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            var escape = text[++i];
            if (escape == 'u')
            {
                result.Append((char)ushort.Parse(text.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
                continue;
            }

            result.Append(escape switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                var other => other,
            });
        }

        return result.ToString();
    }
}
