using System.Text;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>Going from one content to another.</summary>
internal sealed partial class BoardText
{
    private TextStyle Style => _style ??= TextStyleDetector.Detect(_before, _list, _after);

    /// <summary>
    /// The same text, edited so that it means <paramref name="target"/>: values replaced, properties inserted where
    /// <see cref="PropertyOrder"/> says, array elements removed and appended, tasks added, removed and moved. Tasks, values and
    /// elements that are equal as JSON keep their text. New text takes over the file's indentation, line ending and final newline.
    /// </summary>
    public BoardText With(BoardContent target)
    {
        if (ReferenceEquals(target, Content))
        {
            return this;
        }

        var text = _root is null == target.Root is null ? WithRoot(target.Root) : Reshaped(target.Root);
        return text.WithTasks(target);
    }

    /// <summary>
    /// The same for a board of the same tasks in the same order, by looking only at what differs; null: it is none, or some task has problems, whose
    /// places may change.
    /// </summary>
    private BoardText? WithSameTasks(BoardContent target)
    {
        if (!ReferenceEquals(target.Root, _root) || Problems.Count > 0 || Content.PlacesOfOthers(target) is not { } places)
        {
            return null;
        }

        var (items, pieces, length, content) = (SharedList<ListItem>.Of(_list.Items), _pieces, Length, target);
        var indent = LineIndentOfList();
        foreach (var place in places)
        {
            var (known, wanted) = (Content.Tasks[place], target.Tasks[place]);
            if (known.SameValues(wanted))
            {
                content = content.With(known);
                continue;
            }

            var item = Edited(place, wanted, indent).Item;
            var piece = TaskPiece.Read(item.Value, place + 1, wanted);
            if (piece.Content.Key != wanted.Key || piece.Problems.Count + piece.Remarks.Count > 0)
            {
                return null;
            }

            length += item.Value.Length - items[place].Value.Length;
            (items, pieces) = (items.With(place, item), pieces.With(place, piece));
            content = ReferenceEquals(piece.Content, wanted) ? content : content.With(piece.Content);
        }

        return ReferenceEquals(pieces, _pieces) ? this : new BoardText(this, _list with { Items = items }, pieces, length, content);
    }

    private BoardText WithTasks(BoardContent target)
    {
        if (WithSameTasks(target) is { } text)
        {
            return text;
        }

        var current = Content.Tasks;
        var indent = LineIndentOfList();
        var slots = new ListSlot[target.Tasks.Count];
        var pieces = new TaskPiece[slots.Length];
        var (sameKeys, changed) = (slots.Length == _pieces.Count, slots.Length != _pieces.Count);
        for (var i = 0; i < slots.Length; i++)
        {
            var wanted = target.Tasks[i];
            var from = i < current.Count && (ReferenceEquals(current[i], wanted) || current[i].Key == wanted.Key) ? i : Content.PlaceOf(wanted.Key);
            sameKeys &= from == i;
            changed |= from != i;
            if (from >= 0 && (ReferenceEquals(current[from], wanted) || current[from].SameValues(wanted)))
            {
                (slots[i], pieces[i]) = (new ListSlot(from, _list.Items[from]), _pieces[from]);
                continue;
            }

            changed = true;
            slots[i] = from >= 0 ? Edited(from, wanted, indent) : Added(wanted, indent);
            pieces[i] = TaskPiece.Read(slots[i].Item.Value, i + 1, wanted);
        }

        if (!changed)
        {
            return this;
        }

        Number(pieces);
        sameKeys = sameKeys && pieces.Zip(_pieces).All(p => ReferenceEquals(p.First, p.Second) || p.First.Content.Key == p.Second.Content.Key);
        var list = ListArranger.Arrange(_list, slots, indent, broken: true, Style);
        return new BoardText(_before, list, _after, pieces, _root, sameKeys ? Content : null) { _style = _pieces.Count > 0 ? _style : null };
    }

    private ListSlot Edited(int from, TaskContent wanted, string indent)
    {
        var item = _list.Items[from];
        var value = ValueEditor.EditObject(item.Value, wanted.Properties, ListArranger.LineIndent(item.Lead, indent), Style, _pieces[from].Content);
        return new ListSlot(from, item with { Value = value });
    }

    private ListSlot Added(TaskContent wanted, string indent)
    {
        var broken = _list.Items.Count == 0 || _list.IsBroken;
        var inner = ListArranger.ItemIndent(_list, indent, broken: true, Style);
        var onOneLine = _list.Items.Count > 0 && (Style.TasksOnOneLine || !broken);
        return ListSlot.New(Encoding.UTF8.GetBytes(Style.WriteTask(wanted, inner, onOneLine)));
    }

    // Tasks without a usable id are known by their number among themselves.
    internal static void Number(TaskPiece[] pieces)
    {
        var number = 0;
        for (var i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].IsWithoutId)
            {
                pieces[i] = pieces[i].Under(TaskPiece.KeyWithoutId(++number));
            }
        }
    }

    private BoardText WithRoot(IReadOnlyList<KeyValuePair<string, string>>? target)
    {
        if (_root is null || target is null || ReferenceEquals(_root, target) || TaskContent.Of("", _root).SameValues(TaskContent.Of("", target)))
        {
            return this;
        }

        // The root without its tasks is an object like any other; the empty array keeps their place.
        ReadOnlyMemory<byte> whole = (byte[])[.. _before.Span, .. "[]"u8, .. _after.Span];
        var (start, end) = BoardTextReader.RootOf(whole.Span);
        var wanted = target.Select(p => p.Key == TasksName ? new(TasksName, "[]") : p).ToList();
        if (!wanted.Exists(p => p.Key == TasksName))
        {
            wanted.Add(new(TasksName, "[]"));
        }

        var root = ValueEditor.EditObject(whole[start..end], wanted, "", Style);
        return Around((byte[])[.. whole.Span[..start], .. root.Span, .. whole.Span[end..]], wanted);
    }

    // A change between array and object is rare (a restored revision): the text around the tasks is made new.
    private BoardText Reshaped(IReadOnlyList<KeyValuePair<string, string>>? target)
    {
        var mark = TextPlaces.HasMark(_before.Span) ? "\uFEFF" : "";
        var json = target is null ? "[]\n" : JsonText.Indent(JsonText.Object(target));
        return Around(Encoding.UTF8.GetBytes(mark + json.ReplaceLineEndings(Style.Eol)), target);
    }

    private BoardText Around(ReadOnlyMemory<byte> skeleton, IReadOnlyList<KeyValuePair<string, string>>? root)
    {
        var (start, end) = BoardTextReader.TasksOf(skeleton.Span);
        return new BoardText(skeleton[..start], _list, skeleton[end..], _pieces, root) { _style = _style };
    }

    private string LineIndentOfList()
    {
        var line = _before.Span[(_before.Span.LastIndexOf((byte)'\n') + 1)..];
        var end = line.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return Encoding.UTF8.GetString(end < 0 ? line : line[..end]);
    }

    internal const string TasksName = "tasks";
}
