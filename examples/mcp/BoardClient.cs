using System.Text.Json;
using ModelContextProtocol.Client;

namespace PlannerAndWorkers;

/// <summary>A client with a server of its own, which it starts.</summary>
internal sealed class BoardClient(McpClient client) : IAsyncDisposable
{
    public static async Task<BoardClient> StartAsync(string directory, string agent) => new(await McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions
    {
        Command = "dotnet",
        Arguments = ["exec", typeof(BoardClient).Assembly.Location, "serve", directory, agent],
    })));

    /// <summary>Calls a tool; what it answers.</summary>
    public async Task<JsonElement> CallAsync(string tool, Dictionary<string, object?>? arguments = null)
    {
        var result = await client.CallToolAsync(tool, arguments);
        return result.IsError == true
            ? throw new InvalidOperationException($"{tool}: {result.StructuredContent}")
            : result.StructuredContent!.Value;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
