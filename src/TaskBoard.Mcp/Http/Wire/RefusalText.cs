using System.Text;
using TaskBoard.Mcp.Answers;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>What a caller is told of a refusal: an error of JSON-RPC.</summary>
internal static class RefusalText
{
    /// <summary>The body.</summary>
    public static byte[] Of(HttpRefusal refusal) => Encoding.UTF8.GetBytes(JsonBytes.Text(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc", "2.0");
        writer.WritePropertyName("id");
        writer.WriteRawValue(refusal.Id ?? "null");
        writer.WriteStartObject("error");
        writer.WriteNumber("code", refusal.Code);
        writer.WriteString("message", refusal.Message);
        if (refusal.More is { } more)
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(more);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }));

    /// <summary>The headers.</summary>
    public static IEnumerable<(string Name, string Value)> Headers(HttpRefusal refusal) =>
        refusal.Header is { } header ? [("Content-Type", "application/json"), header] : [("Content-Type", "application/json")];
}
