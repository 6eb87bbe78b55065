using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Mcp.Tests.Transport;

/// <summary>A server on streams ends when it is told to, though its client's stream stays open.</summary>
public sealed class EndTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_console_that_nobody_types_on_does_not_keep_it()
    {
        using var end = new CancellationTokenSource();
        using var input = new SilentConsole();
        using var output = new MemoryStream();
        var running = BoardMcpServer.RunAsync(input, output, new BoardMcpOptions { FindBoard = () => _directory.Path }, TextWriter.Null, end.Token);
        await input.IsRead.WaitAsync(TimeSpan.FromSeconds(30));
        await end.CancelAsync();
        Assert.IsNotType<TimeoutException>(await Record.ExceptionAsync(() => running.WaitAsync(TimeSpan.FromSeconds(30))));
        Assert.False(running.IsFaulted, running.Exception?.ToString());
    }

    [Fact]
    public async Task What_was_asked_before_the_end_of_the_stream_is_done_and_answered()
    {
        await File.WriteAllTextAsync(_directory["tasks.json"], "[]");
        var lines = new[]
        {
            RawServer.Initialize,
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            RawServer.Call(1, "plan_tasks", """{"tasks":[{"key":"a","title":"A","assigned_to":"somebody"}]}"""),
            RawServer.Call(2, "board_status", """{"wait_seconds":60,"since_revision":1000}"""),
        };
        var answers = await RawServer.AnswersAsync(_directory.Path, TextWriter.Null, 0, lines.Select(System.Text.Encoding.UTF8.GetBytes));
        Assert.Equal(["\"begin\"", "1", "2"], answers.Where(a => a["id"] is not null).Select(a => a["id"]!.ToJsonString()).Order());
        Assert.Contains("\"A\"", await File.ReadAllTextAsync(_directory["tasks.json"]), StringComparison.Ordinal);
    }

    /// <summary>A stream whose reads cannot be given up, like those of a console.</summary>
    private sealed class SilentConsole : Stream
    {
        private readonly TaskCompletionSource _read = new();

        public Task IsRead => _read.Task;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _read.TrySetResult();
            return await new TaskCompletionSource<int>().Task;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
