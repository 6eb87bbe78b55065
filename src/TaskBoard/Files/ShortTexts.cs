using System.Text;

namespace TaskBoard.Files;

/// <summary>
/// Short texts that stand on a board again and again (states, agents, labels, moments, empty lists), kept once: a new text takes the place of an
/// older one, so that the memory is bounded. Safe for use by many threads: at worst a text is made twice.
/// </summary>
internal static class ShortTexts
{
    private const int Longest = 32;
    private const int Kept = 1024;

    private static readonly string?[] s_kept = new string?[Kept];

    /// <summary>The text.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return text.ToString();
        }

        // Not the hash of strings, which takes care that nobody can choose texts of the same: here they only take each other's place.
        uint hash = 2166136261;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        ref var kept = ref s_kept[(hash ^ (hash >> 15)) % Kept];
        var known = Volatile.Read(ref kept);
        if (known is null || !text.SequenceEqual(known))
        {
            known = text.ToString();
            Volatile.Write(ref kept, known);
        }

        return known;
    }

    /// <summary>The text of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        Span<char> text = stackalloc char[Longest];
        return Of(text[..Encoding.UTF8.GetChars(utf8, text)]);
    }

    /// <summary>The text of these bytes in quotation marks.</summary>
    public static string Quoted(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest - 2)
        {
            return string.Concat("\"", Encoding.UTF8.GetString(utf8), "\"");
        }

        Span<char> text = stackalloc char[Longest];
        text[0] = '"';
        var length = Encoding.UTF8.GetChars(utf8, text[1..]) + 1;
        text[length] = '"';
        return Of(text[..(length + 1)]);
    }
}
