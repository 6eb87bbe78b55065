using System.Buffers;
using System.Text;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>
/// The text of <c>tasks.json</c>, editable: it knows the span of each task, of each property value and of each element of an array
/// in it, and goes from one content to another by splices, copying everything else byte for byte.
/// </summary>
/// <remarks>
/// A rope: the text before and after the array of tasks, and that array as one piece per task with what stands between them. A change
/// makes a new rope that shares all pieces it does not touch, so its cost is that of the tasks it touches (and of writing the file).
/// Spans inside a task are found when it is edited. Immutable.
/// </remarks>
internal sealed partial class BoardText
{
    /// <summary>How much of a text is written at once: a whole file of many tasks would be a large object for every change.</summary>
    private const int PartSize = 1 << 18;

    private readonly ReadOnlyMemory<byte> _before;
    private readonly ListText _list;
    private readonly ReadOnlyMemory<byte> _after;
    private readonly SharedList<TaskPiece> _pieces;
    private readonly IReadOnlyList<KeyValuePair<string, string>>? _root;
    private readonly BoardContent? _sameKeys;
    private readonly Lazy<Meaning> _meaning;
    private TextStyle? _style;
    private ValueList<TaskItem>? _tasks;

    /// <param name="before">The text before the array of tasks.</param>
    /// <param name="list">The array of tasks.</param>
    /// <param name="after">The text after it.</param>
    /// <param name="pieces">What each task means.</param>
    /// <param name="root">The properties of the root object; null: the root is an array.</param>
    /// <param name="sameKeys">A board with the same keys in the same order; null: none.</param>
    internal BoardText(
        ReadOnlyMemory<byte> before, ListText list, ReadOnlyMemory<byte> after, IReadOnlyList<TaskPiece> pieces,
        IReadOnlyList<KeyValuePair<string, string>>? root, BoardContent? sameKeys = null)
    {
        (_before, _list, _after, _pieces, _root, _sameKeys) = (before, list, after, SharedList<TaskPiece>.Of(pieces), root, sameKeys);
        Length = before.Length + after.Length + list.Measure().Size;
        _meaning = new(Read);
    }

    /// <summary>A text with some of its tasks changed, of which what it means is known: nobody need mend anything in it.</summary>
    private BoardText(BoardText from, ListText list, SharedList<TaskPiece> pieces, long length, BoardContent content)
    {
        (_before, _list, _after, _pieces, _root, _style) = (from._before, list, from._after, pieces, from._root, from._style);
        Length = length;
        _meaning = new(new Meaning(content, []));
    }

    /// <summary>The typed tasks, in the order of the file.</summary>
    public ValueList<TaskItem> Tasks => _tasks ??= Content.Tasks.Select(t => t.Item).ToValueList();

    /// <summary>What the text means.</summary>
    public BoardContent Content => _meaning.Value.Content;

    /// <summary>Everything a person should mend, with lines and columns in this text: tasks that are held, and remarks that hold nothing (an id written as a number).</summary>
    public IReadOnlyList<BoardProblem> Problems => _meaning.Value.Problems;

    /// <summary>The size of the text in bytes.</summary>
    public long Length { get; }

    /// <summary>Reads a board.</summary>
    /// <param name="bytes">The file as it is. Must not change afterwards.</param>
    /// <param name="limits">What is too much.</param>
    /// <param name="path">The file's name in messages.</param>
    /// <param name="before">What it was before, of which what is the same is taken over; null: everything is read. It makes no difference to the answer.</param>
    /// <exception cref="BoardUnreadableException">The file is refused; all problems that can be found, each with line, column and what to do.</exception>
    /// <exception cref="BoardTooLargeException">The file is over its limit.</exception>
    public static BoardText Parse(ReadOnlyMemory<byte> bytes, BoardLimits limits, string path, BoardText? before = null) =>
        BoardTextReader.Read(bytes, limits, path, before is null ? null : new KnownTasks(before._pieces, before._list));

    /// <summary>A new board without tasks: <c>[]</c>, or with <paramref name="schema"/> an object with <c>$schema</c> and an empty <c>tasks</c>.</summary>
    public static BoardText Create(bool schema) =>
        Parse(Encoding.UTF8.GetBytes(schema ? $"{{\n  \"$schema\": \"./{BoardSchema.FileName}\",\n  \"tasks\": []\n}}\n" : "[]\n"), new BoardLimits(), "tasks.json");

