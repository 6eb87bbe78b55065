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
    public async Task It_is_the_one_on_record_and_as_short_as_the_readme_says()
    {
        var answer = await RawServer.AnswersAsync(
            _directory.Path,
            RawServer.Initialize,
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/list"}""");
        var list = answer.Single(a => a["id"]?.ToString() == "2")["result"]!;
        var bytes = Encoding.UTF8.GetByteCount(list.ToJsonString());
        Assert.InRange(bytes, 1, 12_000);
        await Snapshot.Verify(list["tools"]!.ToJsonString(s_readable), extension: "json");
        Assert.Contains(
            $"{bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes", await File.ReadAllTextAsync(Checkout.File("README.md")), StringComparison.Ordinal);
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
