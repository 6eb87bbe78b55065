namespace TaskBoard.Mcp.Transport;

/// <summary>
/// Gives the messages of a client to a reader of lines, as much at once as there is room for (<see cref="RequestBudget"/>): 16 MiB of requests that are being answered, and
/// two messages of 4 MiB more, of which one is held back and one comes after it. A request without room is held back, and what is small goes past it: answers may come in
/// any order, and a cancellation has to come through. A cancelled request that is held back is dropped, since nobody waits for its answer. Only behind a second one without
/// room nothing is read until there is some, which is as soon as one of those that are being answered has been: none of them waits for anything that the client would have
/// to send, and none is lost. But the client has to take its answers meanwhile: one that sends more long requests than there is room for, and reads nothing before the last
/// is sent, waits for ever once its answers fill the stream. For one reader.
/// </summary>
/// <param name="lines">The messages.</param>
/// <param name="budget">The room.</param>
/// <param name="over">Told once that nothing more comes; something may still be held back then.</param>
/// <param name="atEnd">Told that all was given on; the reader learns it when this has ended.</param>
internal sealed class BoundedLines(LineReader lines, RequestBudget budget, Action over, Func<CancellationToken, Task> atEnd) : Stream
{
    private Task<IncomingMessage?>? _next;
    private IncomingMessage? _held;
    private ReadOnlyMemory<byte> _given;

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
        if (_given.IsEmpty)
        {
            if (await NextAsync(cancellationToken).ConfigureAwait(false) is not { } message)
            {
                await atEnd(cancellationToken).ConfigureAwait(false);
                return 0;
            }

            _given = message.Line;
        }

        var count = Math.Min(buffer.Length, _given.Length);
        _given[..count].CopyTo(buffer);
        _given = count == _given.Length ? default : _given[count..];
        return count;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    /// <summary>The message that is given on next; null: there is none any more.</summary>
    private async ValueTask<IncomingMessage?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked for before the room is looked at, so that none is given back unseen between.
            var room = budget.GivenBack;
            if (_held is { } held && HasRoom(held))
            {
                _held = null;
                return held;
            }

            // Of a console no read can be given up, so only waiting for it is: what it brings is there for whoever reads next.
            _next ??= lines.NextAsync();
            await (_held is null ? (Task)_next : Task.WhenAny(_next, room)).WaitAsync(cancellationToken).ConfigureAwait(false);
            if (!_next.IsCompleted)
            {
                continue;
            }

            var next = await _next.ConfigureAwait(false);
            if (next is null)
            {
                over();
            }

            if (_held is not null && next is null or { NeedsRoom: true })
            {
                await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            _next = null;
            if (next is null || HasRoom(next))
            {
                _held = next?.Cancelled is { } cancelled && cancelled == _held?.Request ? null : _held;
                return next;
            }

            _held = next;
        }
    }

    private bool HasRoom(IncomingMessage message) => !message.NeedsRoom || budget.TryTake(message.Request!, message.Line.Length);

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
