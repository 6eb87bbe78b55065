using System.Text;
using System.Text.Json;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>
/// Writes a board's text as TaskBoard itself would have written it (<see cref="TextStyle.Default"/>): a line for each property of a task, known
/// properties in the order of <see cref="PropertyOrder"/>. Values keep their text and comments stay with what they stand at; where there is a
/// comment, what holds it stands on several lines. Line endings stay CRLF where there are any.
/// </summary>
internal sealed class HouseFormat
{
    private static readonly TextStyle Style = TextStyle.Default;

    private readonly string _eol;

    private HouseFormat(string eol) => _eol = eol;

    private enum Shape
    {
        /// <summary>The whole board.</summary>
        Root,

        /// <summary>The list of tasks.</summary>
        Tasks,

        /// <summary>One task.</summary>
        Task,

        /// <summary>A value: on one line, unless it is a list of lists or objects, or holds a comment.</summary>
        Value,

        /// <summary>A part of a value on one line.</summary>
        Part,
    }

    /// <summary>The formatted text of a board that can be read.</summary>
    public static byte[] Of(ReadOnlyMemory<byte> text)
    {
        var format = new HouseFormat(text.Span.IndexOf("\r\n"u8) >= 0 ? "\r\n" : "\n");
        var (start, end) = BoardTextReader.RootOf(text.Span);
        var mark = TextPlaces.HasMark(text.Span) ? 3 : 0;
        var result = new StringBuilder();
        format.Before(result, GapComment.Of(text[mark..start]), "");
        result.Append(Text(format.Format(text[start..end], "", Shape.Root)));
        var line = end + GapText.RestOfLine(text.Span[end..]);
        Beside(result, GapComment.Of(text[end..line]));
        result.Append(format._eol);
        GapComment.Of(text[line..]).ForEach(comment => result.Append(Text(comment.Text)).Append(format._eol));
        return [.. text.Span[..mark], .. Encoding.UTF8.GetBytes(result.ToString())];
    }

    private ReadOnlyMemory<byte> Format(ReadOnlyMemory<byte> value, string indent, Shape shape)
    {
        if (value.Span[0] is not ((byte)'[' or (byte)'{'))
        {
            return value;
        }

        var list = ListText.Scan(value);
        if (list.Items.Count == 0 && list.Open.Length == 1 && GapText.IsBlank(list.Tail.Span))
        {
            return (list with { Tail = default }).ToText();
        }

        var broken = shape is Shape.Root or Shape.Tasks or Shape.Task || (shape == Shape.Value && IsBroken(list, value.Span));
        return (broken ? OnLines(list, indent, shape) : OnOneLine(list)).ToText();
    }

    private static bool IsBroken(ListText list, ReadOnlySpan<byte> value) =>
        (list.Close == ']' && list.Items.Any(i => i.Value.Span[0] is (byte)'[' or (byte)'{')) || HasComment(value);

    private ListText OnOneLine(ListText list)
    {
        var pad = list.Close == '}' ? Style.Pad : "";
        return list with
        {
            Items = list.Items.Select((item, i) => item with
            {
                Lead = Bytes(i == 0 ? pad : Style.Gap),
                Prefix = item.Name is null ? default : Bytes(NameOf(item.Prefix) + Style.Colon),
                Value = Format(item.Value, "", Shape.Part),
                Trail = default,
                After = default,
            }).ToArray(),
            Tail = Bytes(pad),
            TrailingComma = false,
        };
    }

    private ListText OnLines(ListText list, string indent, Shape shape)
    {
        var inner = indent + Style.Unit;
        var open = new StringBuilder(Text(list.Open[..1]));
        GapComment.Of(list.Open[1..]).ForEach(comment => open.Append(' ').Append(Text(comment.Text)));
        var items = new List<ListItem>();
        List<GapComment> below = [];
        foreach (var item in shape == Shape.Task ? PropertyOrder.Sort(list.Items, i => i.Name!) : list.Items)
        {
            var lead = new StringBuilder(_eol).Append(inner);
            below.ForEach(comment => lead.Append(Text(comment.Text)).Append(_eol).Append(inner));
            Before(lead, GapComment.Of(item.Lead), inner);
            var (prefix, at) = Prefix(item, inner);
            var after = new StringBuilder();
            below = Beside(after, [.. GapComment.Of(item.Trail), .. GapComment.Of(item.After)]);
            items.Add(item with
            {
                Lead = Bytes(lead.ToString()),
                Prefix = Bytes(prefix),
                Value = Format(item.Value, at, Inside(shape, item)),
                Trail = default,
                After = Bytes(after.ToString()),
            });
        }

        var tail = new StringBuilder();
        below.Concat(GapComment.Of(list.Tail)).ToList().ForEach(comment => tail.Append(_eol).Append(inner).Append(Text(comment.Text)));
        return list with { Open = Bytes(open.ToString()), Items = items, Tail = Bytes(tail.Append(_eol).Append(indent).ToString()), TrailingComma = false };
    }

    private static Shape Inside(Shape shape, ListItem item) => shape switch
    {
        Shape.Root when item.Name is null => Shape.Task,
        Shape.Root when item.Name == BoardText.TasksName => Shape.Tasks,
        Shape.Tasks => Shape.Task,
        _ => Shape.Value,
    };

    /// <summary>Comments before a value; one that stands on its line stays there.</summary>
    private void Before(StringBuilder result, List<GapComment> comments, string indent)
    {
        foreach (var comment in comments)
        {
            result.Append(Text(comment.Text)).Append(comment.EndsLine || comment.IsFollowedByLineEnd ? _eol + indent : " ");
        }
    }

    /// <summary>Comments behind a value, as far as they have room on its line; answers those that need lines of their own.</summary>
    private static List<GapComment> Beside(StringBuilder result, List<GapComment> comments)
    {
        var room = comments.FindIndex(c => c.EndsLine || c.IsLong);
        var count = room < 0 ? comments.Count : comments[room].IsLong ? room : room + 1;
        comments.GetRange(0, count).ForEach(comment => result.Append(' ').Append(Text(comment.Text)));
        return comments.GetRange(count, comments.Count - count);
    }

    /// <summary>A name with its colon and the comments around it, and the indentation of the line on which they end.</summary>
    private (string Text, string Indent) Prefix(ListItem item, string indent)
    {
        if (item.Name is null)
        {
            return ("", indent);
        }

        var name = NameOf(item.Prefix);
        var comments = GapComment.Of(item.Prefix[Encoding.UTF8.GetByteCount(name)..]);
        if (comments.Count == 0)
        {
            return (name + Style.Colon, indent);
        }

        var deeper = comments.Exists(c => c.EndsLine) ? indent + Style.Unit : indent;
        var result = new StringBuilder(name).Append(": ");
        comments.ForEach(comment => result.Append(Text(comment.Text)).Append(comment.EndsLine ? _eol + deeper : " "));
        return (result.ToString(), deeper);
    }

    // With its quotes, escaped as it is.
    private static string NameOf(ReadOnlyMemory<byte> prefix)
    {
        var end = 1;
        while (prefix.Span[end] != '"')
        {
            end += prefix.Span[end] == '\\' ? 2 : 1;
        }

        return Text(prefix[..(end + 1)]);
    }

    private static bool HasComment(ReadOnlySpan<byte> value)
    {
        var reader = new Utf8JsonReader(value, JsonText.Lenient with { CommentHandling = JsonCommentHandling.Allow });
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Comment)
            {
                return true;
            }
        }

        return false;
    }

    private static string Text(ReadOnlyMemory<byte> utf8) => Encoding.UTF8.GetString(utf8.Span);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
