using TaskBoard.Locking;

namespace TaskBoard.Turns;

/// <summary>
/// Calls made at once in one process queue in order and share a turn: one lock, one transaction, one exchange and its flushes for all of them.
/// Each waits for the lock as long as the options say, counted from when it was asked. Safe for use by many threads.
/// </summary>
/// <remarks>
/// A caller who asks again as soon as it is answered goes on where its answer was given, so the thread that answers waits for what it asks next instead of waking another
/// one (<see cref="AnsweringThread"/>).
/// </remarks>
internal sealed class TurnQueue
{
    private const int RequestsPerTurn = 64;

    private readonly Func<IReadOnlyList<TurnRequest>, TimeSpan, CancellationToken, IReadOnlyList<TurnAnswer>> _run;
    private readonly IProcesses _processes;
    private readonly TimeSpan _patience;
    private readonly Lock _guard = new();
    private readonly AnsweringThread _answering;
    private Queue<QueuedRequest> _waiting = new();
    private TaskCompletionSource? _working;
    private bool _closed;

    /// <param name="run">Takes a turn for these requests, of which the first was asked at this time.</param>
    /// <param name="processes">The clock that never jumps.</param>
    /// <param name="patience">How long a caller waits for the lock.</param>
    public TurnQueue(Func<IReadOnlyList<TurnRequest>, TimeSpan, CancellationToken, IReadOnlyList<TurnAnswer>> run, IProcesses processes, TimeSpan patience)
    {
        (_run, _processes, _patience) = (run, processes, patience);
        _answering = new AnsweringThread(_guard, BeginWork);
    }

    /// <summary>Queues a request; the answer comes when its turn is over, or at once when it is cancelled before it is decided.</summary>
    public Task<TurnAnswer> EnqueueAsync(TurnRequest request)
    {
        lock (_guard)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(Board));
            var waiting = new QueuedRequest(request, _processes.SinceBoot);
            _waiting.Enqueue(waiting);
            if (_working is null)
            {
                _working = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                if (!_answering.TryLeave())
                {
                    BeginWork();
                }
            }
            else if (_answering.TakeBack())
            {
                BeginWork();
            }

            return waiting.Answer;
        }
    }

    /// <summary>Lets what is queued finish, and takes nothing more.</summary>
    public Task CloseAsync()
    {
        lock (_guard)
        {
            _closed = true;
            return _working?.Task ?? Task.CompletedTask;
        }
    }

    private void BeginWork() => ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Work(), this, preferLocal: true);

    private void Work()
    {
        while (Take() is { Count: > 0 } batch)
        {
            if (Answer(batch) is { } last)
            {
                last();
                if (!HasMore())
                {
                    return;
                }
            }
        }
    }

    private bool HasMore()
    {
        lock (_guard)
        {
            return _answering.End();
        }
    }

    private void Rest()
    {
        _working!.SetResult();
        _working = null;
    }

    /// <summary>Whether nobody waits any more: then this is the end of the work, and who asks next begins it anew.</summary>
    private bool IsOver()
    {
        lock (_guard)
        {
            if (_waiting.Count > 0)
            {
                return false;
            }

            Rest();
            _answering.Begin();
            return true;
        }
    }

    private List<QueuedRequest> Take()
    {
        lock (_guard)
        {
            var batch = new List<QueuedRequest>();
            while (batch.Count < RequestsPerTurn && _waiting.TryDequeue(out var next))
            {
                if (next.IsWaiting)
                {
                    batch.Add(next);
                }
            }

            if (batch.Count == 0)
            {
                Rest();
            }

            return batch;
        }
    }

    /// <summary>Takes a turn and answers. Where it was a single request, and none waits, the answer itself is left to be given, after which nothing is to be done.</summary>
    private Action? Answer(List<QueuedRequest> batch)
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
            var answers = _run(batch.ConvertAll(w => w.Request), batch.Min(w => w.Since), everybodyLeft.Token);
            if (batch.Count == 1 && IsOver())
            {
                return () => batch[0].FinishHere(answers[0]);
            }

            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Finish(answers[i]);
            }
        }
        catch (BoardLockedException e)
        {
            Refuse(batch, e);
        }
        catch (Exception e)
        {
            batch.ForEach(w => w.Fail(e));
        }
        finally
        {
            registrations.ForEach(r => r.Dispose());
        }

        return null;
    }

    /// <summary>
    /// The turn was waited for until the time of the first one was over. Those who came later have time left, and are the first in the next
    /// turn. With each try the time of at least one is over, so this ends. Where nobody's is, it was not the waiting that failed.
    /// </summary>
    private void Refuse(List<QueuedRequest> batch, BoardLockedException refusal)
    {
        var now = _processes.SinceBoot;
        var later = batch.FindAll(w => w.IsWaiting && now - w.Since < _patience);
        if (later.Count == batch.Count)
        {
            later.Clear();
        }

        batch.Except(later).ToList().ForEach(w => w.Fail(refusal));
        lock (_guard)
        {
            _waiting = new Queue<QueuedRequest>(later.Concat(_waiting));
        }
    }
}
