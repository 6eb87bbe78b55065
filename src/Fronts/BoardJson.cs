using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace TaskBoard.Fronts;

/// <summary>
/// JSON of a board, which holds what people put there: values nested as deep as a board allows, and names and texts with half a character
/// (<see cref="HalfCharacters"/>), which the library's own reading throws at. These are taken as they are written.
/// </summary>
internal static class BoardJson
{
    // A board allows 1000 levels, and its changes hold values of it.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1100 };

    /// <summary>Parses it.</summary>
    public static JsonDocument Parse(string json) => JsonDocument.Parse(json, Options);

    /// <summary>The name of a property.</summary>
    public static string TextOfName(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8PropertyName(property));
        }
    }

    /// <summary>The text of a string.</summary>
    public static string TextOfString(this JsonElement element)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText()[1..^1];
        }
    }
}
