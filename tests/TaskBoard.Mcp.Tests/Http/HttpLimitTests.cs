using System.Net;
using System.Net.Sockets;
using System.Text;
using TaskBoard.Mcp.Http.Wire;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>No caller can use up the server's connections, its memory or its time.</summary>
public sealed class HttpLimitTests : IAsyncLifetime, IDisposable
{
    private const string Waiting =
        """{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"board_status","arguments":{"wait_seconds":50},"_meta":{"progressToken":"p"}}}""";

    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(100);

    private readonly TempDirectory _directory = new();

    public async Task InitializeAsync() => await (await Board.CreateAsync(_directory.Path)).DisposeAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Whoever_begins_a_request_and_does_not_go_on_is_left()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { HeadTime = s_short, BodyTime = s_short, LingerTime = s_short });
        Assert.Equal("", await server.SendAsync(""));
        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", await server.SendAsync("POST /mcp HTTP/1.1\r\nHost: 127"), StringComparison.Ordinal);
        var head = $"POST /mcp HTTP/1.1\r\nHost: {server.Url.Authority}\r\nAuthorization: Bearer {HttpBoard.Token}\r\nContent-Type: application/json\r\nAccept: */*\r\n";
        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", await server.SendAsync($"{head}Content-Length: 100\r\n\r\n{{"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", await server.SendAsync($"{head}Transfer-Encoding: chunked\r\n\r\n5\r\n{{"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_asks_nothing_more_is_closed()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { IdleTime = s_short });
        using var answer = await server.PostAsync(RawServer.Call(1, "list_tasks"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(true, answer.Headers.ConnectionClose);

        // The server closes it; the client opens another one.
        Assert.Equal(0, (await server.DoAsync("list_tasks"))["total"]!.GetValue<int>());
        using var socket = await server.OpenAsync();
        var call = RawServer.Call(1, "list_tasks");
        await socket.SendAsync(Encoding.UTF8.GetBytes(
            $"POST /mcp HTTP/1.1\r\nHost: {server.Url.Authority}\r\nAuthorization: Bearer {HttpBoard.Token}\r\nContent-Type: application/json\r\nAccept: */*\r\nContent-Length: {call.Length}\r\n\r\n{call}"));
        Assert.EndsWith("\r\n0\r\n\r\n", await HttpBoard.RestAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_requests_than_may_be_are_told_to_come_later()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { Requests = 2, LingerTime = s_short });
        using var one = await server.PostAsync(Waiting);
        using var two = await server.PostAsync(Waiting);
        using var three = await server.PostAsync(RawServer.Call(1, "list_tasks"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, three.StatusCode);
        Assert.Equal("1", three.Headers.RetryAfter!.ToString());

        // What is asked without the token takes no place.
        using var refused = await server.Http.PostAsync(server.Url, new StringContent("x"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await server.EndAsync();
    }

    [Fact]
    public async Task More_connections_than_may_be_are_closed()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { Connections = 1 });
        using var one = await server.PostAsync(Waiting);
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        using var two = await server.OpenAsync();
        Assert.Equal("", await HttpBoard.RestAsync(two));
        Assert.Contains("A connection was closed: 1 are open.", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_show_no_token_give_way_to_those_that_do()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { Connections = 3 });
        using var waiting = await server.PostAsync(Waiting);
        Assert.Equal(HttpStatusCode.OK, waiting.StatusCode);
        var silent = new List<Socket>();
        try
        {
            for (var i = 0; i < 20; i++)
            {
                silent.Add(await server.OpenAsync());
            }

            // Which it may learn as an end or as a reset.
            var end = await Record.ExceptionAsync(async () => Assert.Equal("", await HttpBoard.RestAsync(silent[0])));
            Assert.True(end is null or IOException, $"{end}");
            Assert.Equal(0, (await server.DoAsync("list_tasks"))["total"]!.GetValue<int>());
        }
        finally
        {
            silent.ForEach(s => s.Dispose());
        }

        Assert.Single(server.Log.Split('\n'), line => line.Contains("A connection was closed", StringComparison.Ordinal));
        await server.EndAsync();
        Assert.Contains("TB0002", await waiting.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bodies_of_all_requests_together_have_a_limit()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { AllBodyBytes = 1000, LingerTime = s_short });
        var call = RawServer.Call(1, "list_tasks");
        using var waiting = await server.PostAsync(Waiting.PadRight(900));
        Assert.Equal(HttpStatusCode.OK, waiting.StatusCode);
        using var refused = await server.PostAsync(call.PadRight(200));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        using var chunked = server.Post(new StringContent(call.PadRight(200)));
        chunked.Headers.TransferEncodingChunked = true;
        using var refusedAsWell = await server.Http.SendAsync(chunked);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusedAsWell.StatusCode);
        using var taken = await server.PostAsync("""{"jsonrpc":"2.0","id":1,"method":"ping"}""");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        await server.EndAsync();
    }

    [Fact]
    public async Task What_was_answered_gives_back_what_it_held()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path, new HttpLimits { AllBodyBytes = 1000, LingerTime = s_short });
        for (var i = 0; i < 5; i++)
        {
            using var answer = await server.PostAsync(RawServer.Call(i, "list_tasks").PadRight(900));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("total", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var wrong = await server.PostAsync("no JSON".PadRight(900));
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        }
    }

    [Fact]
    public async Task Its_end_answers_those_who_wait()
    {
        await using var server = await HttpBoard.StartAsync(_directory.Path);
        using var waiting = await server.PostAsync(Waiting);
        Assert.Equal(HttpStatusCode.OK, waiting.StatusCode);
        using var idle = await server.OpenAsync();
        await server.EndAsync();
        var answer = HttpBoard.Event(await waiting.Content.ReadAsStringAsync());
        Assert.Equal((5, "TB0002"), (answer["id"]!.GetValue<int>(), answer["result"]!["structuredContent"]!["code"]!.GetValue<string>()));
        Assert.Equal("", await HttpBoard.RestAsync(idle));
        await Assert.ThrowsAsync<HttpRequestException>(() => server.PostAsync(Waiting));
    }
}
