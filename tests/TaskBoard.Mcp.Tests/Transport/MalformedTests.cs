using System.Text;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Transport;

/// <summary>Whatever comes in: an answer where there is an id, a line of the log where there is none, and a server that goes on.</summary>
public sealed class MalformedTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Nothing_that_is_sent_ends_the_server()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], """[{"id":"a","title":"A"}]""");
        await using var log = new StringWriter();
        byte[][] lines =
        [
            .. ((string[])
            [
                RawServer.Initialize,
                """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
                "this is no JSON",
                "",
                "{\"jsonrpc\":\"2.0\",",
                "[]",
                "42",
                "null",
                """{"jsonrpc":"2.0","id":100,"method":"no/such/method"}""",
                """{"jsonrpc":"2.0","id":101,"method":"tools/call"}""",
                """{"jsonrpc":"2.0","id":102,"method":"tools/call","params":{"name":7}}""",
                """{"jsonrpc":"2.0","id":103,"method":"tools/call","params":{"name":"list_tasks","arguments":[]}}""",
                """{"jsonrpc":"2.0","id":104,"method":"tools/call","params":{"name":"no_such_tool","arguments":{}}}""",
                """{"jsonrpc":"2.0","id":105,"method":"tools/call","params":{"name":"list_tasks","arguments":{"text":"\ud800"}}}""",
                """{"jsonrpc":"2.0","id":106,"method":"tools/list","params":""" + new string('[', 500) + new string(']', 500) + "}",
                """{"jsonrpc":"2.0","id":107,"method":"resources/read"}""",
                """{"jsonrpc":"2.0","id":108,"method":"resources/subscribe","params":{}}""",
                """{"jsonrpc":"2.0","id":109,"method":"prompts/get","params":{"name":4}}""",
                """{"jsonrpc":"2.0","id":110,"method":"tools/list","params":{"cursor":7}}""",
                """{"jsonrpc":"2.0","id":111,"method":"tools/call","params":{"name":"list_tasks","_meta":7}}""",
                """{"jsonrpc":"2.0","id":112,"method":"prompts/get","params":{"name":"worker","arguments":7}}""",
                """{"jsonrpc":"2.0","id":114,"method":"subscriptions/listen"}""",
                """{"jsonrpc":"2.0","id":115,"method":"subscriptions/listen","params":{"notifications":{"resourceSubscriptions":5}}}""",
                """{"jsonrpc":"2.0","id":116,"method":"initialize","params":{}}""",
                """{"jsonrpc":"2.0","id":117,"method":"logging/setLevel","params":{"level":"nope"}}""",
                """{"id":118,"method":"ping"}""",
                """{"jsonrpc":"2.0","id":null,"method":"tools/list"}""",
                """{"jsonrpc":"2.0","method":"tools/call","params":{"name":"list_tasks","arguments":{}}}""",
                """{"jsonrpc":"2.0","id":1.5,"method":"tools/list"}""",
                """{"jsonrpc":"2.0","id":99999999999999999999,"method":"tools/list"}""",
                """{"jsonrpc":"2.0","id":{},"method":"tools/list"}""",
                """{"jsonrpc":"2.0","method":"notifications/no_such"}""",
                """{"jsonrpc":"2.0","id":1,"result":{}}""",
            ]).Select(line => Encoding.UTF8.GetBytes(line)),
            [0xff, 0xfe, 0x00],
            [.. "{\"jsonrpc\":\"2.0\",\"id\":113,\"method\":\"x"u8, 0xff, .. "\",\"params\":{\"x\":\"\\ud83d\\ude00\"}}"u8],
            Encoding.UTF8.GetBytes(RawServer.Call(200, "list_tasks")),
        ];
        var answers = await RawServer.AnswersAsync(_directory.Path, log, 21, lines);
        Assert.All(answers, answer => Assert.Equal("2.0", answer["jsonrpc"]!.GetValue<string>()));
        foreach (var id in (int[])[100, 101, 102, 103, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118])
        {
            Assert.DoesNotContain("An error occurred", Answer(answers, id)["error"]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        Assert.Equal("TB1001", Answer(answers, 104)["result"]!["structuredContent"]!["code"]!.GetValue<string>());
        Assert.Equal(1, Answer(answers, 200)["result"]!["structuredContent"]!["total"]!.GetValue<int>());
        Assert.Equal(11, log.ToString().Split("has no id which could be answered").Length - 1);
        Assert.Equal("""[{"id":"a","title":"A"}]""", await File.ReadAllTextAsync(_directory["tasks.json"]));
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"list_tasks","arguments":{"text":"LONG"}}}""", "7")]
    [InlineData("""{"method":"tools/call","params":{"id":8,"x":[{"id":9}],"arguments":{"text":"\"id\":5 LONG"}},"jsonrpc":"2.0","id":"se\"ven"}""", "\"se\\\"ven\"")]
    [InlineData("""{"method":"tools/call","params":{"LONG":1},"jsonrpc":"2.0", "id" : -12 }""", "-12")]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/x","params":{"text":"LONG"}}""", null)]
    [InlineData("LONG", null)]
    public async Task A_line_of_30_MB_is_answered_where_it_has_an_id(string line, string? id)
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], "[]");
        await using var log = new StringWriter();
        var parts = line.Split("LONG");
        byte[] whole = [.. Encoding.UTF8.GetBytes(parts[0]), .. Enumerable.Repeat((byte)'x', 30_000_000), .. Encoding.UTF8.GetBytes(parts[1])];
        var answers = await RawServer.AnswersAsync(
            _directory.Path, log, id is null ? 2 : 3, [Encoding.UTF8.GetBytes(RawServer.Initialize), whole, Encoding.UTF8.GetBytes(RawServer.Call(200, "list_tasks"))]);
        Assert.Equal(0, Answer(answers, 200)["result"]!["structuredContent"]!["total"]!.GetValue<int>());
        if (id is null)
        {
            Assert.Contains("was thrown away", log.ToString(), StringComparison.Ordinal);
        }
        else
        {
            var error = answers.Single(a => a["id"]!.ToJsonString() == id.Replace("\\\"", "\\u0022", StringComparison.Ordinal) || a["id"]!.ToJsonString() == id)["error"]!;
            Assert.Equal(-32600, error["code"]!.GetValue<int>());
            Assert.Contains("4194304 are the most", error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    private static JsonNode Answer(IReadOnlyList<JsonNode> answers, int id) => answers.Single(a => a["id"]?.ToJsonString() == $"{id}");
}
