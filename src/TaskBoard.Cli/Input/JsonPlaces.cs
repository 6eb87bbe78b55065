using System.Text;
using System.Text.Json;

namespace TaskBoard.Cli.Input;

/// <summary>Where in a text the tasks of a plan stand, with their properties and the elements of lists. The text is JSON that can be read.</summary>
internal sealed class JsonPlaces
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    private readonly byte[] _text;
    private readonly List<long> _tasks = [];
    private readonly Dictionary<(int Task, string Property), long> _properties = [];
    private readonly Dictionary<(int Task, string Property, int Element), long> _elements = [];

    /// <param name="text">An array of tasks, or an object that has one as <c>tasks</c>.</param>
    public JsonPlaces(string text)
    {
        _text = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(_text, Lenient);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadTasks(ref reader);
            return;
        }

        while (reader.TokenType != JsonTokenType.EndObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isTasks = reader.ValueTextEquals("tasks");
            reader.Read();
            if (isTasks && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadTasks(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Line and column, from 1, of what is nearest to a place: an element, else its property, else its task, else the beginning.</summary>
    public (int Line, int Column) Of(int task, string? property, int? element)
    {
        if (task < 0 || task >= _tasks.Count)
        {
            return (1, 1);
        }

        var offset = (int)(property is not null && element is { } at && _elements.TryGetValue((task, property, at), out var place) ? place
            : property is not null && _properties.TryGetValue((task, property), out place) ? place
            : _tasks[task]);
        var before = _text.AsSpan(0, offset);
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
    }

    private void ReadTasks(ref Utf8JsonReader reader)
    {
        // Of a property that stands twice, the last one counts.
        _tasks.Clear();
        _properties.Clear();
        _elements.Clear();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _tasks.Add(reader.TokenStartIndex);
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadTask(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void ReadTask(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (task, name) = (_tasks.Count - 1, reader.GetString()!);
            _properties[(task, name)] = reader.TokenStartIndex;
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
            {
                reader.Skip();
                continue;
            }

            for (var element = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; element++)
            {
                _elements[(task, name, element)] = reader.TokenStartIndex;
                reader.Skip();
            }
        }
    }
}
