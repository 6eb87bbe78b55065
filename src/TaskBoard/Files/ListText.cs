using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>
/// The text of one array or object as its elements and what stands between them, so that elements can be changed, added, removed
/// and moved while everything else keeps its bytes. Immutable.
/// </summary>
/// <param name="Open">The opening bracket, with a comment that follows it on the same line.</param>
/// <param name="Items">The elements.</param>
/// <param name="Tail">What stands before the closing bracket.</param>
/// <param name="Close">The closing bracket.</param>
/// <param name="TrailingComma">Whether a comma follows the last element.</param>
internal sealed record ListText(
    ReadOnlyMemory<byte> Open, IReadOnlyList<ListItem> Items, ReadOnlyMemory<byte> Tail, byte Close, bool TrailingComma)
{
    /// <summary>Where a value in a list's text is.</summary>
    /// <param name="NameStart">Where its name begins; the value's start in an array.</param>
    /// <param name="Start">Where the value begins.</param>
    /// <param name="End">Where it ends.</param>
    /// <param name="Name">The name; null in an array.</param>
    internal readonly record struct Span(int NameStart, int Start, int End, string? Name);

    /// <summary>Whether the list stands on several lines.</summary>
    public bool IsBroken => Items.Count > 0 ? Items.Any(i => GapText.IsBroken(i.Lead.Span)) : GapText.IsBroken(Tail.Span);

    /// <summary>Takes the text of an array or object apart.</summary>
    public static ListText Scan(ReadOnlyMemory<byte> text) => Build(text, Spans(text.Span));

    /// <summary>The list of which the spans of the values are known.</summary>
    public static ListText Build(ReadOnlyMemory<byte> text, IReadOnlyList<Span> spans)
    {
        var open = 1 + GapText.RestOfLine(text.Span[1..(spans.Count > 0 ? spans[0].NameStart : text.Length - 1)]);
        var items = new ListItem[spans.Count];
        var (start, trailing) = (open, false);
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            var last = i == spans.Count - 1;
            var gap = text[span.End..(last ? text.Length - 1 : spans[i + 1].NameStart)];
            var comma = GapText.Comma(gap.Span);
            trailing = last && comma >= 0;
            var after = gap[(comma + 1)..];
            after = after[..GapText.RestOfLine(after.Span)];
            items[i] = new ListItem(
                text[start..span.NameStart], text[span.NameStart..span.Start], text[span.Start..span.End],
                comma < 0 ? default : gap[..comma], after, span.Name);
            start = span.End + comma + 1 + after.Length;
        }

        return new ListText(text[..open], items, text[start..^1], text.Span[^1], trailing);
    }

    /// <summary>The spans of the values of an array or object.</summary>
    public static IReadOnlyList<Span> Spans(ReadOnlySpan<byte> text)
    {
        var result = new List<Span>();
        var reader = new Utf8JsonReader(text, JsonText.Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
        {
            string? name = null;
            var nameStart = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = JsonText.Name(ref reader);
                reader.Read();
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            result.Add(new Span(nameStart, start, (int)reader.BytesConsumed, name));
        }

        return result;
    }

    /// <summary>The text.</summary>
    public ReadOnlyMemory<byte> ToText()
    {
        var result = GC.AllocateUninitializedArray<byte>(Measure().Size);
        CopyTo(result);
        return result;
    }

    /// <summary>Writes the text to where there is room for it.</summary>
    public void CopyTo(Memory<byte> target)
    {
        var at = 0;
        Walk((part, _) =>
        {
            part.Span.CopyTo(target.Span[at..]);
            at += part.Length;
        });
    }

    /// <summary>The size of the text, and where each value begins in it.</summary>
    public (int Size, int[] Starts) Measure()
    {
        var starts = new int[Items.Count];
        var size = 0;
        Walk((part, value) =>
        {
            if (value >= 0)
            {
                starts[value] = size;
            }

            size += part.Length;
        });
        return (size, starts);
    }

    /// <summary>Visits the parts of the text in their order; each value with its place, what stands around them, where anything does, with -1.</summary>
    public void Walk(Action<ReadOnlyMemory<byte>, int> visit)
    {
        visit(Open, -1);
        var comment = Open.Length > 1;
        for (var i = 0; i < Items.Count; i++)
        {
            var item = Items[i];
            CloseLine(visit, comment, item.Lead.Span);
            VisitAny(visit, item.Lead);
            VisitAny(visit, item.Prefix);
            visit(item.Value, i);
            VisitAny(visit, item.Trail);
            if (i < Items.Count - 1 || TrailingComma)
            {
                visit(Comma, -1);
            }

            VisitAny(visit, item.After);
            comment = item.After.Length > 0;
        }

        CloseLine(visit, comment, Tail.Span);
        visit(Tail, -1);
        visit(Close == ']' ? Bracket : Brace, -1);
    }

    private static readonly byte[] Comma = [(byte)','];
    private static readonly byte[] LineEnd = [(byte)'\n'];
    private static readonly byte[] Bracket = [(byte)']'];
    private static readonly byte[] Brace = [(byte)'}'];

    private static void VisitAny(Action<ReadOnlyMemory<byte>, int> visit, ReadOnlyMemory<byte> part)
    {
        if (part.Length > 0)
        {
            visit(part, -1);
        }
    }

    // Where the neighbour that brought the line end is gone, a comment must not swallow what follows it.
    private static void CloseLine(Action<ReadOnlyMemory<byte>, int> visit, bool comment, ReadOnlySpan<byte> next)
    {
        if (comment && !GapText.BeginsWithLineEnd(next))
        {
            visit(LineEnd, -1);
        }
    }
}
