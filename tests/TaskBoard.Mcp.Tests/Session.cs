using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace TaskBoard.Mcp.Tests;

/// <summary>A client of the SDK, and a server in this process that it talks to over two pipes.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly CancellationTokenSource _end;
    private readonly Pipe _up;
    private readonly Pipe _down;
    private readonly StringWriter _log;
    private readonly Task _server;

    private Session(McpClient client, Pipe up, Pipe down, StringWriter log, CancellationTokenSource end, Task server) =>
        (Client, _up, _down, _log, _end, _server) = (client, up, down, log, end, server);

    public McpClient Client { get; }

    public string Log => _log.ToString();

    public static async Task<Session> StartAsync(BoardMcpOptions options, string? version = null)
    {
        var (up, down, log, end) = (new Pipe(), new Pipe(), new StringWriter(), new CancellationTokenSource());
        var server = BoardMcpServer.RunAsync(up.Reader.AsStream(), down.Writer.AsStream(), options, log, end.Token);
        var client = await McpClient.CreateAsync(
            new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream()), new McpClientOptions { ProtocolVersion = version });
        return new Session(client, up, down, log, end, server);
    }

    public static Task<Session> OnAsync(string directory, string? agent = "tester", string? version = null) =>
        StartAsync(new BoardMcpOptions { FindBoard = () => directory, Agent = agent }, version);

    /// <summary>Calls a tool that must succeed; its document.</summary>
    public async Task<JsonElement> DoAsync(string tool, object? arguments = null)
    {
        var result = await CallAsync(tool, arguments);
        Xunit.Assert.True(result.IsError != true, result.StructuredContent?.GetRawText());
        return result.StructuredContent!.Value;
    }

    /// <summary>Calls a tool that must refuse; its document.</summary>
    public async Task<JsonElement> RefusalAsync(string tool, object? arguments = null)
    {
        var result = await CallAsync(tool, arguments);
        Xunit.Assert.True(result.IsError, result.StructuredContent?.GetRawText());
        return result.StructuredContent!.Value;
    }

    public Task<CallToolResult> CallAsync(string tool, object? arguments = null) => CallAsync(Client, tool, arguments);

    public static Task<CallToolResult> CallAsync(McpClient client, string tool, object? arguments = null, CancellationToken cancellationToken = default)
    {
        var json = arguments as string ?? JsonSerializer.Serialize(arguments ?? new { });
        var values = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!.ToDictionary(p => p.Key, p => (object?)p.Value);
        return client.CallToolAsync(tool, values, cancellationToken: cancellationToken).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _up.Writer.CompleteAsync();
        await _server.WaitAsync(TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        await _down.Reader.CompleteAsync();
        _end.Dispose();
    }
}
