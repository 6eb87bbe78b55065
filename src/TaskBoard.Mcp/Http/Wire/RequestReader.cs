using System.Buffers;
using System.IO.Pipelines;
using System.Net;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>Reads requests from a connection, never more of them than they may hold.</summary>
internal sealed class RequestReader(PipeReader input, HttpLimits limits, TimeProvider clock)
{
    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>The next head; null: the caller is gone, or sent nothing in the time it has.</summary>
    /// <param name="idle">How long it may take until it begins.</param>
    /// <param name="noMore">Cancelled when no further request is wanted; one that has begun is read.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="HttpRefusal">It is too long, takes too long, or is none.</exception>
    public async Task<RequestHead?> HeadAsync(TimeSpan idle, CancellationToken noMore, CancellationToken cancellationToken)
    {
        if (!await BeginsAsync(idle, noMore, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        using var time = new CancellationTokenSource(limits.HeadTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(either.Token).ConfigureAwait(false);
                var end = EndOf(read.Buffer);
                if (end >= 0 && end <= limits.HeadBytes)
                {
                    var head = read.Buffer.Slice(0, end).ToArray();
                    input.AdvanceTo(read.Buffer.GetPosition(end + HeadEnd.Length));
                    return RequestHead.Parse(head);
                }

                if (read.Buffer.Length > limits.HeadBytes)
                {
                    input.AdvanceTo(read.Buffer.End);
                    throw new HttpRefusal(HttpStatusCode.RequestHeaderFieldsTooLarge, $"The head of a request may have {limits.HeadBytes} bytes.");
                }

                if (!IsText(read.Buffer.FirstSpan))
                {
                    input.AdvanceTo(read.Buffer.End);
                    throw new HttpRefusal(HttpStatusCode.BadRequest, "This is no request of HTTP/1.1 in plain text; this server speaks no TLS.");
                }

                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRefusal(HttpStatusCode.RequestTimeout, "The head of this request took too long.");
        }
    }

    /// <summary>The body of a request.</summary>
    /// <param name="length">Its length; null: it comes in chunks.</param>
    /// <param name="share">Where it takes the bytes that it holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRefusal">It is too long, takes too long, or cannot be read.</exception>
    /// <exception cref="IOException">The caller is gone.</exception>
    public async Task<ReadOnlyMemory<byte>> BodyAsync(int? length, BodyShare share, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(limits.BodyTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            var body = new RequestBody(input, limits.BodyBytes, share);
            await body.ReadAsync(length, either.Token).ConfigureAwait(false);
            return body.Bytes;
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new HttpRefusal(HttpStatusCode.RequestTimeout, "The body of this request took too long.");
        }
    }

    /// <summary>
    /// Comes back when the caller has closed the connection. What it sends before its answer is kept for the next request; one that sends more than a head holds cannot be
    /// watched any longer, and counts as gone.
    /// </summary>
    /// <returns>Whether it is gone; not, when it was cancelled before.</returns>
    public async Task<bool> GoneAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
                input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.IsCompleted || read.Buffer.Length > limits.HeadBytes)
                {
                    return true;
                }
            }
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            // What came early was looked at, and would not be given again before more of it comes.
            input.CancelPendingRead();
            var early = await input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            input.AdvanceTo(early.Buffer.Start);
            return false;
        }
    }

    /// <summary>Throws away what comes, for a while.</summary>
    public async Task PassOverAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task<bool> BeginsAsync(TimeSpan idle, CancellationToken noMore, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(idle, clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(time.Token, noMore, cancellationToken);
        try
        {
            while (true)
            {
                var read = await input.ReadAsync(any.Token).ConfigureAwait(false);
                var begin = BehindEmptyLines(read.Buffer);
                var rest = read.Buffer.Slice(begin);
                if (read.IsCompleted || !(rest.IsEmpty || (rest.Length == 1 && rest.FirstSpan[0] == '\r')))
                {
                    input.AdvanceTo(begin);
                    return !rest.IsEmpty;
                }

                input.AdvanceTo(begin, read.Buffer.End);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Some callers end a body with an empty line that does not belong to it (RFC 9112, section 2.2).</summary>
    private static SequencePosition BehindEmptyLines(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        while (reader.IsNext("\r\n"u8, advancePast: true))
        {
        }

        return reader.Position;
    }

    private static long EndOf(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        return reader.TryReadTo(out ReadOnlySequence<byte> before, HeadEnd) ? before.Length : -1;
    }

    // A method begins with a letter; what TLS begins with is none.
    private static bool IsText(ReadOnlySpan<byte> begin) => begin.IsEmpty || char.IsAsciiLetter((char)begin[0]);
}
