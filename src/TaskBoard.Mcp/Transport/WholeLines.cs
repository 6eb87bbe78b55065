namespace TaskBoard.Mcp.Transport;

/// <summary>
/// Passes on what is written to it line by line, so that lines of different writers never mix. Safe for use by many threads, as far as each writer writes its own
/// line without others between.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="written">Told of each line that one of the writers wrote.</param>
internal sealed class WholeLines(Stream output, Action<ReadOnlySpan<byte>> written) : Stream
{
    private const byte End = (byte)'\n';

    private readonly Lock _guard = new();
    private readonly MemoryStream _begun = new();

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

    /// <summary>Writes a line of one's own, between those of the others.</summary>
    public void WriteLine(string line)
    {
        lock (_guard)
        {
            output.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            output.Flush();
        }
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_guard)
        {
            _begun.Write(buffer);
            if (buffer.IsEmpty || buffer[^1] != End)
            {
                return;
            }

            var line = _begun.GetBuffer().AsSpan(0, (int)_begun.Length);
            output.Write(line);
            output.Flush();
            written(line);
            _begun.SetLength(0);
            if (_begun.Capacity > 1 << 20)
            {
                _begun.Capacity = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
