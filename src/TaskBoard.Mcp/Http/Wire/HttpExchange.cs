using System.Net;

namespace TaskBoard.Mcp.Http.Wire;

/// <summary>A request and its answer.</summary>
internal sealed class HttpExchange(RequestHead head, RequestReader reader, AnswerWriter writer, HttpLimits limits, Action admit, CancellationToken noMore)
{
    private bool _bodyIsRead;
    private bool _isBroken;

    /// <summary>The request.</summary>
    public RequestHead Head => head;

    /// <summary>Whether something of the answer is on its way, so that no other can be given.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether something of the request was not read, and may still come.</summary>
    public bool LeavesUnread => !_bodyIsRead;

    /// <summary>Whether the connection can take a further request: all of this one was read, and all of its answer written.</summary>
    public bool LeavesConnection => _bodyIsRead && HasBegun && !_isBroken && !Closes;

    private bool Closes => !_bodyIsRead || head.WantsClose || noMore.IsCancellationRequested;

    /// <summary>The caller has shown the token: its connection is not closed for that of another one.</summary>
    /// <exception cref="IOException">It was already.</exception>
    public void Admit() => admit();

    /// <summary>Reads the body of the request.</summary>
    /// <param name="share">Where it takes the bytes that it holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRefusal">It is too long, takes too long, or its length is not clear; or others hold too much.</exception>
    public async Task<ReadOnlyMemory<byte>> BodyAsync(BodyShare share, CancellationToken cancellationToken)
    {
        var length = BodyLength.Of(head, limits.BodyBytes);
        if (head["Expect"] is { } expected)
        {
            if (!expected.Equals("100-continue", StringComparison.OrdinalIgnoreCase))
            {
                throw new HttpRefusal(HttpStatusCode.ExpectationFailed, "All that may be expected is 100-continue.");
            }

            await writer.ContinueAsync(cancellationToken).ConfigureAwait(false);
        }

        var body = await reader.BodyAsync(length, share, cancellationToken).ConfigureAwait(false);
        _bodyIsRead = true;
        return body;
    }

    /// <summary>Answers that the request is not taken.</summary>
    public Task RefuseAsync(HttpRefusal refusal, CancellationToken cancellationToken) =>
        AnswerAsync(refusal.Status, RefusalText.Of(refusal), RefusalText.Headers(refusal), cancellationToken);

    /// <summary>Answers at once.</summary>
    public async Task AnswerAsync(HttpStatusCode status, ReadOnlyMemory<byte> body, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        (HasBegun, _isBroken) = (true, true);
        await writer.WriteAsync(status, Closes, body, headers, cancellationToken).ConfigureAwait(false);
        _isBroken = false;
    }

    /// <summary>Begins an answer that comes piece by piece; broken off unless <see cref="EndAsync"/> ends it.</summary>
    public Task BeginAsync(HttpStatusCode status, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellationToken)
    {
        (HasBegun, _isBroken) = (true, true);
        return writer.BeginAsync(status, Closes, headers, cancellationToken);
    }

    /// <summary>A piece of the answer.</summary>
    public Task PieceAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        bytes.IsEmpty ? Task.CompletedTask : writer.ChunkAsync(bytes, cancellationToken);

    /// <summary>The end of the answer.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await writer.ChunkAsync(default, cancellationToken).ConfigureAwait(false);
        _isBroken = false;
    }

    /// <summary>Does something for the caller, which is cancelled when the caller is gone.</summary>
    public async Task WhileThereAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(gone, done.Token);
        try
        {
            await work(gone.Token).ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(CancellationTokenSource gone, CancellationToken done)
    {
        if (await reader.GoneAsync(done).ConfigureAwait(false))
        {
            await gone.CancelAsync().ConfigureAwait(false);
        }
    }
}
