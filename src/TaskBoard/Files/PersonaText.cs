using System.Buffers;
using System.Text;

namespace TaskBoard.Files;

/// <summary>The definition of a persona as it is written down: Markdown, at whose top stands its name as a heading. Pure.</summary>
internal static class PersonaText
{
    /// <summary>The longest definition, in bytes. Every worker of the persona reads it with each task.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly SearchValues<char> s_controls = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r')), '\u007f']);

    /// <summary>What the bytes of a file say; null: they are no definition.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fault">Why not, and what to do, as a sentence.</param>
    public static string? Read(ReadOnlySpan<byte> bytes, out string? fault)
    {
        if (bytes.Length > MostBytes)
        {
            fault = TooLong(bytes.Length);
            return null;
        }

        // Of what is blank, more is to be said than its encoding.
        if (bytes.IndexOfAnyExcept(" \t\r\n\0"u8) >= 0 && EncodingFaults.Find(bytes) is { } encoding)
        {
            fault = encoding.Line > 0 ? $"Line {encoding.Line}: {encoding.Message}" : encoding.Message;
            return null;
        }

        var text = Normal(Encoding.UTF8.GetString(bytes));
        fault = FaultOf(text);
        return fault is null ? text : null;
    }

    /// <summary>A definition without what editors add: a mark at its beginning, line ends of their own, blank lines at its end.</summary>
    public static string Normal(string text) => text.TrimStart('\ufeff').ReplaceLineEndings("\n").TrimEnd();

    /// <summary>Why a text is no definition, and what to do, as a sentence; null: it is one.</summary>
    public static string? FaultOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > MostBytes)
        {
            return TooLong(bytes.Length);
        }

        if (ConflictMarkers.Find(bytes) is [var conflict, ..])
        {
            return conflict.Message;
        }

        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].AsSpan().IndexOfAny(s_controls) is >= 0 and var at)
            {
                return $"Line {i + 1} holds the control character U+{(int)lines[i][at]:X4}, as no text does. Take it out.";
            }
        }

        return FocusOf(text) is null
            ? "It says nothing of who the persona is. Write its name as a heading, and below it what it looks after and how it works."
            : null;
    }

    /// <summary>What is to be said of one that is too long.</summary>
    public static string TooLong(long bytes) =>
        $"It has {bytes} bytes, and a definition has {MostBytes} at most: every worker of the persona reads it with each task. Leave in it what all of them need.";

    /// <summary>The heading at the top; null: there is none.</summary>
    public static string? NameOf(string text) =>
        LinesOf(text).TakeWhile(IsBeforeText).Select(HeadingOf).FirstOrDefault(heading => heading is { Length: > 0 });

    /// <summary>The first paragraph, on one line; null: there is none.</summary>
    public static string? FocusOf(string text) =>
        string.Join(' ', LinesOf(text).SkipWhile(IsBeforeText).TakeWhile(line => !IsBeforeText(line))) is { Length: > 0 } focus ? focus : null;

    private static IEnumerable<string> LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim());

    private static bool IsBeforeText(string line) => line.Length == 0 || HeadingOf(line) is not null;

    private static string? HeadingOf(string line) => line.StartsWith('#') && line.TrimStart('#') is ['\t' or ' ', ..] or "" ? line.Trim('#').Trim() : null;
}
