using System.Text;
using System.Text.Unicode;

namespace TaskBoard.Files;

/// <summary>What keeps bytes from being a UTF-8 text with something in it.</summary>
internal static class EncodingFaults
{
    /// <summary>The fault; null: none.</summary>
    public static BoardProblem? Find(ReadOnlySpan<byte> bytes)
    {
        if (Utf16(bytes) is { } order)
        {
            return new(0, 0, $"The file is written in UTF-16 ({order}). Save it as UTF-8.");
        }

        var text = TextPlaces.HasMark(bytes) ? bytes[3..] : bytes;
        if (text.IndexOfAnyExcept(" \t\r\n\0"u8) < 0)
        {
            return new(0, 0, text.Contains((byte)0)
                ? "The file is filled with NUL bytes, as after a power cut or on a full disk. Put its content back, from version control or with 'taskboard restore --at REVISION'."
                : "The file is empty. An empty board is written []. If tasks were here, put them back, from version control or with 'taskboard restore --at REVISION'.");
        }

        if (Utf8.IsValid(bytes))
        {
            return null;
        }

        var at = FirstInvalid(bytes);
        return TextPlaces.Problem(bytes, at,
            $"The byte 0x{bytes[at]:x2} is no UTF-8 text (perhaps the file was saved as Windows-1252 or Latin-1, or cut in the middle of a character). Save it as UTF-8.");
    }

    private static string? Utf16(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, ..] => "little-endian, with a byte order mark",
        [0xFE, 0xFF, ..] => "big-endian, with a byte order mark",
        [not 0, 0, not 0, 0, ..] => "little-endian",
        [0, not 0, 0, not 0, ..] => "big-endian",
        _ => null,
    };

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == System.Buffers.OperationStatus.Done)
        {
            at += consumed;
        }

        return Math.Min(at, bytes.Length - 1);
    }
}
