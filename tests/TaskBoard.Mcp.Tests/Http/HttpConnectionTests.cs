using System.Net;
using System.Net.Sockets;
using System.Text;
using TaskBoard.Mcp.Http.Wire;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>What callers do with a connection while they wait for an answer, and where they may connect to.</summary>
public sealed class HttpConnectionTests : IAsyncLifetime, IDisposable
{
    private const string List = """{"jsonrpc":"2.0","id":7,"method":"tools/list"}""";

    /// <summary>With a token of progress the answer begins before there is work.</summary>
    private const string Claim =
        """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"claim_task","arguments":{"agent":"one","wait_seconds":50},"_meta":{"progressToken":"p"}}}""";

    /// <summary>Less than the call waits.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(25);

    private readonly TempDirectory _directory = new();
    private Board _board = null!;
    private HttpBoard _server = null!;

    public async Task InitializeAsync()
    {
        _board = await Board.CreateAsync(_directory.Path);
        _server = await HttpBoard.StartAsync(_directory.Path);

        // As long as somebody works, whoever asks for a task waits.
        await _board.AddAsync([new TaskDraft("B") { Id = TaskId.Parse("b") }], "lead");
        await _server.DoAsync("claim_task", """{"agent":"holder"}""");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _board.DisposeAsync();
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("\r\n")]
    [InlineData("POST /mcp HTTP/1.1\r\nHost: ")]
    public async Task Whoever_sends_more_and_goes_away_claims_nothing(string early)
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { Requests = 1 });
        using (var socket = await server.OpenAsync())
        {
            await SendAsync(socket, Post(Claim).Replace($"{_server.Url.Port}", $"{server.Url.Port}", StringComparison.Ordinal) + early);
            await BeginAsync(socket);
        }

        // The one place that there is for requests is free again when the server has seen that the caller is gone.
        using var patience = new CancellationTokenSource(s_patience);
        while (await StatusAsync(server, patience.Token) == HttpStatusCode.ServiceUnavailable)
        {
        }

        await _board.AddAsync([new TaskDraft("A") { Id = TaskId.Parse("a") }], "lead");
        Assert.Equal(TaskState.Pending, (await _board.FindAsync(TaskId.Parse("a")))!.State);
    }

    [Fact]
    public async Task What_comes_before_the_answer_is_answered_behind_it()
    {
        using var socket = await _server.OpenAsync();
        await SendAsync(socket, Post(Claim));
        await BeginAsync(socket);
        await SendAsync(socket, "\r\n");
        await SendAsync(socket, Post(List));
        await SendAsync(socket, "\r\n" + Post(List, "Connection: close\r\n"));
        await _board.AddAsync([new TaskDraft("A") { Id = TaskId.Parse("a") }], "lead");
        var rest = await HttpBoard.RestAsync(socket);
        Assert.Contains("a#1", rest, StringComparison.Ordinal);
        Assert.Equal(3, rest.Split("HTTP/1.1 200 OK\r\n").Length);
    }

    [Fact]
    public async Task Localhost_is_this_server_whatever_it_stands_for()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.IPv6Loopback, _server.Url.Port);
        await SendAsync(socket, Post(List, "Connection: close\r\n").Replace("127.0.0.1", "[::1]", StringComparison.Ordinal));
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await HttpBoard.RestAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_somebody_else_has_at_one_of_the_addresses_is_taken()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        using var other = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        other.Listen();
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => LocalListeners.On(port)).SocketErrorCode);

        // And nothing is left of the attempt.
        other.Dispose();
        using var both = LocalListeners.On(port);
        Assert.Equal((2, port), (both.Sockets.Count, both.Port));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65536)]
    public void A_port_that_there_is_not_is_refused(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoardHttpOptions(HttpBoard.Token) { Port = port });

    private static async Task SendAsync(Socket socket, string bytes) => await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));

    /// <summary>Reads the begin of an answer.</summary>
    private static async Task BeginAsync(Socket socket)
    {
        using var patience = new CancellationTokenSource(s_patience);
        Assert.NotEqual(0, await socket.ReceiveAsync(new byte[1], patience.Token));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpBoard server, CancellationToken cancellationToken)
    {
        using var answer = await server.PostAsync(List, cancellationToken);
        return answer.StatusCode;
    }

    private string Post(string body, string header = "") =>
        $"POST /mcp HTTP/1.1\r\nHost: {_server.Url.Authority}\r\nAuthorization: Bearer {HttpBoard.Token}\r\nContent-Type: application/json\r\nAccept: */*\r\n"
        + $"{header}Content-Length: {body.Length}\r\n\r\n{body}";
}
