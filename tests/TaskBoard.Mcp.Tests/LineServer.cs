using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskBoard.Mcp.Tests;

/// <summary>A server in this process that is talked to line by line.</summary>
internal sealed class LineServer : IAsyncDisposable
{
    private readonly Pipe _up = new();
    private readonly Pipe _down = new();
    private readonly CancellationTokenSource _patience = new(TimeSpan.FromSeconds(60));
    private readonly StreamReader _answers;
    private readonly Task _server;

    public LineServer(string directory)
    {
        _answers = new StreamReader(_down.Reader.AsStream());
        _server = BoardMcpServer.RunAsync(
            _up.Reader.AsStream(), _down.Writer.AsStream(), new BoardMcpOptions { FindBoard = () => directory, Agent = "tester" }, TextWriter.Null, _patience.Token);
    }

    public async Task SendAsync(string line) => await _up.Writer.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), _patience.Token);

    public async Task<JsonNode> ReadAsync() => JsonNode.Parse(await ReadLineAsync())!;

    public async Task<string> ReadLineAsync() => (await _answers.ReadLineAsync(_patience.Token))!;

    /// <summary>The answer to a request; what is told meanwhile is passed over.</summary>
    public async Task<JsonNode> AnswerAsync(int id)
    {
        while (true)
        {
            if (await ReadAsync() is var message && message["id"]?.GetValue<int>() == id)
            {
                return message;
            }
        }
    }

    /// <summary>The client goes away; comes back when the server has ended.</summary>
    public async Task EndAsync()
    {
        await _up.Writer.CompleteAsync();
        await _server.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _up.Writer.CompleteAsync();
        await _down.Reader.CompleteAsync();
        await _server.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _answers.Dispose();
        _patience.Dispose();
    }
}
