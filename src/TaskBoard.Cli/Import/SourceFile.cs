using System.Text;
using System.Text.Json;

namespace TaskBoard.Cli.Import;

/// <summary>Reads the text of a foreign board, or refuses it with line, column and what to do. An unreadable board is never an empty one.</summary>
internal static class SourceFile
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 };

    /// <summary>The JSON of a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name in messages.</param>
    public static JsonDocument Parse(ReadOnlyMemory<byte> bytes, string name)
    {
        var span = bytes.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || span.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            throw Unreadable(name, "it is UTF-16. Save it as UTF-8.");
        }

        if (span.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]))
        {
            bytes = bytes[3..];
        }

        if (bytes.Span.Trim(" \t\r\n\0"u8).IsEmpty)
        {
            throw Unreadable(name, bytes.IsEmpty ? "it is empty (0 bytes). Bring it back from version control." : "it holds nothing but blanks or NUL bytes. Bring it back from version control.");
        }

        var text = Decode(bytes.Span, name);
        if (Markers(text) is { Count: > 0 } markers)
        {
            throw Unreadable(name, $"it has merge conflict markers in line {string.Join(", ", markers.Take(6))}. Resolve the conflict first.");
        }

        try
        {
            return JsonDocument.Parse(bytes, Lenient);
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0);
            var column = ColumnOf(bytes.Span, line, (int)(e.BytePositionInLine ?? 0));
            throw Unreadable(name, $"line {line + 1}, column {column}: {Reason(e)}");
        }
    }

    /// <summary>The refusal of a file that cannot be read.</summary>
    public static CliException Unreadable(string name, string why) =>
        new(BoardErrorCodes.BoardUnreadable, ExitCode.Unreadable, $"{name} cannot be imported: {why} Nothing was changed.");

    private static string Decode(ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            var before = bytes[..Math.Min(e.Index, bytes.Length)];
            throw Unreadable(name, $"line {before.Count((byte)'\n') + 1}: this is not UTF-8. Save the file as UTF-8.");
        }
    }

    private static List<int> Markers(string text)
    {
        var result = new List<int>();
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.StartsWith("<<<<<<< ") || line.StartsWith(">>>>>>> "))
            {
                result.Add(number);
            }
        }

        return result;
    }

    private static string Reason(JsonException e) => e.Message switch
    {
        var m when m.Contains("after a single JSON value", StringComparison.Ordinal) => "there is text after the end of the board. Take it out.",
        var m when m.Contains("end of data", StringComparison.Ordinal) || m.Contains("depth to be zero", StringComparison.Ordinal) => "the file ends in the middle. Bring it back from version control.",
        var m when m.Contains("maximum configured depth", StringComparison.Ordinal) => "it is nested too deeply.",
        _ => "this is not JSON.",
    };

    // The parser counts bytes from 0, people count characters from 1.
    private static int ColumnOf(ReadOnlySpan<byte> bytes, int line, int offset)
    {
        for (; line > 0 && bytes.IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            bytes = bytes[(end + 1)..];
        }

        return Encoding.UTF8.GetCharCount(bytes[..Math.Min(offset, bytes.Length)]) + 1;
    }
}
