using System.Buffers;
using System.Net;
using TaskBoard.Mcp.Http.Wire;

namespace TaskBoard.Mcp.Http;

/// <summary>The answer as the SDK writes it: events, each sent when it is flushed. The head goes before the first.</summary>
internal sealed class AnswerStream(HttpExchange exchange) : Stream
{
    private static readonly (string, string)[] s_headers = [("Content-Type", "text/event-stream")];

    private readonly ArrayBufferWriter<byte> _begun = new();

    /// <summary>The status, as long as nothing was sent.</summary>
    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _begun.Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _begun.Write(buffer);

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        _begun.Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _begun.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (!exchange.HasBegun)
        {
            await exchange.BeginAsync(Status, s_headers, cancellationToken).ConfigureAwait(false);
        }

        await exchange.PieceAsync(_begun.WrittenMemory, cancellationToken).ConfigureAwait(false);
        _begun.Clear();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        // Only ever flushed asynchronously; what is left is sent with the end.
    }

    /// <summary>The answer is whole.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await exchange.EndAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
