using System.Net;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using TaskBoard.Mcp.Http.Wire;

namespace TaskBoard.Mcp.Http;

/// <summary>
/// What headers say of the message that follows them: programs between may act on the headers, and the server acts on the message, so both must say the same. Before
/// 2026-07-28 that is the version only; since then the method and the name of what is asked for as well, and each request carries what was agreed on once before.
/// </summary>
internal static class ProtocolHeaders
{
    /// <summary>The first version whose requests stand for themselves.</summary>
    public const string SelfContained = "2026-07-28";

    private static readonly string[] s_versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", SelfContained];

    private static readonly string[] s_gone =
        ["initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"];

    /// <summary>Demands that headers and message go together.</summary>
    /// <param name="head">The headers.</param>
    /// <param name="message">A request or a notification.</param>
    /// <param name="id">The id to answer, as JSON; null: it is a notification.</param>
    /// <returns>The version that the request is of; null: it does not say.</returns>
    /// <exception cref="HttpRefusal">They do not.</exception>
    public static string? Demand(RequestHead head, JsonElement message, string? id)
    {
        var version = head["MCP-Protocol-Version"];
        if (version is not null && !s_versions.Contains(version, StringComparer.Ordinal))
        {
            throw Unsupported(version, id);
        }

        var method = message.GetProperty("method").GetString()!;
        var parameters = message.TryGetProperty("params", out var p) ? p : default;
        if (method == "initialize" && version is not null && Text(parameters, "protocolVersion") is { } asked && asked != version)
        {
            throw Mismatch("MCP-Protocol-Version and params.protocolVersion differ.", id);
        }

        var meta = Property(parameters, "_meta");
        var own = Text(meta, MetaKeys.ProtocolVersion);
        if (version != SelfContained && own != SelfContained)
        {
            return version;
        }

        if (version is null)
        {
            throw Mismatch("The header MCP-Protocol-Version is missing.", id);
        }

        if (own is null ? id is not null : own != version)
        {
            throw own is null ? Parameters($"params._meta must have {MetaKeys.ProtocolVersion}.", id) : Mismatch("MCP-Protocol-Version and the version in params._meta differ.", id);
        }

        DemandNames(head, method, parameters, id);
        if (id is not null && Property(meta, MetaKeys.ClientCapabilities).ValueKind != JsonValueKind.Object)
        {
            throw Parameters($"params._meta must have {MetaKeys.ClientCapabilities}, an object.", id);
        }

        return !s_gone.Contains(method, StringComparer.Ordinal) ? version
            : throw new HttpRefusal(HttpStatusCode.NotFound, "This method is not part of this version of the protocol.", (int)McpErrorCode.MethodNotFound) { Id = id };
    }

    private static void DemandNames(RequestHead head, string method, JsonElement parameters, string? id)
    {
        if (head["Mcp-Method"] is not { } named || named != method)
        {
            throw Mismatch("The header Mcp-Method must be there, and say the method of the message.", id);
        }

        var property = method switch
        {
            "tools/call" or "prompts/get" => "name",
            "resources/read" => "uri",
            _ => null,
        };
        if (property is not null && (head["Mcp-Name"] is not { } name || HeaderText.Decoded(name) is not { } text || text != Text(parameters, property)))
        {
            throw Mismatch($"The header Mcp-Name must be there, and say the {property} of the message, in Base64 (=?base64?…?=) where it is more than visible ASCII.", id);
        }
    }

    private static JsonElement Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement element, string name) => Property(element, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static HttpRefusal Mismatch(string message, string? id) => new(HttpStatusCode.BadRequest, message, (int)McpErrorCode.HeaderMismatch) { Id = id };

    private static HttpRefusal Parameters(string message, string? id) => new(HttpStatusCode.BadRequest, message, (int)McpErrorCode.InvalidParams) { Id = id };

    private static HttpRefusal Unsupported(string version, string? id) =>
        new(HttpStatusCode.BadRequest, $"This version of the protocol is not known here; {string.Join(", ", s_versions)} are.", (int)McpErrorCode.UnsupportedProtocolVersion)
        {
            Id = id,

            // A caller that knows of this list asks again for what each request says by itself; the older versions are agreed on.
            More = $$"""{"supported":["{{SelfContained}}"],"requested":"{{JsonEncodedText.Encode(version)}}"}""",
        };
}
