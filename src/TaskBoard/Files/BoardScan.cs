using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>One pass over a file: the tasks with their places, and what is wrong with the board as a whole.</summary>
internal sealed class BoardScan
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly int _mark;
    private readonly KnownTasks? _known;
    private readonly List<ListText.Span> _spans = [];
    private readonly List<TaskPiece> _pieces = [];
    private readonly List<KeyValuePair<string, string>> _root = [];
    private (int Start, int End) _list = (-1, -1);
    private JsonTokenType _kind;
    private int _end;

    // Where the text of the reader begins: it begins anew behind what is known.
    private int _origin;

    /// <summary>A scan of a file, which takes over tasks that are known.</summary>
    public BoardScan(ReadOnlyMemory<byte> bytes, KnownTasks? known)
    {
        (_bytes, _known) = (bytes, known);
        _origin = _mark = TextPlaces.HasMark(bytes.Span) ? 3 : 0;
    }

    /// <summary>What refuses the file, as far as found.</summary>
    public List<BoardProblem> Problems { get; } = [];

    /// <summary>Reads the file; answers the error at which the text stops to be JSON (its place counts from where something unknown begins), null: it is.</summary>
    public JsonException? Run(BoardLimits limits)
    {
        var options = JsonText.Lenient with { MaxDepth = limits.MaxDepth };
        var reader = new Utf8JsonReader(_bytes.Span[_mark..], options);
        JsonException? error = null;
        try
        {
            reader.Read();
            ReadRoot(ref reader);
            _end = End(ref reader);
        }
        catch (JsonException e)
        {
            error = e;
        }

        FindDoubles();
        return error;
    }

    /// <summary>What stands after the end of the board.</summary>
    public IEnumerable<BoardProblem> AfterTheEnd() => TrailingFaults.Find(_bytes.Span, _end) is { } problem ? [problem] : [];

    /// <summary>What keeps well-formed JSON from being a board.</summary>
    public IEnumerable<BoardProblem> WrongShape()
    {
        var shape = _kind switch
        {
            JsonTokenType.StartArray or JsonTokenType.StartObject when _list.Start >= 0 => ForeignBoards.OfTasks(_pieces, _root),
            JsonTokenType.StartObject => ForeignBoards.OfRoot(_root),
            _ => "The board must be an array of tasks, or an object with a \"tasks\" array.",
        };
        return shape is null ? [] : [At(_list.Start >= 0 ? _list.Start : _mark, shape)];
    }

    /// <summary>The board.</summary>
    public BoardText ToText()
    {
        var (start, end) = _list;
        var list = ListText.Build(_bytes[start..end], _spans.ConvertAll(s => s with { NameStart = s.Start - start, Start = s.Start - start, End = s.End - start }));
        var pieces = _pieces.ToArray();
        BoardText.Number(pieces);
        return new BoardText(_bytes[..start], list, _bytes[end..], pieces, _kind == JsonTokenType.StartArray ? null : _root);
    }

    private void ReadRoot(ref Utf8JsonReader reader)
    {
        _kind = reader.TokenType;
        if (_kind == JsonTokenType.StartArray)
        {
            ReadTasks(ref reader);
        }
        else if (_kind == JsonTokenType.StartObject)
        {
            ReadProperties(ref reader);
        }
    }

    private void ReadProperties(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var place = Place(ref reader);
            var name = JsonText.Name(ref reader);
            reader.Read();
            var at = _root.FindIndex(p => p.Key == name);
            if (at >= 0)
            {
                Problems.Add(At(place, $"The property {JsonText.Quote(name)} stands twice around the tasks. Keep one of them."));
            }

            string value;
            if (name == BoardText.TasksName && reader.TokenType == JsonTokenType.StartArray)
            {
                value = "[]";
                ReadTasks(ref reader);
            }
            else
            {
                value = JsonText.Value(ref reader);
            }

            if (at < 0)
            {
                _root.Add(new(name, value));
            }
        }
    }

    private void ReadTasks(ref Utf8JsonReader reader)
    {
        var start = Place(ref reader);
        JsonReaderState? between = null;
        for (var number = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            var place = Place(ref reader);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                _pieces.Add(ReadTask(ref reader, place, number, between, out var end));
                _spans.Add(new ListText.Span(place, place, end, null));
            }
            else
            {
                var value = JsonText.Value(ref reader);
                Problems.Add(At(place, $"Entry {number} of the list of tasks is {JsonKind.Name(value)}; each must be an object {{…}}. Mend or remove it."));
            }

            between ??= reader.CurrentState;
        }

        _list = (start, End(ref reader));
    }

    /// <param name="reader">Stands where the task begins; then, where it ends.</param>
    /// <param name="place">Where it begins.</param>
    /// <param name="number">Which one it is.</param>
    /// <param name="between">How a reader stands behind a task, which is the same behind each; null: this is the first one.</param>
    /// <param name="end">Where it ends.</param>
    private TaskPiece ReadTask(ref Utf8JsonReader reader, int place, int number, JsonReaderState? between, out int end)
    {
        if (_known?.At(_bytes.Span[place..], out var length) is not { } piece)
        {
            piece = TaskPiece.Read(ref reader, _bytes[_origin..], place - _origin, number, out end);
            end += _origin;
            return piece;
        }

        if (between is { } state)
        {
            _origin = end = place + length;
            reader = new Utf8JsonReader(_bytes.Span[_origin..], isFinalBlock: true, state);
        }
        else
        {
            reader.Skip();
            end = End(ref reader);
        }

        return piece;
    }

    private void FindDoubles()
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _pieces.Count; i++)
        {
            var key = _pieces[i].Content.Key;
            if (_pieces[i].IsWithoutId || places.TryAdd(key, i))
            {
                continue;
            }

            var (line, column) = TextPlaces.Of(_bytes.Span, IdPlace(places[key]));
            Problems.Add(At(IdPlace(i),
                $"The id {JsonText.Quote(key)} stands here and at line {line}, column {column}. Give one of the two tasks another id.", key));
        }
    }

    private int IdPlace(int task)
    {
        var span = _spans[task];
        return span.Start + ListText.Spans(_bytes.Span[span.Start..span.End]).Last(s => s.Name == "id").Start;
    }

    private int Place(ref Utf8JsonReader reader) => (int)reader.TokenStartIndex + _origin;

    private int End(ref Utf8JsonReader reader) => (int)reader.BytesConsumed + _origin;

    private BoardProblem At(int offset, string message, string? task = null) => TextPlaces.Problem(_bytes.Span, offset, message, task);
}
