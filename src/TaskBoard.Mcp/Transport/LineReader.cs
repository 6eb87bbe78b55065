using System.Buffers;

namespace TaskBoard.Mcp.Transport;

/// <summary>
/// Reads messages of a stream, one a line, and throws away what is none (<see cref="MessageCheck"/>) and what is too long: of that only the id is looked for
/// (<see cref="IdScan"/>), so that a client gets an answer, however long what it sent. Memory is bounded by the limit. For one reader.
/// </summary>
/// <param name="input">The stream.</param>
/// <param name="limit">The longest line in bytes.</param>
/// <param name="accept">Told of each message.</param>
/// <param name="refuse">Told of each line that is thrown away.</param>
internal sealed class LineReader(Stream input, int limit, Action<IncomingMessage> accept, Action<MessageFault> refuse)
{
    private const byte End = (byte)'\n';
    private const int Chunk = 64 * 1024;

    private readonly byte[] _read = new byte[Chunk];
    private readonly ArrayBufferWriter<byte> _line = new(Chunk);
    private ReadOnlyMemory<byte> _unread;

    /// <summary>The next message, with the end of its line; null: the stream is at its end.</summary>
    public async Task<IncomingMessage?> NextAsync()
    {
        while (true)
        {
            if (_unread.IsEmpty && !await ReadAsync().ConfigureAwait(false))
            {
                // A last line without an end is one as well.
                return Message();
            }

            var end = _unread.Span.IndexOf(End);
            var part = end < 0 ? _unread : _unread[..(end + 1)];
            if (_line.WrittenCount + part.Length > limit)
            {
                await PassOverAsync().ConfigureAwait(false);
                continue;
            }

            _line.Write(part.Span);
            _unread = _unread[part.Length..];
            if (end >= 0 && Message() is { } message)
            {
                return message;
            }
        }
    }

    /// <summary>Reads what comes next; false: nothing does.</summary>
    private async ValueTask<bool> ReadAsync()
    {
        _unread = _read.AsMemory(0, await input.ReadAsync(_read, CancellationToken.None).ConfigureAwait(false));
        return !_unread.IsEmpty;
    }

    /// <summary>The message that the line is; null: it is none, and was told of.</summary>
    private IncomingMessage? Message()
    {
        IncomingMessage? message = null;
        if (!_line.WrittenSpan.Trim(" \t\r\n"u8).IsEmpty)
        {
            var line = _line.WrittenSpan.ToArray();
            if ((MessageCheck.Of(line, json => message = IncomingMessage.Of(json, line)) ?? MessageCheck.OfLong(message!)) is { } fault)
            {
                message = null;
                refuse(fault);
            }
            else
            {
                accept(message!);
            }
        }

        _line.ResetWrittenCount();
        return message;
    }

    /// <summary>Reads to the end of a line that is too long, and tells of it.</summary>
    private async ValueTask PassOverAsync()
    {
        var scan = new IdScan();
        scan.Take(_line.WrittenSpan);
        long length = _line.WrittenCount;
        _line.Clear();
        while (!_unread.IsEmpty || await ReadAsync().ConfigureAwait(false))
        {
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
}
