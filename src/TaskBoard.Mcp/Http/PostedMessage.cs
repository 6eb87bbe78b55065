using System.Net;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Http.Wire;
using TaskBoard.Mcp.Transport;

namespace TaskBoard.Mcp.Http;

/// <summary>A message that was posted.</summary>
/// <param name="Message">The message.</param>
/// <param name="Version">The version of the protocol that the request is of; null: it does not say.</param>
internal sealed record PostedMessage(JsonRpcMessage Message, string? Version)
{
    /// <summary>Reads a body.</summary>
    /// <exception cref="HttpRefusal">It is no message, or its headers say something else.</exception>
    public static PostedMessage Of(RequestHead head, ReadOnlyMemory<byte> body)
    {
        if (MessageCheck.Of(body) is { } fault)
        {
            throw new HttpRefusal(HttpStatusCode.BadRequest, fault.Message, fault.Code) { Id = fault.Id };
        }

        using var document = JsonDocument.Parse(body);
        try
        {
            var message = JsonSerializer.Deserialize(body.Span, McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(JsonRpcMessage))) as JsonRpcMessage
                ?? throw new JsonException();
            var id = message is JsonRpcRequest ? document.RootElement.GetProperty("id").GetRawText() : null;
            var version = message is JsonRpcRequest or JsonRpcNotification ? ProtocolHeaders.Demand(head, document.RootElement, id) : null;
            message.Context = new JsonRpcMessageContext { ProtocolVersion = version };
            return new PostedMessage(message, version);
        }
        catch (JsonException)
        {
            // Its text would quote what was sent.
            throw new HttpRefusal(HttpStatusCode.BadRequest, "This is no message of JSON-RPC 2.0; nothing was done.", MessageFault.NoRequest);
        }
    }
}
