namespace TaskBoard.Files;

/// <summary>
/// The text between the values of a list: white space, comments, at most one comma. Valid by construction, because a JSON reader has been over it.
/// </summary>
internal static class GapText
{
    /// <summary>The place of the comma in a gap; -1: it has none.</summary>
    public static int Comma(ReadOnlySpan<byte> gap)
    {
        for (var i = 0; i < gap.Length; i++)
        {
            if (gap[i] == ',')
            {
                return i;
            }

            if (gap[i] == '/')
            {
                i = EndOfComment(gap, i) - 1;
            }
        }

        return -1;
    }

    /// <summary>
    /// How much of a gap belongs to the line that ends in it: up to that line's end where a comment stands on it, otherwise nothing.
    /// </summary>
    public static int RestOfLine(ReadOnlySpan<byte> gap)
    {
        var commented = false;
        for (var i = 0; i < gap.Length; i++)
        {
            switch (gap[i])
            {
                case (byte)'\n' or (byte)'\r':
                    return commented ? i : 0;
                case (byte)'/':
                    var end = EndOfComment(gap, i);
                    if (gap[i..end].Contains((byte)'\n'))
                    {
                        return 0;
                    }

                    (commented, i) = (true, end - 1);
                    break;
            }
        }

        return 0;
    }

    /// <summary>Whether a gap is white space alone.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> gap) => gap.IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Whether a gap goes over a line end.</summary>
    public static bool IsBroken(ReadOnlySpan<byte> gap) => gap.Contains((byte)'\n');

    /// <summary>Whether a gap begins with a line end, blanks aside.</summary>
    public static bool BeginsWithLineEnd(ReadOnlySpan<byte> gap)
    {
        var at = gap.IndexOfAnyExcept((byte)' ', (byte)'\t');
        return at >= 0 && gap[at] is (byte)'\n' or (byte)'\r';
    }

    /// <summary>The last line end of a gap with the indentation after it; empty where the gap has none.</summary>
    public static ReadOnlySpan<byte> LastLineStart(ReadOnlySpan<byte> gap)
    {
        var at = gap.LastIndexOf((byte)'\n');
        if (at < 0)
        {
            return [];
        }

        var end = at + 1;
        while (end < gap.Length && gap[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return gap[(at > 0 && gap[at - 1] == '\r' ? at - 1 : at)..end];
    }

    /// <summary>The place after a comment that begins at <paramref name="start"/>; a line's end is no part of it.</summary>
    public static int EndOfComment(ReadOnlySpan<byte> text, int start)
    {
        var rest = text[start..];
        if (rest.StartsWith("/*"u8))
        {
            var end = rest[2..].IndexOf("*/"u8);
            return end < 0 ? text.Length : start + 2 + end + 2;
        }

        var line = rest.IndexOfAny((byte)'\r', (byte)'\n');
        return line < 0 ? text.Length : start + line;
    }
}
