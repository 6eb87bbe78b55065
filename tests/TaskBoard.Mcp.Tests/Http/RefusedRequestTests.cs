using System.Text;
using System.Text.RegularExpressions;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Http;

/// <summary>Who asks wrongly is told what is wrong, changes nothing, and stops nobody else from asking.</summary>
public sealed partial class RefusedRequestTests : IAsyncLifetime, IDisposable
{
    private const string List = """{"jsonrpc":"2.0","id":7,"method":"tools/list"}""";
    private const string Meta = """{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}""";

    private readonly TempDirectory _directory = new();
    private HttpBoard _server = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A"}]""");
        _server = await HttpBoard.StartAsync(_directory.Path);
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_is_told_what_is_wrong()
    {
        var port = _server.Url.Port;
        (string Case, string Request)[] requests =
        [
            ("no token", Post(List, "-Authorization")),
            ("another token", Post(List, "Authorization: Bearer the-token-of-the-tests-0123456780")),
            ("a longer token", Post(List, $"Authorization: Bearer {HttpBoard.Token}0")),
            ("no bearer", Post(List, $"Authorization: Basic {HttpBoard.Token}")),
            ("the right token after a wrong one", Post(List, $"Authorization: Bearer x\r\nAuthorization: Bearer {HttpBoard.Token}")),
            ("a token in the address", Post(List, "-Authorization").Replace("POST /mcp", $"POST /mcp?access_token={HttpBoard.Token}", StringComparison.Ordinal)),
            ("a name that leads here", Post(List, $"Host: evil.example:{port}")),
            ("another port", Post(List, "Host: 127.0.0.1:1")),
            ("no port", Post(List, "Host: localhost")),
            ("no host", Post(List, "-Host")),
            ("two hosts", Post(List, $"Host: 127.0.0.1:{port}\r\nHost: evil.example")),
            ("a page", Post(List, "Origin: https://evil.example")),
            ("a page of another local server", Post(List, "Origin: http://localhost:3000")),
            ("a page from a file", Post(List, "Origin: null")),
            ("a page that asks whether it may", Post("", "Origin: https://evil.example", "-Authorization").Replace("POST", "OPTIONS", StringComparison.Ordinal)),
            ("another path", Post(List).Replace("/mcp", "/", StringComparison.Ordinal)),
            ("GET", Post("").Replace("POST", "GET", StringComparison.Ordinal)),
            ("DELETE", Post("").Replace("POST", "DELETE", StringComparison.Ordinal)),
            ("a form", Post(List, "Content-Type: text/plain")),
            ("JSON only", Post(List, "Accept: application/json")),
            ("no Accept", Post(List, "-Accept")),
            ("HTTP/1.0", Post(List).Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal)),
            ("TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc"),
            ("no HTTP", "hello\r\n\r\n"),
            ("an address as a target", Post(List).Replace("/mcp", $"http://127.0.0.1:{port}/mcp", StringComparison.Ordinal)),
            ("a line without CR", Post(List, "X: y\nZ: 1")),
            ("a header on two lines", Post(List, "X: y\r\n z")),
            ("a blank before the colon", Post(List, "X : y")),
            ("a control character", Post(List, "X: \0")),
            ("a head that is too long", Post(List, $"X: {new string('x', 20_000)}")),
            ("lengths that differ", Post(List, "Content-Length: 46\r\nContent-Length: 47")),
            ("a length below zero", Post(List, "Content-Length: -1")),
            ("a length and chunks", Post(List, "Content-Length: 46\r\nTransfer-Encoding: chunked")),
            ("a compressed body", Post(List, "-Content-Length", "Transfer-Encoding: gzip, chunked")),
            ("a length that is too much", Post("", "Content-Length: 99999999999999999999")),
            ("a length that is one too much, announced", Post("", "Content-Length: 4194305", "Expect: 100-continue")),
            ("a chunk that is too much", Post("5000000\r\n", "-Content-Length", "Transfer-Encoding: chunked")),
            ("a chunk of no length", Post("x\r\n", "-Content-Length", "Transfer-Encoding: chunked")),
            ("a chunk that is longer than it says", Post("2\r\nabc\r\n0\r\n\r\n", "-Content-Length", "Transfer-Encoding: chunked")),
            ("a line between chunks that is too long", Post($"2;{new string('x', 20_000)}", "-Content-Length", "Transfer-Encoding: chunked")),
            ("lines without end behind the chunks", Post($"0\r\n{string.Concat(Enumerable.Repeat("X: y\r\n", 40))}", "-Content-Length", "Transfer-Encoding: chunked")),
            ("an expectation", Post(List, "Expect: the unexpected")),
            ("no body", Post("")),
            ("no JSON", Post("{\"jsonrpc\":")),
            ("several messages", Post($"[{List}]")),
            ("no id", Post("""{"jsonrpc":"2.0","id":null,"method":"tools/list"}""")),
            ("no object as params", Post("""{"jsonrpc":"2.0","id":7,"method":"tools/list","params":[]}""")),
            ("no method", Post("""{"jsonrpc":"2.0","id":7}""")),
            ("another JSON-RPC", Post("""{"jsonrpc":"1.0","id":7,"method":"tools/list"}""")),
            ("a version that nobody knows", Post(List, "MCP-Protocol-Version: 1999-01-01")),
            ("a version that is a text", Post(List, "MCP-Protocol-Version: \"><script>")),
            ("another version than that to agree on", Post(RawServer.Initialize, "MCP-Protocol-Version: 2025-06-18")),
            ("new: no version in the header", Post(NewList())),
            ("new: no version in the message", Post(List, "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list")),
            ("new: another version in the message", Post(NewList(), "MCP-Protocol-Version: 2025-11-25")),
            ("new: no method", Post(NewList(), "MCP-Protocol-Version: 2026-07-28")),
            ("new: another method", Post(NewList(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: ping")),
            ("new: no capabilities", Post(NewList().Replace("\":{}", "\":7", StringComparison.Ordinal), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list")),
            ("new: no name", Post(NewCall(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call")),
            ("new: another name", Post(NewCall(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: get_task")),
            ("new: a name that is no Base64", Post(NewCall(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: =?base64?*?=")),
            ("new: a method of old", Post(NewList("ping"), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: ping")),
            ("new: a method that nobody knows", Post(NewList("no/such"), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: no/such")),
        ];
        var text = new StringBuilder();
        foreach (var (name, request) in requests)
        {
            var answer = await _server.SendAsync(request);
            text.Append("=== ").Append(name).Append('\n').Append(Shown(answer, port)).Append('\n');
        }

        await Snapshot.Verify(text.ToString());
        Assert.DoesNotContain("This is a bug", _server.Log, StringComparison.Ordinal);
        Assert.Equal("""[{"id":"a","title":"A"}]""", await File.ReadAllTextAsync(_directory["tasks.json"]));
        Assert.Equal(1, (await _server.DoAsync("list_tasks"))["total"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_may_be_written_in_several_ways_is_taken_in_each()
    {
        var port = _server.Url.Port;
        string[] requests =
        [
            Post(List, $"Host: localhost:{port}"),
            Post(List, $"Host: LOCALHOST:{port}", $"Origin: http://localhost:{port}"),
            Post(List, $"Host: [::1]:{port}", $"Origin: http://127.0.0.1:{port}"),
            Post(List, "Accept: text/event-stream;q=0.5, application/*"),
            Post(List, "Accept: */*"),
            Post(List, "Accept: text/event-stream\r\nAccept: application/json"),
            Post(List, "Content-Type: application/json; charset=utf-8"),
            Post(List, $"authorization: bearer {HttpBoard.Token}", "-Authorization"),
            Post(List, "MCP-Protocol-Version: 2025-06-18"),
            Post(List, "Expect: 100-continue"),
            Post(List).Replace("/mcp", "/mcp?", StringComparison.Ordinal),
            Post("1;x=\"y\"\r\n{\r\n0000A\r\n\"jsonrpc\":\r\n23 \r\n\"2.0\",\"id\":7,\"method\":\"tools/list\"}\r\n0\r\nX: y\r\n\r\n", "-Content-Length", "Transfer-Encoding: Chunked"),
            Post(NewList(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/list"),
            Post(NewCall(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", "Mcp-Name: board_status"),
            Post(NewCall(), "MCP-Protocol-Version: 2026-07-28", "Mcp-Method: tools/call", $"Mcp-Name: =?base64?{Convert.ToBase64String("board_status"u8)}?="),
        ];
        foreach (var request in requests)
        {
            var answer = await _server.SendAsync(request);
            Assert.True(answer.Contains("HTTP/1.1 200 OK\r\n", StringComparison.Ordinal) && answer.Contains("\"result\":", StringComparison.Ordinal), $"{request}\n{answer}");
        }
    }

    [Fact]
    public async Task A_connection_goes_on_after_a_refusal_of_what_was_read_whole()
    {
        using var socket = await _server.OpenAsync();
        await socket.SendAsync(Encoding.Latin1.GetBytes(Post("no JSON", "-Connection") + Post(List, "-Connection") + Post(List)));
        var answer = await HttpBoard.RestAsync(socket);
        Assert.Equal(["400", "200", "200"], StatusLine().Matches(answer).Select(m => m.Groups[1].Value));
    }

    /// <summary>A request as it should be, but for changes: a header instead of another one of its name, or <c>-Name</c>: without it.</summary>
    private string Post(string body, params string[] changes)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Host"] = $"Host: 127.0.0.1:{_server.Url.Port}",
            ["Authorization"] = $"Authorization: Bearer {HttpBoard.Token}",
            ["Content-Type"] = "Content-Type: application/json",
            ["Accept"] = "Accept: application/json, text/event-stream",
            ["Content-Length"] = $"Content-Length: {Encoding.UTF8.GetByteCount(body)}",
            ["Connection"] = "Connection: close",
        };
        foreach (var change in changes)
        {
            if (change.StartsWith('-'))
            {
                headers.Remove(change[1..]);
            }
            else
            {
                headers[change.Split(':')[0]] = change;
            }
        }

        return $"POST /mcp HTTP/1.1\r\n{string.Concat(headers.Values.Select(h => $"{h}\r\n"))}\r\n{body}";
    }

    private static string NewList(string method = "tools/list") => $$$"""{"jsonrpc":"2.0","id":7,"method":"{{{method}}}","params":{"_meta":{{{Meta}}}}}""";

    private static string NewCall() => $$$"""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"board_status","arguments":{},"_meta":{{{Meta}}}}}""";

    private static string Shown(string answer, int port)
    {
        var lines = answer.Replace($":{port}", ":PORT", StringComparison.Ordinal).Split("\r\n");
        var kept = lines.Where(l => l.StartsWith("HTTP/", StringComparison.Ordinal) || l.StartsWith("WWW-", StringComparison.Ordinal)
            || l.StartsWith("Allow:", StringComparison.Ordinal) || l.Contains("\"error\"", StringComparison.Ordinal));
        return string.Concat(kept.Select(l => l.Trim('\n') + "\n"));
    }

    [GeneratedRegex(@"HTTP/1\.1 (\d+)")]
    private static partial Regex StatusLine();
}
