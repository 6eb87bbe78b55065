using System.Globalization;
using System.Text.Json;

namespace TaskBoard.Mcp.Transport;

/// <summary>A message that came in, and what counts of it before it is given on.</summary>
/// <param name="Line">The line.</param>
/// <param name="Request">The key of the request that it is; null: it is none.</param>
/// <param name="Cancelled">The key of the request that it takes back; null: it takes none back.</param>
internal sealed record IncomingMessage(ReadOnlyMemory<byte> Line, string? Request, string? Cancelled)
{
    /// <summary>Whether it is a request that stays open until the client cancels it: if such took room, what waits for room could wait for ever.</summary>
    public bool StaysOpen { get; private init; }

    /// <summary>Whether it is held back where there is no room.</summary>
    public bool NeedsRoom => Request is not null && !StaysOpen && Line.Length > RequestBudget.SmallBytes;

    /// <summary>The message that a line holds.</summary>
    public static IncomingMessage Of(JsonElement message, ReadOnlyMemory<byte> line)
    {
        if (!message.TryGetProperty("method", out var method))
        {
            return new(line, null, null);
        }

        var isRequest = message.TryGetProperty("id", out var id);
        var cancelled = !isRequest && method.ValueEquals("notifications/cancelled") && message.TryGetProperty("params", out var parameters)
            && parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("requestId", out var named) ? KeyOf(named) : null;
        return new(line, isRequest ? KeyOf(id) : null, cancelled) { StaysOpen = method.ValueEquals("subscriptions/listen") };
    }

    /// <summary>The key of an id: a text and a number never have the same.</summary>
    public static string KeyOf(JsonElement id) => id.ValueKind == JsonValueKind.String ? KeyOf(id.GetString()!)
        : id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out var number) ? KeyOf(number)
        : id.GetRawText();

    /// <summary>The key of an id as the SDK has it.</summary>
    public static string KeyOf(object? id) => id is long number ? number.ToString(CultureInfo.InvariantCulture) : $"\"{id}";
}
