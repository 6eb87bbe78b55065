using System.IO.Pipelines;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace TaskBoard.Mcp.Tests;

/// <summary>A client of the SDK, and a server in this process that it talks to over two pipes.</summary>
internal sealed class Session : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _end;
    private readonly Pipe _up;
    private readonly Pipe _down;
    private readonly StringWriter _log;
    private readonly Task _server;

    private Session(McpClient client, Pipe up, Pipe down, StringWriter log, CancellationTokenSource end, Task server) =>
        (Client, _up, _down, _log, _end, _server) = (client, up, down, log, end, server);

    private IList<McpClientTool>? _tools;

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

    /// <summary>Calls a tool. Whatever it answers, a refusal too, is what its schema says: there are clients that demand it.</summary>
    public async Task<CallToolResult> CallAsync(string tool, object? arguments = null)
    {
        var result = await CallAsync(Client, tool, arguments).WaitAsync(s_patience);
        if (result.StructuredContent is { } document)
        {
            _tools ??= await Client.ListToolsAsync();
            if (_tools.FirstOrDefault(t => t.Name == tool) is { ReturnJsonSchema: { } schema })
            {
                DemandSchema(document, schema);
            }
        }

        return result;
    }

    private static void DemandSchema(JsonElement document, JsonElement schema)
    {
        foreach (var name in schema.GetProperty("required").EnumerateArray())
        {
            Xunit.Assert.True(document.TryGetProperty(name.GetString()!, out _), $"Left out {name}: {document}");
        }

        foreach (var property in schema.GetProperty("properties").EnumerateObject().Where(p => document.TryGetProperty(p.Name, out _)))
        {
            Xunit.Assert.Contains(KindOf(document.GetProperty(property.Name)), property.Value.GetProperty("type").GetRawText(), StringComparison.Ordinal);
        }
    }

    private static string KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "\"null\"",
        JsonValueKind.True or JsonValueKind.False => "\"boolean\"",
        JsonValueKind.Number => "\"integer\"",
        var kind => $"\"{kind.ToString().ToLowerInvariant()}\"",
    };

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
