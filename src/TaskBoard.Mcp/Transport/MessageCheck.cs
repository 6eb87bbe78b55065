using System.Text;
using System.Text.Json;

namespace TaskBoard.Mcp.Transport;

/// <summary>
/// What is wrong with a message as such, told in words that whoever sent it can act on: the SDK answers some of it with "an error occurred", and what has no id with
/// nothing at all.
/// </summary>
/// <param name="Code">The code of JSON-RPC.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Id">The id to answer, as JSON; null: none can be read.</param>
internal sealed record MessageFault(int Code, string Message, string? Id)
{
    /// <summary>It cannot be read.</summary>
    public const int Unreadable = -32700;

    /// <summary>It is no request.</summary>
    public const int NoRequest = -32600;

    /// <summary>Its parameters are not what they should be.</summary>
    public const int WrongParameters = -32602;

    /// <summary>The answer; for a fault with an id.</summary>
    public string ToAnswer() => $$"""{"jsonrpc":"2.0","id":{{Id}},"error":{"code":{{Code}},"message":"{{JsonEncodedText.Encode(Message)}}"} }""";
}

/// <summary>Finds such faults.</summary>
internal static class MessageCheck
{
    private static readonly (string Name, JsonValueKind Kind, string What)[] _expected =
        [("arguments", JsonValueKind.Object, "an object"), ("_meta", JsonValueKind.Object, "an object"), ("cursor", JsonValueKind.String, "a text")];

    /// <summary>The fault of a line; null: there is none that the server would not tell by itself.</summary>
    public static MessageFault? Of(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return Of(document.RootElement, line.Span);
        }
        catch (JsonException)
        {
            return Fault(MessageFault.Unreadable, "This message is no JSON, or is nested deeper than 64 levels; nothing was done.", line.Span);
        }
    }

    /// <summary>A fault of a line, with the id that stands in it.</summary>
    public static MessageFault Fault(int code, string message, ReadOnlySpan<byte> line)
    {
        var scan = new IdScan();
        scan.Take(line);
        return new MessageFault(code, message, scan.Id);
    }

    private static MessageFault? Of(JsonElement message, ReadOnlySpan<byte> line)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            return Fault(MessageFault.NoRequest, "A message is one JSON object on one line; batches are not taken. Nothing was done.", line);
        }

        if (!System.Text.Unicode.Utf8.IsValid(line) || ((line.IndexOf("\\ud"u8) >= 0 || line.IndexOf("\\uD"u8) >= 0) && HalfCharacters.AreIn(Encoding.UTF8.GetString(line))))
        {
            return Fault(MessageFault.Unreadable, "This message is no UTF-8, or holds half a character (a lone surrogate), which no text can; nothing was done.", line);
        }

        if (message.TryGetProperty("id", out var id) && !IsId(id))
        {
            return new MessageFault(MessageFault.NoRequest, "The id of a request is a text or a whole number; nothing was done.", null);
        }

        if (!message.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            return message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _)
                ? null
                : Fault(MessageFault.NoRequest, "A request has a method; nothing was done.", line);
        }

        var hasParams = message.TryGetProperty("params", out var parameters);
        if (hasParams && parameters.ValueKind != JsonValueKind.Object)
        {
            return Fault(MessageFault.WrongParameters, "params must be an object; nothing was done.", line);
        }

        foreach (var (name, kind, what) in _expected)
        {
            if (hasParams && parameters.TryGetProperty(name, out var value) && value.ValueKind != kind && value.ValueKind != JsonValueKind.Null)
            {
                return Fault(MessageFault.WrongParameters, $"params.{name} must be {what}; nothing was done.", line);
            }
        }

        return method.GetString() switch
        {
            "tools/call" when !HasText(parameters, "name") =>
                Fault(MessageFault.WrongParameters, "params.name must be the name of a tool; tools/list has them. Nothing was done.", line),
            "resources/read" or "resources/subscribe" or "resources/unsubscribe" when !HasText(parameters, "uri") =>
                Fault(MessageFault.WrongParameters, "params.uri must be the URI of a resource; resources/list and resources/templates/list have them. Nothing was done.", line),
            "prompts/get" when !HasText(parameters, "name") =>
                Fault(MessageFault.WrongParameters, "params.name must be the name of a prompt; prompts/list has them. Nothing was done.", line),
            _ => null,
        };
    }

    private static bool HasText(JsonElement parameters, string name) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    private static bool IsId(JsonElement id) =>
        id.ValueKind is JsonValueKind.String or JsonValueKind.Null || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _));
}