    /// <summary>The same board in the format in which TaskBoard writes (<see cref="HouseFormat"/>); this text where it is in it already.</summary>
    public BoardText Formatted()
    {
        var formatted = HouseFormat.Of(ToBytes());
        return Is(formatted) ? this : Parse(formatted, new BoardLimits(long.MaxValue, JsonText.Lenient.MaxDepth), "");
    }

    /// <summary>The text as bytes, with its byte order mark if it has one.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Writes the text, in parts where it is large, and answers its hash (<see cref="BoardFile.HashOf"/>).</summary>
    public string WriteTo(Action<ReadOnlySpan<byte>> write)
    {
        if (Length <= PartSize)
        {
            // Fresh memory for each change would cost as much as what is written into it.
            var bytes = ArrayPool<byte>.Shared.Rent((int)Length);
            CopyTo(bytes);
            var text = bytes.AsSpan(0, (int)Length);
            write(text);
            var hash = BoardFile.HashOf(text);
            ArrayPool<byte>.Shared.Return(bytes);
            return hash;
        }

        using var parts = new TextParts(write, PartSize);
        parts.Add(_before);
        _list.Walk((part, _) => parts.Add(part));
        parts.Add(_after);
        return parts.End();
    }

    /// <summary>Whether these bytes are this text; cheaper than their hash.</summary>
    public bool Is(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            return false;
        }

        var (at, same) = (_before.Length, bytes.Span.StartsWith(_before.Span));
        _list.Walk((part, _) =>
        {
            same = same && bytes.Span.Slice(at, part.Length).SequenceEqual(part.Span);
            at += part.Length;
        });
        return same && bytes.Span[at..].SequenceEqual(_after.Span);
    }

    /// <summary>The board for users: typed tasks, those that are held with lines and columns.</summary>
    public BoardSnapshot ToSnapshot(long? revision = null) => new(new Lazy<BoardText>(this)) { Revision = revision };

    private void CopyTo(byte[] bytes)
    {
        _before.Span.CopyTo(bytes);
        _list.CopyTo(bytes.AsMemory(_before.Length));
        _after.Span.CopyTo(bytes.AsSpan((int)Length - _after.Length));
    }

    private Meaning Read()
    {
        var contents = new TaskContent[_pieces.Count];
        List<int>? placed = null;
        for (var i = 0; i < contents.Length; i++)
        {
            contents[i] = _pieces[i].Content;
            if (_pieces[i].Problems.Count + _pieces[i].Remarks.Count > 0)
            {
                (placed ??= []).Add(i);
            }
        }

        var problems = placed is null ? [] : Place(placed, contents);
        return new Meaning(_sameKeys?.WithSameKeys(contents) ?? new BoardContent(contents, _root), problems);
    }

    // Lines and columns change with every edit above; only tasks with problems need them, so they are counted when asked for.
    private List<BoardProblem> Place(List<int> placed, TaskContent[] contents)
    {
        ReadOnlySpan<byte> text = ToBytes();
        var (_, starts) = _list.Measure();
        var result = new List<BoardProblem>();
        var (line, counted) = (1, 0);
        foreach (var i in placed)
        {
            var piece = _pieces[i];
            var id = piece.IsWithoutId ? null : piece.Content.Key;
            var held = new List<BoardProblem>(piece.Problems.Count);
            var start = _before.Length + starts[i];
            line += text[counted..start].Count((byte)'\n');
            counted = start;
            foreach (var (offset, message) in piece.Problems)
            {
                held.Add(At(text, line, start, offset, message, id));
            }

            if (held.Count > 0)
            {
                contents[i] = TaskContent.Of(piece.Content.Key, piece.Content.Properties, piece.Content.Item with { Problems = held.ToValueList() });
            }

            result.AddRange(held);
            foreach (var (offset, message) in piece.Remarks)
            {
                result.Add(At(text, line, start, offset, message, id));
            }
        }

        return result;
    }

    private static BoardProblem At(ReadOnlySpan<byte> text, int line, int start, int offset, string message, string? id) =>
        new(line + text.Slice(start, offset).Count((byte)'\n'), TextPlaces.Column(text[..(start + offset)]), message, id);

    private sealed record Meaning(BoardContent Content, IReadOnlyList<BoardProblem> Problems);
}

/// <summary>What is too much.</summary>
/// <param name="MaxBytes">The largest file, in bytes.</param>
/// <param name="MaxDepth">The deepest nesting of arrays and objects.</param>
internal sealed record BoardLimits(long MaxBytes = 64 * 1024 * 1024, int MaxDepth = 128);
