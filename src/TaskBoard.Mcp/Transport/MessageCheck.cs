using System.Text;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

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
    /// <summary>The longest message that is no request, or one that stays open, in bytes.</summary>
    private const int LongestOther = 64 * 1024;

    private static readonly (string Name, JsonValueKind Kind, string What)[] _expected =
        [("arguments", JsonValueKind.Object, "an object"), ("_meta", JsonValueKind.Object, "an object"), ("cursor", JsonValueKind.String, "a text")];

    private static readonly string[] _levels = ["debug", "info", "notice", "warning", "error", "critical", "alert", "emergency"];

    /// <summary>The fault of a line; null: there is none that the server would not tell by itself.</summary>
    /// <param name="line">The line.</param>
    /// <param name="accept">Told of a message without a fault.</param>
    public static MessageFault? Of(ReadOnlyMemory<byte> line, Action<JsonElement>? accept = null)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var fault = Of(document.RootElement, line.Span);
            if (fault is null)
            {
                accept?.Invoke(document.RootElement);
            }

            return fault;
        }
        catch (JsonException)
        {
            return Fault(MessageFault.Unreadable, "This message is no JSON, or is nested deeper than 64 levels; nothing was done.", line.Span);
        }
    }

    /// <summary>
    /// The fault of a message that is long: only a request that comes to an end needs to be, and one that the SDK cannot read, and throws away, would keep the room it was given.
    /// Null: there is none, or it is short.
    /// </summary>
    public static MessageFault? OfLong(IncomingMessage message)
    {
        if (message.Request is null || message.StaysOpen)
        {
            return message.Line.Length <= LongestOther ? null : Fault(
                MessageFault.NoRequest,
                $"This message has {message.Line.Length} bytes; {LongestOther} are the most for one that is no request, or stays open. Nothing was done.",
                message.StaysOpen ? message.Line.Span : default);
        }

        try
        {
            return !message.NeedsRoom || JsonSerializer.Deserialize(message.Line.Span, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage))) is JsonRpcRequest
                ? null
                : Fault(MessageFault.NoRequest, "This is no request of JSON-RPC 2.0; nothing was done.", message.Line.Span);
        }
        catch (JsonException)
        {
            return Fault(MessageFault.NoRequest, "This is no request of JSON-RPC 2.0; nothing was done.", message.Line.Span);
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

        var hasId = message.TryGetProperty("id", out var id);
        if (hasId && !IsId(id) && (id.ValueKind != JsonValueKind.Null || message.TryGetProperty("method", out _)))
        {
            return new MessageFault(MessageFault.NoRequest, "The id of a request is a text or a whole number; nothing was done.", null);
        }

        if (!HasText(message, "jsonrpc") || !message.GetProperty("jsonrpc").ValueEquals("2.0"))
        {
            return Fault(MessageFault.NoRequest, "A message of JSON-RPC has \"jsonrpc\":\"2.0\"; nothing was done.", line);
        }

        if (!message.TryGetProperty("method", out var method) || method.ValueKind != JsonValueKind.String)
        {
            return message.TryGetProperty("result", out _) || message.TryGetProperty("error", out _)
                ? null
                : Fault(MessageFault.NoRequest, "A request has a method; nothing was done.", line);
        }

        if (!hasId && !method.GetString()!.StartsWith("notifications/", StringComparison.Ordinal))
        {
            return new MessageFault(MessageFault.NoRequest, "A request has an id, and this one has none; nothing was done.", null);
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
            "initialize" when !HasText(parameters, "protocolVersion") || !Has(parameters, "capabilities", JsonValueKind.Object) || !Has(parameters, "clientInfo", JsonValueKind.Object) =>
                Fault(MessageFault.WrongParameters, "params must have protocolVersion, a text, and capabilities and clientInfo, objects. Nothing was done.", line),
            "logging/setLevel" when !HasText(parameters, "level") || !_levels.Contains(parameters.GetProperty("level").GetString()) =>
                Fault(MessageFault.WrongParameters, $"params.level must be one of {string.Join(", ", _levels)}. Nothing was done.", line),
            "subscriptions/listen" when !Has(parameters, "notifications", JsonValueKind.Object) || !AreTexts(parameters.GetProperty("notifications"), "resourceSubscriptions") =>
                Fault(MessageFault.WrongParameters, "params.notifications must be an object, and its resourceSubscriptions a list of URIs. Nothing was done.", line),
            _ => null,
        };
    }

    private static bool Has(JsonElement parameters, string name, JsonValueKind kind) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty(name, out var value) && value.ValueKind == kind;

    private static bool AreTexts(JsonElement parent, string name) => !parent.TryGetProperty(name, out var texts) || texts.ValueKind == JsonValueKind.Null
        || (texts.ValueKind == JsonValueKind.Array && texts.EnumerateArray().All(t => t.ValueKind == JsonValueKind.String));

    private static bool HasText(JsonElement parameters, string name) => Has(parameters, name, JsonValueKind.String);

    private static bool IsId(JsonElement id) =>
        id.ValueKind is JsonValueKind.String || (id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _));
}
