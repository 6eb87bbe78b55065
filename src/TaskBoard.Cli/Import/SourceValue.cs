using System.Text.Json;

namespace TaskBoard.Cli.Import;

/// <summary>Values of a foreign board.</summary>
internal static class SourceValue
{
    /// <summary>A property of an object; null: absent, null, or not an object.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The text of a string; null: no string. A text with half a surrogate pair is taken as it is written.</summary>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText()[1..^1];
        }
    }

    /// <summary>The text of an id: a string, or the raw token of a number, so that 3.10 stays 3.10; null: neither.</summary>
    public static string? IdText(this JsonElement element) => element.ValueKind == JsonValueKind.Number ? element.GetRawText() : element.Text()?.Trim();
}
