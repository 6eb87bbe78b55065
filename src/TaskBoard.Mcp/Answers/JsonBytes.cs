using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskBoard.Mcp.Answers;

/// <summary>JSON values that are written by hand.</summary>
internal static class JsonBytes
{
    private const int EscapeLength = 6;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>A value.</summary>
    public static JsonElement Element(Action<Utf8JsonWriter> write)
    {
        // The board's own values may be nested deeply, and hold half characters, which no client could read.
        using var document = BoardJson.Parse(HalfCharacters.Replaced(Text(write)));
        return document.RootElement.Clone();
    }

    /// <summary>Its text.</summary>
    public static string Text(Action<Utf8JsonWriter> write) => Encoding.UTF8.GetString(Bytes(write));

    /// <summary>How many bytes JSON text takes where the SDK sends it, which writes all but plain ASCII as escapes.</summary>
    public static int SentLength(string json)
    {
        var length = 0;
        for (var i = 0; i < json.Length; i++)
        {
            var isQuoted = json[i] == '\\' && i + 1 < json.Length && json[i + 1] == '"';
            length += isQuoted || json[i] > '~' || json[i] is '\'' or '<' or '>' or '&' or '+' or '`' ? EscapeLength : 1;
            i += isQuoted ? 1 : 0;
        }

        return length;
    }

    private static ReadOnlySpan<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            write(writer);
        }

        return buffer.WrittenSpan;
    }
}
