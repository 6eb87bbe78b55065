using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TaskBoard.Cli.Output;

/// <summary>The frame of every JSON answer: schema number and kind first, warnings last.</summary>
internal static class JsonDocumentText
{
    private const int Schema = 1;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The document, on one line.</summary>
    public static string Of(string kind, Action<Utf8JsonWriter> body, IEnumerable<string> warnings) => Object(writer =>
    {
        writer.WriteNumber("schema", Schema);
        writer.WriteString("kind", kind);
        body(writer);
        writer.WriteStrings("warnings", warnings);
    });

    /// <summary>An object, on one line, safe to print.</summary>
    public static string Object(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            body(writer);
            writer.WriteEndObject();
        }

        return HalfCharacters.Replaced(VisibleText.Json(Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }
}
