using System.Text;

namespace TaskBoard.Files;

/// <summary>Turns places in a text into lines and columns as editors count them: from 1, columns in UTF-16 characters.</summary>
internal static class TextPlaces
{
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the text begins with a byte order mark.</summary>
    public static bool HasMark(ReadOnlySpan<byte> text) => text.StartsWith(Mark);

    /// <summary>The problem at a place.</summary>
    public static BoardProblem Problem(ReadOnlySpan<byte> text, int offset, string message, string? task = null)
    {
        var (line, column) = Of(text, offset);
        return new BoardProblem(line, column, message, task);
    }

    /// <summary>The line and column of a place in a text, where a byte order mark takes no column.</summary>
    public static (int Line, int Column) Of(ReadOnlySpan<byte> text, int offset)
    {
        var before = text[..Math.Min(offset, text.Length)];
        return (before.Count((byte)'\n') + 1, Column(before));
    }

    /// <summary>The column of the place after this text.</summary>
    public static int Column(ReadOnlySpan<byte> before)
    {
        var start = before.LastIndexOf((byte)'\n') + 1;
        var line = before[start..];
        if (start == 0 && HasMark(line))
        {
            line = line[Mark.Length..];
        }

        return Encoding.UTF8.GetCharCount(line) + 1;
    }
}
