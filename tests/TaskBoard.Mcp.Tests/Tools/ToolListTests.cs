using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Tools;

/// <summary>What every client reads before it does anything.</summary>
public sealed class ToolListTests : IDisposable
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task It_is_the_one_on_record()
    {
        var answer = await RawServer.AnswersAsync(
            _directory.Path,
            RawServer.Initialize,
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var list = answer.Single(a => a["id"]?.ToString() == "2")["result"]!;
        await Snapshot.Verify(list["tools"]!.ToJsonString(s_readable), extension: "json");
    }

    [Fact]
    public async Task The_whole_line_is_under_12_kB_in_every_version_of_the_protocol_and_the_readme_says_the_longest()
    {
        var lengths = new List<int>();
        foreach (var version in (string[])["2025-06-18", "2025-11-25", "2026-07-28"])
        {
            await using var server = new LineServer(_directory.Path);
            var meta = "";
            if (version == "2026-07-28")
            {
                meta = ""","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}""";
            }
            else
            {
                await server.SendAsync(RawServer.Initialize.Replace("2025-11-25", version, StringComparison.Ordinal));
                Assert.Equal(version, JsonNode.Parse(await server.ReadLineAsync())!["result"]!["protocolVersion"]!.GetValue<string>());
                await server.SendAsync("""{"jsonrpc":"2.0","method":"notifications/initialized"}""");
            }

            // The longest id of a request that is usual.
            await server.SendAsync($$"""{"jsonrpc":"2.0","id":"{{Guid.Empty}}","method":"tools/list"{{meta}}}""");
            var line = await server.ReadLineAsync();
            Assert.Equal(10, JsonNode.Parse(line)!["result"]!["tools"]!.AsArray().Count);
            lengths.Add(Encoding.UTF8.GetByteCount(line));
        }

        Assert.All(lengths, length => Assert.InRange(length, 1, 11_999));
        Assert.Contains(
            $"{lengths.Max().ToString("N0", CultureInfo.InvariantCulture)} bytes", await File.ReadAllTextAsync(Checkout.File("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_says_in_short_what_it_does_and_takes_nothing_that_it_does_not_know()
    {
        await using var session = await Session.OnAsync(_directory.Path);
        var tools = await session.Client.ListToolsAsync();
        Assert.Equal(
            ["board_status", "list_tasks", "get_task", "plan_tasks", "claim_task", "report_progress", "finish_task", "update_task", "task_history", "register_agent"],
            tools.Select(t => t.Name));
        Assert.All(tools, tool =>
        {
            Assert.InRange(tool.Description.Length, 40, 299);
            Assert.False(tool.JsonSchema.GetProperty("additionalProperties").GetBoolean());
            Assert.Contains("total", tool.ReturnJsonSchema!.Value.GetProperty("required").EnumerateArray().Select(e => e.GetString()));
            Assert.Contains("next", tool.ReturnJsonSchema!.Value.GetProperty("required").EnumerateArray().Select(e => e.GetString()));
            Assert.False(tool.ProtocolTool.Annotations!.OpenWorldHint);
        });
    }
}
