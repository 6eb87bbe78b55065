using System.Text.Json.Nodes;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Cli.Tests.Readme;

/// <summary>What is shown for the settings of clients starts a server.</summary>
public sealed class ReadmeMcpTests : IDisposable
{
    private const string Section = "Give it to agents as tools";
    private const string Initialize =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_client_is_told_a_command_that_serves()
    {
        await Child.RunAsync(_directory.Path, CliExecutable.Path, "init");
        var commands = ReadmeText.Blocks(Section, "json").Select(block => JsonNode.Parse(block)!).Select(root => root.AsObject().Single().Value!["taskboard"]!)
            .Where(server => server["url"] is null)
            .Select(server => (Command: server["command"]!.GetValue<string>(), Arguments: server["args"]!.AsArray().Select(a => a!.GetValue<string>()).ToList()))
            .Append(("taskboard", JsonNode.Parse(ReadmeText.Block(Section, "toml").Split("args = ")[1].Split('\n')[0])!.AsArray().Select(a => a!.GetValue<string>()).ToList()))
            .Append(("taskboard", [.. ReadmeText.Block(Section, "sh").Trim().Split(" -- taskboard ")[1].Split(' ')]))
            .ToList();
        Assert.Equal(5, commands.Count);
        foreach (var (command, arguments) in commands)
        {
            Assert.Equal("taskboard", command);
            using var server = Child.Start(_directory.Path, CliExecutable.Path, [.. arguments.Select(a => a.StartsWith("/path/to/", StringComparison.Ordinal) ? _directory.Path : a)]);
            await server.StandardInput.WriteLineAsync(Initialize);
            var answer = JsonNode.Parse((await server.StandardOutput.ReadLineAsync())!)!;
            Assert.Equal("taskboard", answer["result"]!["serverInfo"]!["name"]!.GetValue<string>());
            var end = await server.AnswerAsync();
            Assert.Equal((0, "", ""), (end.Code, end.Out, end.Error));
        }
    }

    [Fact]
    public async Task The_client_over_http_is_told_an_address_and_a_header_that_serve()
    {
        await Child.RunAsync(_directory.Path, CliExecutable.Path, "init");
        var shown = ReadmeText.Blocks(Section, "json").Select(block => JsonNode.Parse(block)!["mcpServers"]?["taskboard"]).Single(server => server?["url"] is not null)!;
        using var server = Child.Start(_directory.Path, CliExecutable.Path, "mcp", "--http", "0", "--json");
        try
        {
            var listening = JsonNode.Parse((await server.StandardOutput.ReadLineAsync())!)!;
            var (told, real) = (new Uri(shown["url"]!.GetValue<string>()), new Uri(listening["url"]!.GetValue<string>()));
            Assert.Equal((told.Scheme, told.Host, told.AbsolutePath), (real.Scheme, real.Host, real.AbsolutePath));
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var request = new HttpRequestMessage(HttpMethod.Post, real) { Content = new StringContent(Initialize, System.Text.Encoding.UTF8, "application/json") };
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            foreach (var (name, value) in shown["headers"]!.AsObject())
            {
                request.Headers.Add(name, value!.GetValue<string>().Replace("${TASKBOARD_HTTP_TOKEN}", listening["token"]!.GetValue<string>(), StringComparison.Ordinal));
            }

            using var answer = await http.SendAsync(request);
            Assert.Contains("\"serverInfo\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        finally
        {
            server.Kill();
        }
    }
}
