using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskBoard.Mcp.Tests;

/// <summary>A server that is sent lines as they are, right ones or not.</summary>
internal static class RawServer
{
    public const string Initialize =
        """{"jsonrpc":"2.0","id":"begin","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    /// <summary>A call of a tool.</summary>
    public static string Call(int id, string tool, string arguments = "{}") =>
        $$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"tools/call","params":{"name":"{{{tool}}}","arguments":{{{arguments}}}}}""";

    /// <summary>All that it answers to the lines, until it is at their end.</summary>
    public static Task<IReadOnlyList<JsonNode>> AnswersAsync(string directory, params string[] lines) =>
        AnswersAsync(directory, TextWriter.Null, lines.Count(line => line.Contains("\"id\":", StringComparison.Ordinal)), lines.Select(line => Encoding.UTF8.GetBytes(line)));

    /// <summary>The same, with its log, and with bytes that need be no text.</summary>
    /// <param name="directory">The board.</param>
    /// <param name="log">Its log.</param>
    /// <param name="expected">How many answers are waited for before its input ends.</param>
    /// <param name="lines">What it is sent.</param>
    public static async Task<IReadOnlyList<JsonNode>> AnswersAsync(string directory, TextWriter log, int expected, IEnumerable<byte[]> lines)
    {
        var (up, down) = (new Pipe(), new Pipe());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var server = ServeAsync();
        var answers = new List<JsonNode>();
        using var reader = new StreamReader(down.Reader.AsStream());
        foreach (var line in lines)
        {
            await up.Writer.WriteAsync(line, patience.Token);
            await up.Writer.WriteAsync("\n"u8.ToArray(), patience.Token);
        }

        while (answers.Count < expected && await reader.ReadLineAsync(patience.Token) is { } answer)
        {
            answers.Add(JsonNode.Parse(answer)!);
        }

        await up.Writer.CompleteAsync();
        while (await reader.ReadLineAsync(patience.Token) is { } answer)
        {
            answers.Add(JsonNode.Parse(answer)!);
        }

        await server;
        return answers;

        async Task ServeAsync()
        {
            await BoardMcpServer.RunAsync(up.Reader.AsStream(), down.Writer.AsStream(), new BoardMcpOptions { FindBoard = () => directory, Agent = "tester" }, log, patience.Token);
            await down.Writer.CompleteAsync();
        }
    }
}
