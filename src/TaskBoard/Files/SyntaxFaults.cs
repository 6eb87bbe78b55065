using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>Says in words where and why a text is no JSON.</summary>
internal static class SyntaxFaults
{
    /// <summary>The problem.</summary>
    public static BoardProblem Explain(ReadOnlySpan<byte> text, JsonException error, BoardLimits limits)
    {
        if (IsCutOff(text, limits))
        {
            return TextPlaces.Problem(text, text.Length,
                "The file ends in the middle of the board: it was cut off. Put the rest back, from version control or with 'taskboard restore --at REVISION'.");
        }

        var at = PlaceOf(text, error);
        var found = at < text.Length ? text[at..] : [];
        // The reader tells this case by its message alone.
        var message = error.Message.Contains("depth", StringComparison.Ordinal)
            ? $"Arrays and objects are nested deeper than {limits.MaxDepth} levels. Make the values flatter, or raise the limit (max_depth in .taskboard/settings.json; in code: BoardOptions.MaxDepth)."
            : Known(found) ?? $"This is no JSON: {Reason(error)} Mend it here.";
        return TextPlaces.Problem(text, at, message);
    }

    private static string? Known(ReadOnlySpan<byte> found)
    {
        if (found.StartsWith("```"u8))
        {
            return "A Markdown fence (```) stands here. Remove the lines with ``` before and after the board.";
        }

        if (found.StartsWith("“"u8) || found.StartsWith("”"u8) || found.StartsWith("„"u8) || found.StartsWith("‘"u8) || found.StartsWith("’"u8))
        {
            return "A typographic quotation mark stands here. JSON needs straight ones (\").";
        }

        return found switch
        {
            [(byte)'\'', ..] => "A single quotation mark stands here. JSON needs double ones (\").",
            [0, ..] => "A NUL byte stands here. Part of the file was lost, as in a power cut; put it back, from version control or with 'taskboard restore --at REVISION'.",
            _ => null,
        };
    }

    private static bool IsCutOff(ReadOnlySpan<byte> text, BoardLimits limits)
    {
        var state = new JsonReaderState(JsonText.Lenient with { MaxDepth = limits.MaxDepth });
        var reader = new Utf8JsonReader(TextPlaces.HasMark(text) ? text[3..] : text, isFinalBlock: false, state);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The byte at which a text stopped being JSON.</summary>
    public static int PlaceOf(ReadOnlySpan<byte> text, JsonException error)
    {
        var at = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
        {
            at += text[at..].IndexOf((byte)'\n') + 1;
        }

        var mark = at == 0 && TextPlaces.HasMark(text) ? 3 : 0;
        return Math.Min(at + mark + (int)(error.BytePositionInLine ?? 0), text.Length);
    }

    /// <summary>Why it did, as the reader says it, without the place.</summary>
    public static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message[..end];
    }
}
