using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>
/// What in the text of a readable board is no fault, and still surprises people or other programs: a byte order mark, mixed line endings, a key
/// that stands twice inside a value, numbers that most programs round, nesting that many refuse.
/// </summary>
internal static class TextRemarks
{
    /// <summary>How deep many readers of JSON go by default.</summary>
    public const int UsualDepth = 64;

    private const int ExactDigits = 15;

    /// <summary>Each with its place in the file, in bytes.</summary>
    public static IEnumerable<PlacedMessage> Find(ReadOnlyMemory<byte> bytes)
    {
        if (TextPlaces.HasMark(bytes.Span))
        {
            yield return new(0, "The file begins with a byte order mark. It is kept, but many programs refuse it: save as UTF-8 without it.");
        }

        if (MixedEnding(bytes.Span) is { } mixed)
        {
            yield return mixed;
        }

        foreach (var remark in OfValues(bytes.Span))
        {
            yield return remark;
        }
    }

    private static PlacedMessage? MixedEnding(ReadOnlySpan<byte> text)
    {
        var (lf, crlf) = (text.Count((byte)'\n'), text.Count("\r\n"u8));
        if (crlf == 0 || crlf == lf)
        {
            return null;
        }

        var (few, most, count) = crlf > lf - crlf ? ("LF", "CRLF", lf - crlf) : ("CRLF", "LF", crlf);
        for (var at = 0; ; at++)
        {
            at += text[at..].IndexOf((byte)'\n');
            if ((at > 0 && text[at - 1] == '\r') == (few == "CRLF"))
            {
                return new(at, $"{count} {(count == 1 ? "line ends" : "lines end")} with {few}, beginning here, the others with {most}. Save the file with one of them.");
            }
        }
    }

    private static List<PlacedMessage> OfValues(ReadOnlySpan<byte> bytes)
    {
        var result = new List<PlacedMessage>();
        var mark = TextPlaces.HasMark(bytes) ? 3 : 0;
        var reader = new Utf8JsonReader(bytes[mark..], JsonText.Lenient);
        var names = new Stack<HashSet<string>>();
        var (taskDepth, isDeep) = (-1, false);
        while (reader.Read())
        {
            var place = (int)reader.TokenStartIndex + mark;
            taskDepth = taskDepth >= 0 ? taskDepth : reader.TokenType == JsonTokenType.StartArray ? 1 : 2;
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push([]);
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    // The reader of the board itself sees those of the board and of tasks.
                    var name = JsonText.Name(ref reader);
                    if (!names.Peek().Add(name) && reader.CurrentDepth > taskDepth + 1)
                    {
                        result.Add(new(place, $"The property {JsonText.Quote(name)} stands twice in this object. Programs keep one of them, not all the same one: remove the other."));
                    }

                    break;
                case JsonTokenType.Number when Rounded(Encoding.UTF8.GetString(reader.ValueSpan)) is { } rounded:
                    result.Add(new(place, $"The number {Encoding.UTF8.GetString(reader.ValueSpan)} is kept as it is, but most other programs read it as {rounded}. Write it in quotes, as text."));
                    break;
            }

            if (!isDeep && reader.CurrentDepth >= UsualDepth)
            {
                isDeep = true;
                result.Add(new(place, $"Here the nesting goes deeper than {UsualDepth} levels, which many other programs refuse to read."));
            }
        }

        return result;
    }

    /// <summary>What a number becomes in programs that know 64-bit floating point alone; null: it stays what it is.</summary>
    private static string? Rounded(string number)
    {
        if (number.Count(char.IsAsciiDigit) <= ExactDigits && !number.AsSpan().ContainsAny('e', 'E'))
        {
            return null;
        }

        var value = double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (double.IsInfinity(value))
        {
            return "infinite, or not at all";
        }

        var isSame = BigInteger.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? integer == new BigInteger(value)
            : !decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
                || (value == 0 ? exact == 0 : Math.Abs(value) < 1e28 && (decimal)value == exact) || Math.Abs(value) < 1e-10;
        return isSame ? null : value.ToString("R", CultureInfo.InvariantCulture);
    }
}
