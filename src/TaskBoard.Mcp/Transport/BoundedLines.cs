using System.Buffers;

namespace TaskBoard.Mcp.Transport;

/// <summary>
/// Gives a reader whole lines of a stream, and throws away those that are no messages (<see cref="MessageCheck"/>), and those that are too long: of them only the id is
/// looked for (<see cref="IdScan"/>), so that a client gets an answer, however long what it sent. Memory is bounded by the limit. For one reader.
/// </summary>
/// <param name="input">The stream.</param>
/// <param name="limit">The longest line in bytes.</param>
/// <param name="check">What is wrong with a line; null: nothing, and it is given on.</param>
/// <param name="refuse">Told of each line that is thrown away.</param>
/// <param name="atEnd">Told that nothing more will come; the reader learns it when this has ended.</param>
internal sealed class BoundedLines(
    Stream input, int limit, Func<ReadOnlyMemory<byte>, MessageFault?> check, Action<MessageFault> refuse, Func<CancellationToken, Task> atEnd) : Stream
{
    private const byte End = (byte)'\n';
    private const int Chunk = 64 * 1024;

    private readonly byte[] _read = new byte[Chunk];
    private readonly ArrayBufferWriter<byte> _line = new(Chunk);
    private Task<int>? _reading;
    private ReadOnlyMemory<byte> _unread;
    private int _given;
    private bool _lineIsWhole;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_lineIsWhole && !await NextLineAsync(cancellationToken).ConfigureAwait(false))
        {
            await atEnd(cancellationToken).ConfigureAwait(false);
            return 0;
        }

        var count = Math.Min(buffer.Length, _line.WrittenCount - _given);
        _line.WrittenSpan.Slice(_given, count).CopyTo(buffer.Span);
        _given += count;
        if (_given == _line.WrittenCount)
        {
            _lineIsWhole = false;
            _line.ResetWrittenCount();
        }

        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <summary>Reads a line that is short enough, with its end; false: the stream is at its end.</summary>
    private async ValueTask<bool> NextLineAsync(CancellationToken cancellationToken)
    {
        _given = 0;
        while (true)
        {
            if (_unread.IsEmpty)
            {
                var count = await ReadAsync(cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    // A last line without an end is one as well.
                    return _lineIsWhole = IsMessage();
                }

                _unread = _read.AsMemory(0, count);
            }

            var end = _unread.Span.IndexOf(End);
            var part = end < 0 ? _unread : _unread[..(end + 1)];
            if (_line.WrittenCount + part.Length > limit)
            {
                await PassOverAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            _line.Write(part.Span);
            _unread = _unread[part.Length..];
            if (end >= 0 && IsMessage())
            {
                return _lineIsWhole = true;
            }
        }
    }

    /// <summary>Reads what comes next. Of a console no read can be given up, so only waiting for it is: what it brings is there for whoever reads next.</summary>
    private async ValueTask<int> ReadAsync(CancellationToken cancellationToken)
    {
        _reading ??= input.ReadAsync(_read, CancellationToken.None).AsTask();
        var count = await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        _reading = null;
        return count;
    }

    /// <summary>Whether the line is to be given on; what is not is forgotten.</summary>
    private bool IsMessage()
    {
        var line = _line.WrittenMemory;
        if (!line.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            if (check(line) is not { } fault)
            {
                return true;
            }

            refuse(fault);
        }

        _line.ResetWrittenCount();
        return false;
    }

    /// <summary>Reads to the end of a line that is too long, and tells of it.</summary>
    private async ValueTask PassOverAsync(CancellationToken cancellationToken)
    {
        var scan = new IdScan();
        scan.Take(_line.WrittenSpan);
        long length = _line.WrittenCount;
        _line.Clear();
        while (true)
        {
            if (_unread.IsEmpty)
            {
                var count = await ReadAsync(cancellationToken).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                _unread = _read.AsMemory(0, count);
            }

            var end = _unread.Span.IndexOf(End);
            var part = end < 0 ? _unread : _unread[..end];
            scan.Take(part.Span);
            length += part.Length;
            _unread = end < 0 ? default : _unread[(end + 1)..];
            if (end >= 0)
            {
                break;
            }
        }

        refuse(new MessageFault(
            MessageFault.NoRequest,
            $"This message has {length} bytes, and {limit} are the most: nothing was done. Send less at once; long texts belong into files that tasks name.",
            scan.Id));
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
