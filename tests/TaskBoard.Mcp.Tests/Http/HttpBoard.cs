using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using TaskBoard.Mcp.Http.Wire;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>A server over HTTP in this process, and ways to talk to it: politely, and byte by byte.</summary>
internal sealed class HttpBoard : IAsyncDisposable
{
    public const string Token = "the-token-of-the-tests-0123456789";
    public const string New = "2026-07-28";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly CancellationTokenSource _end = new();
    private readonly StringWriter _log = new();
    private readonly TaskCompletionSource<Uri> _listening = new();
    private readonly Task _server;

    private HttpBoard(string directory, HttpLimits limits, TimeProvider clock)
    {
        var options = new BoardMcpOptions
        {
            FindBoard = () => directory,
            BoardOptions = () => new BoardOptions { TimeProvider = clock },
            TimeProvider = clock,
        };
        _server = BoardMcpServer.RunHttpAsync(options, new BoardHttpOptions(Token) { Listening = _listening.SetResult }, limits, _log, _end.Token);
    }

    public Uri Url => _listening.Task.Result;

    public string Log => _log.ToString();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = s_patience };

    public static async Task<HttpBoard> StartAsync(string directory, HttpLimits? limits = null, TimeProvider? clock = null)
    {
        var board = new HttpBoard(directory, limits ?? new HttpLimits(), clock ?? TimeProvider.System);
        await board._listening.Task.WaitAsync(s_patience);
        return board;
    }

    /// <summary>A client of the SDK.</summary>
    public static Task<McpClient> ConnectAsync(Uri url, string token, string? version) => McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = url,
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {token}" },
        }),
        new McpClientOptions { ProtocolVersion = version });

    public Task<McpClient> ConnectAsync(string? version = null) => ConnectAsync(Url, Token, version);

    /// <summary>A request as it should be.</summary>
    public HttpRequestMessage Post(HttpContent body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = body };
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        return request;
    }

    /// <summary>Posts a message.</summary>
    public Task<HttpResponseMessage> PostAsync(string message, CancellationToken cancellationToken = default) =>
        Http.SendAsync(Post(new StringContent(message, Encoding.UTF8)), HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Calls a tool that must succeed; its document.</summary>
    public async Task<JsonNode> DoAsync(string tool, string arguments = "{}")
    {
        using var answer = await PostAsync(RawServer.Call(1, tool, arguments));
        var result = Event(await answer.Content.ReadAsStringAsync())["result"]!;
        Xunit.Assert.True(result["isError"]?.GetValue<bool>() != true, result.ToJsonString());
        return result["structuredContent"]!;
    }

    /// <summary>The last event of an answer.</summary>
    public static JsonNode Event(string answer) =>
        JsonNode.Parse(answer.Split('\n').Last(line => line.StartsWith("data: ", StringComparison.Ordinal))["data: ".Length..])!;

    /// <summary>Sends bytes as they are; what comes back until the server closes the connection.</summary>
    public async Task<string> SendAsync(string bytes)
    {
        using var socket = await OpenAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));
        return await RestAsync(socket);
    }

    /// <summary>A connection.</summary>
    public async Task<Socket> OpenAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Url.Port);
        return socket;
    }

    /// <summary>All that comes until the server closes the connection.</summary>
    public static async Task<string> RestAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var reader = new StreamReader(new NetworkStream(socket), Encoding.UTF8);
        return await reader.ReadToEndAsync(patience.Token);
    }

    /// <summary>Tells the server to end; comes back when it has.</summary>
    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _server.WaitAsync(s_patience);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Http.Dispose();
        _end.Dispose();
    }
}
