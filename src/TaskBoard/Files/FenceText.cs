namespace TaskBoard.Files;

/// <summary>
/// A board between Markdown fences, as language models hand JSON over: lines of <c>```</c>, or one after the end. Taking them off loses nothing that
/// anybody wrote. Nothing else is taken off: of two documents in one file somebody has to say which counts. Pure.
/// </summary>
internal static class FenceText
{
    /// <summary>The text without its fences; null: there are none, or it is no board without them either.</summary>
    public static byte[]? Without(ReadOnlyMemory<byte> bytes, BoardLimits limits, string path)
    {
        var text = bytes.Span;
        var mark = TextPlaces.HasMark(text) ? 3 : 0;
        var (start, end) = (AfterFirst(text, mark), BeforeLast(text));
        if ((start == mark && end == text.Length) || start >= end)
        {
            return null;
        }

        byte[] rest = [.. text[..mark], .. text[start..end]];
        try
        {
            BoardText.Parse(rest, limits, path);
            return rest;
        }
        catch (Exception e) when (e is BoardUnreadableException or BoardTooLargeException)
        {
            return null;
        }
    }

    /// <summary>Where the line after an opening fence begins; where the text begins, if it begins with none.</summary>
    private static int AfterFirst(ReadOnlySpan<byte> text, int mark)
    {
        var at = mark + text[mark..].IndexOfAnyExcept(" \t\r\n"u8);
        if (at < mark || !text[at..].StartsWith("```"u8))
        {
            return mark;
        }

        // Behind the fence stands at most the name of a language.
        var length = text[at..].IndexOf((byte)'\n') + 1;
        var behind = text.Slice(at, length).TrimStart((byte)'`').TrimEnd(" \t\r\n"u8);
        return length > 0 && behind.IndexOfAnyExceptInRange((byte)'a', (byte)'z') < 0 ? at + length : mark;
    }

    /// <summary>Where the line of a closing fence begins; where the text ends, if it ends with none.</summary>
    private static int BeforeLast(ReadOnlySpan<byte> text)
    {
        var last = text.TrimEnd(" \t\r\n"u8);
        var fence = last.Length - last.TrimEnd((byte)'`').Length;
        return fence >= 3 ? last.Length - fence : text.Length;
    }
}
