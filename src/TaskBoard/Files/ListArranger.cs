using System.Text;

namespace TaskBoard.Files;

/// <summary>Gives a list other elements: decides what stands between them where a neighbour is new, gone or moved.</summary>
internal static class ListArranger
{
    /// <summary>The list with these elements, in this order.</summary>
    /// <param name="list">The list as it is.</param>
    /// <param name="slots">The elements it is to have.</param>
    /// <param name="indent">The indentation of the line on which the list begins.</param>
    /// <param name="broken">Whether to begin a line per element where the list is empty so far.</param>
    /// <param name="style">The file's style.</param>
    public static ListText Arrange(ListText list, IReadOnlyList<ListSlot> slots, string indent, bool broken, TextStyle style)
    {
        var passed = PassedOn(list, slots);
        var tail = list.Tail;
        if (passed is not null && passed.Remove(list.Items.Count, out var orphans))
        {
            tail = Join(orphans, tail);
        }

        if (slots.Count == 0)
        {
            return list with { Items = [], Tail = GapText.IsBlank(tail.Span) && list.Open.Length == 1 ? default : tail };
        }

        var (first, others) = Leads(list, indent, broken, style);
        var items = new ListItem[slots.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var (from, item) = slots[i];
            var lead = (i, from) switch
            {
                (0, < 0) => first,
                (_, < 0) => others,
                (0, > 0) when GapText.IsBlank(item.Lead.Span) => first,
                ( > 0, 0) when !GapText.IsBroken(item.Lead.Span) && GapText.IsBlank(item.Lead.Span) => others,
                _ => item.Lead,
            };
            if (passed is not null && passed.Remove(from, out var comments))
            {
                lead = Join(comments, lead);
            }

            items[i] = lead.Equals(item.Lead) ? item : item with { Lead = lead };
        }

        if (list.Items.Count == 0 && GapText.IsBroken(first.Span) && !GapText.IsBroken(tail.Span))
        {
            tail = Join(GapText.IsBlank(tail.Span) ? default : tail, Encoding.UTF8.GetBytes(style.Eol + indent));
        }

        return list with { Items = items, Tail = tail };
    }

    /// <summary>The indentation of the elements of a list.</summary>
    public static string ItemIndent(ListText list, string indent, bool broken, TextStyle style) =>
        LineIndent(Leads(list, indent, broken, style).Others, indent);

    /// <summary>The indentation after the last line end of a gap, or that of the line before it.</summary>
    public static string LineIndent(ReadOnlyMemory<byte> lead, string outer)
    {
        var line = GapText.LastLineStart(lead.Span);
        return line.IsEmpty ? outer : Encoding.UTF8.GetString(line[(line.IndexOf((byte)'\n') + 1)..]);
    }

    // Comments on lines of their own before an element that goes stay, before the next element that stays; null: there are none.
    private static Dictionary<int, ReadOnlyMemory<byte>>? PassedOn(ListText list, IReadOnlyList<ListSlot> slots)
    {
        var result = (Dictionary<int, ReadOnlyMemory<byte>>?)null;
        var stays = new bool[list.Items.Count + 1];
        stays[^1] = true;
        foreach (var slot in slots)
        {
            if (slot.From >= 0)
            {
                stays[slot.From] = true;
            }
        }

        ReadOnlyMemory<byte> comments = default;
        for (var i = 0; i < stays.Length; i++)
        {
            if (!stays[i])
            {
                comments = GapText.IsBlank(list.Items[i].Lead.Span) ? comments : Join(comments, list.Items[i].Lead);
            }
            else if (!comments.IsEmpty)
            {
                (result ??= [])[i] = comments;
                comments = default;
            }
        }

        return result;
    }

    private static (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Others) Leads(ListText list, string indent, bool broken, TextStyle style)
    {
        if (list.Items.Count == 0)
        {
            ReadOnlyMemory<byte> line = Encoding.UTF8.GetBytes(style.Eol + indent + style.Unit);
            return broken || GapText.IsBroken(list.Tail.Span) || list.Open.Length > 1
                ? (line, line)
                : (style.PadOf(list.Close), Encoding.UTF8.GetBytes(style.Gap));
        }

        var first = Plain(list.Items[0].Lead);
        if (list.Items.Count == 1)
        {
            return (first, GapText.IsBroken(first.Span) ? first : Encoding.UTF8.GetBytes(style.Gap));
        }

        var model = list.Items[^1].Lead;
        var others = GapText.IsBlank(model.Span) && HaveLead(list.Items, model.Span) ? model : Plain(model);
        return (first, others);
    }

    /// <summary>Whether all items but the first have this lead.</summary>
    private static bool HaveLead(IReadOnlyList<ListItem> items, ReadOnlySpan<byte> lead)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (!items[i].Lead.Span.SequenceEqual(lead))
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> lead) =>
        GapText.IsBroken(lead.Span) ? GapText.LastLineStart(lead.Span).ToArray()
        : GapText.IsBlank(lead.Span) ? lead
        : " "u8.ToArray();

    private static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> comments, ReadOnlyMemory<byte> next)
    {
        if (GapText.IsBroken(next.Span))
        {
            comments = comments[..comments.Span.TrimEnd(" \t\r\n"u8).Length];
        }

        return (byte[])[.. comments.Span, .. next.Span];
    }
}

/// <summary>An element that a list is to have.</summary>
/// <param name="From">Its place so far; -1: it is new, and its lead is to be decided.</param>
/// <param name="Item">The element, perhaps with another value.</param>
internal readonly record struct ListSlot(int From, ListItem Item)
{
    /// <summary>A new element.</summary>
    public static ListSlot New(ReadOnlyMemory<byte> value, string? name = null, ReadOnlyMemory<byte> prefix = default) =>
        new(-1, new ListItem(default, prefix, value, default, default, name));
}
