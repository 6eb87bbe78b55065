using System.Text;

namespace TaskBoard.Files;

/// <summary>What stands after the end of a board and is neither white space nor a comment.</summary>
internal static class TrailingFaults
{
    /// <summary>The problem; null: nothing stands there.</summary>
    public static BoardProblem? Find(ReadOnlySpan<byte> text, int end)
    {
        var at = end;
        while (at < text.Length)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                at++;
            }
            else if (text[at..].StartsWith("//"u8))
            {
                at = GapText.EndOfComment(text, at);
            }
            else if (text[at..].StartsWith("/*"u8) && text[(at + 2)..].IndexOf("*/"u8) >= 0)
            {
                at = GapText.EndOfComment(text, at);
            }
            else
            {
                return TextPlaces.Problem(text, at, Explain(text[at..]));
            }
        }

        return null;
    }

    private static string Explain(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("```"u8))
        {
            return "A Markdown fence (```) stands after the end of the board. Remove that line.";
        }

        if (rest.IndexOfAnyExcept("\0 \t\r\n"u8) < 0)
        {
            return $"{rest.Count((byte)0)} NUL bytes stand after the end of the board, as after a power cut. Remove them, and look whether the last tasks are all there.";
        }

        return rest[0] switch
        {
            (byte)'{' or (byte)'[' => "A second JSON document begins here, after the end of the board. Keep one of the two, or bring their tasks into one list.",
            (byte)']' or (byte)'}' => $"There is one '{(char)rest[0]}' too many: the board ended before it. Remove it, or the one before it that closes too much.",
            _ => $"Text stands after the end of the board: {JsonText.Quote(FirstWords(rest))}. Remove it.",
        };
    }

    private static string FirstWords(ReadOnlySpan<byte> rest)
    {
        var line = rest.IndexOfAny((byte)'\r', (byte)'\n') is >= 0 and var end ? rest[..end] : rest;
        var text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 160)]);
        return text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
    }
}
