namespace TaskBoard.Mcp.Answers;

/// <summary>The beginning of a text.</summary>
internal static class ShortText
{
    /// <summary>The text, or its beginning and an ellipsis where it is longer than it may be.</summary>
    public static string Of(string text, int most) => text.Length <= most ? text
        : most == 0 ? "…"
        : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
}
