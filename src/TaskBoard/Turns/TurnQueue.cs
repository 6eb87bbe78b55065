namespace TaskBoard.Turns;

/// <summary>
/// Calls made at once in one process queue in order and share a turn: one lock, one transaction, one exchange and its flushes for all of them.
/// Safe for use by many threads.
/// </summary>
/// <param name="run">Takes a turn for these requests.</param>
internal sealed class TurnQueue(Func<IReadOnlyList<TurnRequest>, CancellationToken, IReadOnlyList<TurnAnswer>> run)
{
    private const int RequestsPerTurn = 64;

    private readonly Lock _guard = new();
    private readonly Queue<Waiting> _waiting = new();
    private Task _worker = Task.CompletedTask;
    private bool _running;
    private bool _closed;

    /// <summary>Queues a request; the answer comes when its turn is over.</summary>
    public Task<TurnAnswer> EnqueueAsync(TurnRequest request)
    {
        var waiting = new Waiting(request);
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(Board));
            _waiting.Enqueue(waiting);
            if (!_running)
            {
                _running = true;
                _worker = Task.Run(Work);
            }
        }

        return waiting.Answer.Task;
    }

    /// <summary>Lets what is queued finish, and takes nothing more.</summary>
    public Task CloseAsync()
    {
        lock (_guard)
        {
            _closed = true;
            return _worker;
        }
    }

    private void Work()
    {
        while (Take() is { Count: > 0 } batch)
        {
            Answer(batch);
        }
    }

    private List<Waiting> Take()
    {
        lock (_guard)
        {
            var batch = new List<Waiting>();
            while (batch.Count < RequestsPerTurn && _waiting.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            _running = batch.Count > 0;
            return batch;
        }
    }

    private void Answer(List<Waiting> batch)
    {
        // Waiting for the turn is given up when the last caller has given up.
        using var everybodyLeft = new CancellationTokenSource();
        var interested = batch.Count;
        var registrations = batch.ConvertAll(w => w.Request.CancellationToken.Register(() =>
        {
            if (Interlocked.Decrement(ref interested) == 0)
            {
                everybodyLeft.Cancel();
            }
        }));
        try
        {
            var answers = run(batch.ConvertAll(w => w.Request), everybodyLeft.Token);
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer.SetResult(answers[i]);
            }
        }
        catch (Exception e)
        {
            batch.ForEach(w => w.Answer.TrySetException(e));
        }
        finally
        {
            registrations.ForEach(r => r.Dispose());
        }
    }

    private sealed record Waiting(TurnRequest Request)
    {
        public TaskCompletionSource<TurnAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
