using System.Text;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>Edits the text of one JSON value until it means another, touching only what differs.</summary>
internal static class ValueEditor
{
    /// <summary>The text of an object, edited to have these properties. Tasks and the root are such objects.</summary>
    /// <param name="text">The object as it is.</param>
    /// <param name="target">What it is to hold.</param>
    /// <param name="indent">The indentation of the line on which it begins.</param>
    /// <param name="style">The file's style.</param>
    /// <param name="current">What it holds, where that is known: what stays the same is not read again. Its names are those of <see cref="PropertyOrder"/>.</param>
    public static ReadOnlyMemory<byte> EditObject(
        ReadOnlyMemory<byte> text, IReadOnlyList<KeyValuePair<string, string>> target, string indent, TextStyle style, TaskContent? current = null)
    {
        var known = current is not null;
        var list = ListText.Scan(text);
        style = WithColonOf(list, style);
        var (names, places) = (new PropertyPlaces(target), new int[target.Count]);
        Array.Fill(places, -1);
        var slots = new List<ListSlot>(target.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            // Of a name that stands twice, the last one counts.
            if (names.Of(list.Items[i].Name!) is var wanted and >= 0)
            {
                places[wanted] = slots.Count;
                slots.Add(new ListSlot(i, list.Items[i]));
            }
        }

        var broken = list.Items.Count > 0 ? list.IsBroken : known && !style.TasksOnOneLine;
        var inner = ListArranger.ItemIndent(list, indent, broken, style);
        for (var i = 0; i < places.Length; i++)
        {
            var (name, json) = target[i];
            var before = places[i] < 0 ? json : current?[name];
            if (before == json)
            {
                continue;
            }

            var (from, item) = slots[places[i]];
            var value = Edit(item.Value, before ?? JsonText.Compact(item.Value.Span), json, ListArranger.LineIndent(item.Lead, inner), !broken, style);
            slots[places[i]] = new ListSlot(from, value.Equals(item.Value) ? item : item with { Value = value });
        }

        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
            {
                var (name, json) = target[i];
                var place = PlaceOf(name, i == 0 ? null : target[i - 1].Key, slots, known);
                slots.Insert(place, ListSlot.New(Bytes(style.Write(json, inner, !broken)), name, Bytes(style.WriteName(name))));
            }
        }

        return ListArranger.Arrange(list, slots, indent, broken, style).ToText();
    }

    /// <summary>The style with the colon that this object's own names have.</summary>
    private static TextStyle WithColonOf(ListText list, TextStyle style)
    {
        foreach (var item in list.Items)
        {
            if (TextStyleDetector.ColonOf(item.Prefix.Span) is { } colon)
            {
                return colon == style.Colon ? style : style with { Colon = colon };
            }
        }

        return style;
    }

    private static int PlaceOf(string name, string? before, List<ListSlot> slots, bool known)
    {
        if (known && PropertyOrder.Known.Contains(name))
        {
            return PropertyOrder.PlaceOf(name, slots.Select(s => s.Item.Name!).ToArray());
        }

        return before is null ? 0 : slots.FindLastIndex(s => s.Item.Name == before) + 1;
    }

    private static ReadOnlyMemory<byte> Edit(ReadOnlyMemory<byte> text, string current, string target, string indent, bool onOneLine, TextStyle style)
    {
        if (JsonText.AreEqual(current, target))
        {
            return text;
        }

        return (text.Span[0], target[0]) switch
        {
            ((byte)'{', '{') when target.Length > 2 => EditObject(text, JsonText.Properties(target), indent, style),
            ((byte)'[', '[') => EditArray(text, current, target, indent, onOneLine, style),
            _ => Bytes(style.Write(target, indent, onOneLine)),
        };
    }

    private static ReadOnlyMemory<byte> EditArray(
        ReadOnlyMemory<byte> text, string current, string target, string indent, bool onOneLine, TextStyle style)
    {
        var list = ListText.Scan(text);
        if (list.Items.Count == 0 && list.Open.Length == 1 && GapText.IsBlank(list.Tail.Span))
        {
            return Bytes(style.Write(target, indent, onOneLine));
        }

        var broken = list.IsBroken;
        var inner = ListArranger.ItemIndent(list, indent, broken, style);
        // A new element stands on several lines where the last one does.
        var last = list.Items.Count > 0 ? list.Items[^1].Value.Span : default;
        var flat = !broken || (last is [(byte)'{' or (byte)'[', ..] && !IsEmpty(last) && !GapText.IsBroken(last));
        var writer = !flat && last is [(byte)'{', ..] ? style with { ObjectsBroken = true } : style;

        var slots = new List<ListSlot>(list.Items.Count + 1);
        if (JsonText.Growth(current, target) is { } growth)
        {
            for (var i = growth.Removed; i < list.Items.Count; i++)
            {
                slots.Add(new ListSlot(i, list.Items[i]));
            }

            foreach (var json in JsonText.Elements(growth.AppendedElements))
            {
                slots.Add(New(json));
            }

            return Arranged();
        }

        var (old, wanted) = (JsonText.Elements(current), JsonText.Elements(target));
        foreach (var (from, to) in Alignment.Of(old, wanted))
        {
            if (to < 0)
            {
                continue;
            }

            if (from < 0)
            {
                slots.Add(New(wanted[to]));
                continue;
            }

            var item = list.Items[from];
            var value = Edit(item.Value, old[from], wanted[to], ListArranger.LineIndent(item.Lead, inner), flat, style);
            slots.Add(new ListSlot(from, value.Equals(item.Value) ? item : item with { Value = value }));
        }

        return Arranged();

        ListSlot New(string json) => ListSlot.New(Bytes(writer.Write(json, inner, flat)));

        ReadOnlyMemory<byte> Arranged() => ListArranger.Arrange(list, slots, indent, broken, style).ToText();
    }

    /// <summary>Whether an array or object has nothing in it.</summary>
    private static bool IsEmpty(ReadOnlySpan<byte> text) => ListText.Spans(text).Count == 0;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
