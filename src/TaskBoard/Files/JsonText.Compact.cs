using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TaskBoard.Files;

/// <summary>Making the compact form of what people wrote.</summary>
internal static partial class JsonText
{
    /// <summary>What is kept for the next value; more is given back.</summary>
    private const int BufferKept = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static StringBuilder? s_builder;

    /// <summary>The compact form of one valid JSON value; comments and trailing commas are dropped.</summary>
    public static string Compact(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Lenient);
        var result = Buffer();
        while (reader.Read())
        {
            Append(ref reader, result);
        }

        return TextOf(result);
    }

    /// <summary>The compact form of the value that the reader stands on; leaves the reader on its last token.</summary>
    public static string Value(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return Scalar(ref reader);
        }

        var result = Buffer();
        AppendNested(ref reader, result);
        return TextOf(result);
    }

    private static void AppendNested(ref Utf8JsonReader reader, ArrayBufferWriter<byte> result)
    {
        var depth = reader.CurrentDepth;
        Append(ref reader, result);
        do
        {
            reader.Read();
            Append(ref reader, result);
        }
        while (reader.CurrentDepth > depth || reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject));
    }

    /// <summary>Whether the value that the reader stands on has this compact form; leaves the reader on its last token.</summary>
    public static bool IsValue(ref Utf8JsonReader reader, string json)
    {
        if (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && json is ['"', _, ..] && Ascii.Equals(reader.ValueSpan, json.AsSpan(1, json.Length - 2)))
        {
            return true;
        }

        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return Scalar(ref reader) == json;
        }

        var compact = Buffer();
        AppendNested(ref reader, compact);
        var same = Ascii.Equals(compact.WrittenSpan, json) || (!Ascii.IsValid(compact.WrittenSpan) && Encoding.UTF8.GetString(compact.WrittenSpan) == json);
        Keep(compact);
        return same;
    }

    private static ArrayBufferWriter<byte> Buffer()
    {
        // Taken while it is in use, so that a value read on the way has one of its own.
        var buffer = s_buffer ?? new ArrayBufferWriter<byte>(1024);
        s_buffer = null;
        return buffer;
    }

    private static StringBuilder Builder()
    {
        var builder = s_builder ?? new StringBuilder(1024);
        s_builder = null;
        return builder;
    }

    private static string TextOf(StringBuilder builder)
    {
        var text = builder.ToString();
        if (builder.Capacity <= BufferKept / sizeof(char))
        {
            s_builder = builder.Clear();
        }

        return text;
    }

    private static string TextOf(ArrayBufferWriter<byte> buffer)
    {
        var text = ShortTexts.Of(buffer.WrittenSpan);
        Keep(buffer);
        return text;
    }

    private static void Keep(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity <= BufferKept)
        {
            buffer.ResetWrittenCount();
            s_buffer = buffer;
        }
    }

    private static string Scalar(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when reader.ValueIsEscaped => Quote(Unescape(ref reader)),
        // Without escapes the text between the quotes is in its compact form already.
        JsonTokenType.String => ShortTexts.Quoted(reader.ValueSpan),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        JsonTokenType.Null => "null",
        _ => ShortTexts.Of(reader.ValueSpan),
    };

    private static void Append(ref Utf8JsonReader reader, ArrayBufferWriter<byte> result)
    {
        var token = reader.TokenType;
        if (token is not (JsonTokenType.EndArray or JsonTokenType.EndObject)
            && result.WrittenCount > 0 && result.WrittenSpan[^1] is not ((byte)'[' or (byte)'{' or (byte)':'))
        {
            result.Write(","u8);
        }

        switch (token)
        {
            case JsonTokenType.StartArray:
                result.Write("["u8);
                break;
            case JsonTokenType.EndArray:
                result.Write("]"u8);
                break;
            case JsonTokenType.StartObject:
                result.Write("{"u8);
                break;
            case JsonTokenType.EndObject:
                result.Write("}"u8);
                break;
            case JsonTokenType.PropertyName:
                AppendString(ref reader, result);
                result.Write(":"u8);
                break;
            case JsonTokenType.String:
                AppendString(ref reader, result);
                break;
            default:
                result.Write(reader.ValueSpan);
                break;
        }
    }

    private static void AppendString(ref Utf8JsonReader reader, ArrayBufferWriter<byte> result)
    {
        if (reader.ValueIsEscaped)
        {
            result.Write(Encoding.UTF8.GetBytes(Quote(Unescape(ref reader))));
            return;
        }

        result.Write("\""u8);
        result.Write(reader.ValueSpan);
        result.Write("\""u8);
    }
}
