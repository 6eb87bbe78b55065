using System.Text.Json;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Input;

/// <summary>Values of JSON that was handed in, each refused by its name where it is of the wrong kind.</summary>
internal static class JsonValues
{
    /// <summary>The option that most of it comes by.</summary>
    public const string Option = "--json-input";

    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The whole of it.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">Its name in messages.</param>
    /// <param name="option">What it came by, in messages.</param>
    public static JsonDocument Document(string text, string source, string option = Option)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException e)
        {
            throw CliException.Usage($"{option} {source}, line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: this is not JSON.");
        }

        if (HalfCharacters.AreIn(text))
        {
            document.Dispose();
            throw CliException.Usage($"{option} {source}: it holds half a character (a lone surrogate, written \\udXXX), which no text can.");
        }

        return document;
    }

    /// <summary>A text.</summary>
    public static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Wrong(name, "a text");

    /// <summary>A text, or null.</summary>
    public static string? Optional(string name, JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : Text(name, value);

    /// <summary>A list of texts.</summary>
    public static ValueList<string> Texts(string name, JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? value.EnumerateArray().Select(v => Text(name, v)).ToValueList()
        : throw Wrong(name, "a list of texts");

    /// <summary>A whole number.</summary>
    public static int Number(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong(name, "a whole number");

    /// <summary>A span of time.</summary>
    public static TimeSpan Span(string name, JsonElement value) => Words.ParseSpan(Text(name, value)) ?? throw Wrong(name, "a span of time, such as \"90s\", \"15m\" or \"1h30m\"");

    /// <summary>The refusal of a value.</summary>
    public static CliException Wrong(string name, string wanted) => CliException.Usage($"'{name}' must be {wanted}.");

    /// <summary>Reads what it came by <see cref="Option"/>, which the refusal of a value then names.</summary>
    public static T Given<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CliException e)
        {
            throw CliException.Usage($"{Option}: {e.Message}");
        }
    }
}
