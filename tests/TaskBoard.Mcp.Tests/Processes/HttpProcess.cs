using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using TaskBoard.Mcp.Tests.Http;
using Xunit;

namespace TaskBoard.Mcp.Tests.Processes;

/// <summary>The command that serves over HTTP, as a process of its own.</summary>
internal sealed class HttpProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private HttpProcess(Process process, JsonNode listening) =>
        (_process, Url, Token) = (process, new Uri(listening["url"]!.GetValue<string>()), listening["token"]?.GetValue<string>());

    public Uri Url { get; }

    public string? Token { get; }

    public Process Process => _process;

    public static async Task<HttpProcess> StartAsync(string directory, params string[] arguments)
    {
        var process = BoardCommand.Start(directory, ["mcp", "--http", "0", "--json", .. arguments]);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience);
        return new HttpProcess(process, JsonNode.Parse(line ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync()))!);
    }

    public Task<McpClient> ConnectAsync(string? version = null) => HttpBoard.ConnectAsync(Url, Token!, version);

    /// <summary>Signals it; what it ends with, and what it said.</summary>
    public async Task<(int Code, string Out, string Error)> EndAsync(string signal)
    {
        Assert.Equal(0, (await TestKit.ProgramRun.Of("kill", $"-{signal}", $"{_process.Id}")).ExitCode);
        var (output, error) = (_process.StandardOutput.ReadToEndAsync(), _process.StandardError.ReadToEndAsync());
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return (_process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
