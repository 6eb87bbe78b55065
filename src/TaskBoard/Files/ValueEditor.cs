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
        style = list.Items.Select(i => TextStyleDetector.ColonOf(i.Prefix.Span)).FirstOrDefault(c => c is not null) is { } colon
            ? style with { Colon = colon }
            : style;
        var wanted = new Dictionary<string, string>(target.Count, StringComparer.Ordinal);
        foreach (var (name, json) in target)
        {
            wanted[name] = json;
        }

        var slots = new List<ListSlot>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (wanted.ContainsKey(list.Items[i].Name!))
            {
                places[list.Items[i].Name!] = slots.Count;
                slots.Add(new ListSlot(i, list.Items[i]));
            }
        }

        var broken = list.Items.Count > 0 ? list.IsBroken : known && !style.TasksOnOneLine;
        var inner = ListArranger.ItemIndent(list, indent, broken, style);
        foreach (var (name, place) in places)
        {
            if (current?[name] == wanted[name])
            {
                continue;
            }

            // Of a name that stands twice, the last one counts.
            var item = slots[place].Item;
            var value = Edit(item.Value, current?[name] ?? JsonText.Compact(item.Value.Span), wanted[name], ListArranger.LineIndent(item.Lead, inner), !broken, style);
            slots[place] = new ListSlot(slots[place].From, value.Equals(item.Value) ? item : item with { Value = value });
        }

        var before = (string?)null;
        foreach (var (name, json) in target)
        {
            if (!places.ContainsKey(name))
            {
                var place = PlaceOf(name, before, slots, known);
                slots.Insert(place, ListSlot.New(Bytes(style.Write(json, inner, !broken)), name, Bytes(style.WriteName(name))));
            }

            before = name;
        }

        return ListArranger.Arrange(list, slots, indent, broken, style).ToText();
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

        var old = JsonText.Elements(current);
        var broken = list.IsBroken;
        var inner = ListArranger.ItemIndent(list, indent, broken, style);
        // A new element stands on several lines where the last one does.
        var flat = !broken || (list.Items.Count > 0 && old[^1].Length > 2 && old[^1][0] is '{' or '[' && !GapText.IsBroken(list.Items[^1].Value.Span));
        var writer = !flat && list.Items.Count > 0 && old[^1][0] == '{' ? style with { ObjectsBroken = true } : style;

        var slots = new List<ListSlot>(list.Items.Count + 1);
        if (JsonText.Growth(current, target) is { } growth)
        {
            slots.AddRange(list.Items.Select((item, i) => new ListSlot(i, item)).Skip(growth.Removed));
            slots.AddRange(JsonText.Elements(growth.AppendedElements).Select(New));
            return Arranged();
        }

        var wanted = JsonText.Elements(target);
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

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
