using System.Text;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.Settings;

/// <summary>Reads a <c>settings.json</c>: an object with a property per setting, comments and trailing commas allowed. Finds all that is wrong with it.</summary>
internal sealed class SettingsReader
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly BoardOptions _options;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<BoardProblem> _problems = [];

    private SettingsReader(ReadOnlyMemory<byte> text, BoardOptions program)
    {
        (_text, _options) = (text, program.Copy());
    }

    /// <summary>What a text means.</summary>
    /// <param name="text">The text.</param>
    /// <param name="program">The program's options, which stand where the text says nothing.</param>
    /// <param name="problems">What is wrong with it; empty: nothing.</param>
    public static SettingsInForce Read(ReadOnlyMemory<byte> text, BoardOptions program, out IReadOnlyList<BoardProblem> problems)
    {
        var reader = new SettingsReader(text, program);
        try
        {
            reader.ReadObject();
            reader.CheckTogether();
        }
        catch (JsonException e)
        {
            reader.AddSyntaxFault(e);
        }
        catch (InvalidOperationException)
        {
            reader.Add(0, "Part of it is no UTF-8 text. Save it as UTF-8.");
        }

        problems = reader._problems;
        return new SettingsInForce(reader._options, reader._places.Keys);
    }

    private void ReadObject()
    {
        var mark = TextPlaces.HasMark(_text.Span) ? 3 : 0;
        if (_text.Span[mark..].IndexOfAnyExcept(" \t\r\n\0"u8) < 0)
        {
            Add(0, "It is empty. Where nothing is to be set, write {}.");
            return;
        }

        var reader = new Utf8JsonReader(_text.Span[mark..], JsonText.Lenient);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Add(mark + (int)reader.TokenStartIndex, "Settings are an object, such as { \"lease\": \"30m\" }.");
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, place) = (reader.GetString()!, mark + (int)reader.TokenStartIndex);
            reader.Read();
            var (kind, value) = (reader.TokenType, mark + (int)reader.TokenStartIndex);
            var text = kind == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
            reader.Skip();
            ReadOne(name, place, kind, text, value);
        }

        reader.Read();
    }

    private void ReadOne(string name, int place, JsonTokenType kind, string text, int valuePlace)
    {
        if (KnownSettings.Find(name) is not { } setting)
        {
            var names = KnownSettings.All.Select(s => s.Name).ToList();
            Add(place, $"There is no setting \"{name}\". {(NearestWord.To(name, names) is { } meant ? $"Did you mean \"{meant}\"?" : $"Settings are {string.Join(", ", names)}.")}");
        }
        else if (!_places.TryAdd(name, valuePlace))
        {
            Add(place, $"\"{name}\" stands here a second time. Leave one.");
        }
        else if (!setting.TryRead(_options, kind, text))
        {
            Add(valuePlace, $"\"{name}\" must be {setting.Form}, and this is {Shown(kind, text)}.");
        }
        else if (!setting.IsInRange(_options))
        {
            Add(valuePlace, $"\"{name}\" is out of its range ({setting.Range}): {Shown(kind, text)}.");
        }
    }

    /// <summary>What is wrong with settings only beside each other.</summary>
    private void CheckTogether()
    {
        if (_problems.Count == 0 && _options.RetryMaxDelay < _options.RetryDelay)
        {
            Add(_places.TryGetValue("retry_max_delay", out var place) ? place : _places["retry_delay"],
                $"\"retry_max_delay\" ({_options.RetryMaxDelay.ToWord()}) is less than \"retry_delay\" ({_options.RetryDelay.ToWord()}). Give both, the longest rest at least as long as the first.");
        }
    }

    private static string Shown(JsonTokenType kind, string text) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => JsonText.Quote(text.Length <= 40 ? text : text[..40] + "…"),
        _ => text.Length <= 40 ? text : text[..40] + "…",
    };

    /// <summary>Settings are kept in git, so what a merge left in them is told as what it is.</summary>
    private void AddSyntaxFault(JsonException e)
    {
        if (ConflictMarkers.Find(_text.Span) is { Count: > 0 } conflicts)
        {
            _problems.AddRange(conflicts);
            return;
        }

        Add(SyntaxFaults.PlaceOf(_text.Span, e), $"This is no JSON: {SyntaxFaults.Reason(e)} Mend it here.");
    }

    private void Add(int offset, string message) => _problems.Add(TextPlaces.Problem(_text.Span, offset, message));
}
