using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace TaskBoard.Mcp.Tests.Processes;

/// <summary>The command as a process of its own, and a client of the SDK that speaks one version of the protocol.</summary>
internal sealed class ServerProcess(McpClient client) : IAsyncDisposable
{
    public static async Task<ServerProcess> StartAsync(string directory, string agent, string? version = null) => new(await McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = BoardCommand.Program,
            Arguments = ["mcp", "--agent", agent],
            WorkingDirectory = directory,
            EnvironmentVariables = BoardCommand.Variables,
        }),
        new McpClientOptions { ProtocolVersion = version }));

    public string Version => client.NegotiatedProtocolVersion!;

    public Task<CallToolResult> CallAsync(string tool, object? arguments = null) => Session.CallAsync(client, tool, arguments);

    public async Task<JsonElement> DoAsync(string tool, object? arguments = null)
    {
        var result = await CallAsync(tool, arguments);
        Assert.True(result.IsError != true, result.StructuredContent?.GetRawText());
        return result.StructuredContent!.Value;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
