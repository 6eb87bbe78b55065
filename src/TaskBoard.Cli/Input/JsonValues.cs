using System.Text.Json;

namespace TaskBoard.Cli.Input;

/// <summary>The values of <c>--json-input</c>, each refused by its name where it is of the wrong kind.</summary>
internal static class JsonValues
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The whole of it.</summary>
    /// <param name="text">The JSON.</param>
    /// <param name="source">Its name in messages.</param>
    public static JsonDocument Document(string text, string source)
    {
        try
        {
            return JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException e)
        {
            throw CliException.Usage($"--json-input {source}, line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: this is not JSON.");
        }
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

    /// <summary>The refusal of a value.</summary>
    public static CliException Wrong(string name, string wanted) => CliException.Usage($"--json-input: '{name}' must be {wanted}.");
}
