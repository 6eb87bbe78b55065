using System.Globalization;
using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>The known properties of one task, read by type. Null counts as absent; whatever cannot be read is a fault and counts as absent too.</summary>
internal sealed class TaskValues(TaskContent task)
{
    private List<TaskFault>? _faults;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<TaskFault> Faults => _faults ?? (IReadOnlyList<TaskFault>)[];

    /// <summary>The value of a property; null: absent or JSON null.</summary>
    public string? Value(string name) => task[name] is { } json && json != "null" ? json : null;

    /// <summary>Notes a fault.</summary>
    public void Add(string property, string message, int element = -1) => (_faults ??= []).Add(new TaskFault(property, element, message));

    /// <summary>A text.</summary>
    public string? Text(string name) => Value(name) is { } json ? Text(json, new ValuePlace(name)) : null;

    /// <summary>A text of which the empty one means none.</summary>
    public string? TextOrNull(string name) => Text(name) is { Length: > 0 } text ? text : null;

    /// <summary>A text that stands in a place.</summary>
    public string? Text(string json, ValuePlace place)
    {
        var text = JsonText.Text(json);
        if (text is null)
        {
            Add(place, $"{place} must be a string, and is {JsonKind.Name(json)}.");
        }
        else if (JsonText.HasLoneSurrogate(text))
        {
            Add(place, $"{place} holds half a character (a lone surrogate). Write the character again.");
            return null;
        }

        return text;
    }

    /// <summary>One of a few words.</summary>
    public T? Word<T>(string name, Func<string?, T?> parse, string[] known)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            var hint = NearestWord.To(text, known) is { } nearest ? $"Did you mean {nearest}?" : $"It is one of {string.Join(", ", known)}.";
            Add(name, $"There is no {name} {JsonText.Quote(Shorten(text))}. {hint}");
        }

        return value;
    }

    /// <summary>An integer between two limits.</summary>
    public int? Integer(string name, int least, int most)
    {
        if (Value(name) is not { } json)
        {
            return null;
        }

        if (json[0] is not ('-' or >= '0' and <= '9'))
        {
            Add(name, $"\"{name}\" must be an integer, and is {JsonKind.Name(json)}.");
            return null;
        }

        // 3.0 and 3e0 are integers too: some languages write them so.
        if (decimal.TryParse(json, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number >= least && number <= most)
        {
            return (int)number;
        }

        var range = $"from {least} to {most.ToString("N0", CultureInfo.InvariantCulture)}";
        Add(name, $"\"{name}\" must be an integer {range}, and is {Shorten(json)}.");
        return null;
    }

    /// <summary>A span of time from a least one up to a year.</summary>
    public TimeSpan? Span(string name, TimeSpan least)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var span = Words.ParseSpan(text);
        if (span is null || span < least || span > TaskItem.LongestSpan)
        {
            Add(name, $"\"{name}\" is no span of time from {least.ToWord()} to {TaskItem.LongestSpan.ToWord()}: {JsonText.Quote(Shorten(text))}. Write it as 90s, 15m, 1h30m or 1d.");
            return null;
        }

        return span;
    }

    /// <summary>A moment.</summary>
    public DateTimeOffset? Moment(string name) => Value(name) is { } json ? Moment(json, new ValuePlace(name)) : null;

    /// <summary>A moment that stands in a place.</summary>
    public DateTimeOffset? Moment(string json, ValuePlace place)
    {
        if (Text(json, place) is not { } text)
        {
            return null;
        }

        var moment = Timestamps.Parse(text);
        if (moment is null)
        {
            Add(place, $"{place} is no timestamp: {JsonText.Quote(Shorten(text))}. Write it as 2026-11-21T09:00:00.000Z.");
        }

        return moment;
    }

    /// <summary>An id; a number counts by its raw token.</summary>
    public string? Id(string name) => Value(name) is [>= '0' and <= '9' or '-', ..] number ? number : TextOrNull(name);

    /// <summary>A list of ids.</summary>
    public ValueList<string> Ids(string name) => List(name, (json, i) => json[0] is >= '0' and <= '9' or '-' ? json : Element(json, name, i));

    /// <summary>A list of texts.</summary>
    public ValueList<string> Texts(string name) => List(name, (json, i) => Element(json, name, i));

    /// <summary>A list of objects.</summary>
    /// <param name="name">The property.</param>
    /// <param name="read">Reads one; null: it cannot be read.</param>
    /// <param name="earlier">The same list before a change, without faults, and what was read from it: what stayed is not read again; null: there is none.</param>
    public ValueList<T> Entries<T>(string name, Func<EntryValues, T?> read, (string Json, ValueList<T> Read)? earlier = null)
        where T : class
    {
        if (earlier is not var (before, kept) || Value(name) is not { } json)
        {
            return List(name, (entry, i) => Entry(entry, i));
        }

        if (ReferenceEquals(before, json))
        {
            return kept;
        }

        return JsonText.Growth(before, json) is { } growth
            ? kept.Skip(growth.Removed)
                .Concat(JsonText.Elements(growth.AppendedElements).Select((entry, i) => Entry(entry, kept.Count - growth.Removed + i)).OfType<T>())
                .ToValueList()
            : List(name, (entry, i) => Entry(entry, i));

        T? Entry(string entry, int i)
        {
            if (entry[0] == '{')
            {
                return read(new EntryValues(this, name, i, entry));
            }

            Add(name, $"Entry {i + 1} of \"{name}\" must be an object, and is {JsonKind.Name(entry)}.", i);
            return null;
        }
    }

    private string? Element(string json, string name, int i) => Text(json, new ValuePlace(name, i));

    private void Add(ValuePlace place, string message) => Add(place.Property, message, place.Element);

    private ValueList<T> List<T>(string name, Func<string, int, T?> read)
        where T : class
    {
        if (Value(name) is not { } json || json == "[]")
        {
            return [];
        }

        if (json[0] != '[')
        {
            Add(name, $"\"{name}\" must be an array, and is {JsonKind.Name(json)}.");
            return [];
        }

        return JsonText.Elements(json).Select(read).OfType<T>().ToValueList();
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
