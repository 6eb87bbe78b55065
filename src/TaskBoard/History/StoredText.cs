using System.Text;

namespace TaskBoard.History;

/// <summary>
/// Text as the history stores it: UTF-8. A lone surrogate, which JSON allows in an id and UTF-8 cannot express, is stored as the three bytes
/// that its code point would have (WTF-8), so that two ids never become one.
/// </summary>
internal static class StoredText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The stored bytes of a text.</summary>
    public static byte[] Write(string text)
    {
        if (!HasLoneSurrogate(text))
        {
            return Strict.GetBytes(text);
        }

        var bytes = new List<byte>(text.Length * 3);
        Span<byte> buffer = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune))
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                var c = text[i];
                bytes.AddRange([(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))]);
            }
        }

        return bytes.ToArray();
    }

    /// <summary>How many bytes a text is stored in.</summary>
    public static int SizeOf(string text) => HasLoneSurrogate(text) ? Write(text).Length : Strict.GetByteCount(text);

    /// <summary>Writes the stored bytes of a text where there is room for <see cref="SizeOf"/>.</summary>
    public static void Write(string text, Span<byte> into)
    {
        if (HasLoneSurrogate(text))
        {
            Write(text).CopyTo(into);
        }
        else
        {
            Strict.GetBytes(text, into);
        }
    }

    /// <summary>The text of stored bytes; bytes that we never write are read as U+FFFD.</summary>
    public static string Read(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            return Strict.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var wide = bytes.Length >= 3 && bytes[0] == 0xED && (bytes[1] & 0xE0) == 0xA0 && (bytes[2] & 0xC0) == 0x80;
            if (wide)
            {
                text.Append((char)(0xD000 | ((bytes[1] & 0x3F) << 6) | (bytes[2] & 0x3F)));
                bytes = bytes[3..];
                continue;
            }

            Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            text.Append(rune.ToString());
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]))
            {
                if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                {
                    return true;
                }

                i++;
            }
        }

        return false;
    }
}
