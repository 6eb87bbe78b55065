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
