using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// A request in the queue of its process. Until it is being decided its caller may leave, and is answered at once; from then on the caller is
/// answered what came of it. Safe for use by many threads.
/// </summary>
internal sealed class QueuedRequest
{
    // What goes on when it is answered may run at once, on the thread that answers: whoever answers chooses.
    private readonly TaskCompletionSource<TurnAnswer> _answer = new();
    private readonly TurnRequest _asked;
    private readonly CancellationTokenRegistration _leaving;
    private int _stage;

    /// <param name="asked">What is asked.</param>
    /// <param name="since">When it was asked, by the clock that never jumps.</param>
    public QueuedRequest(TurnRequest asked, TimeSpan since)
    {
        (_asked, Since) = (asked, since);
        Request = asked with { Operation = Decide };
        _leaving = asked.CancellationToken.Register(Leave);
    }

    /// <summary>The request for a turn; deciding it ends the time in which its caller may leave.</summary>
    public TurnRequest Request { get; }

    /// <summary>When it was asked.</summary>
    public TimeSpan Since { get; }

    /// <summary>Whether it waits to be decided: its caller has not left, and no turn has come to it.</summary>
    public bool IsWaiting => Volatile.Read(ref _stage) == Stage.Waiting;

    /// <summary>What the caller waits for.</summary>
    public Task<TurnAnswer> Answer => _answer.Task;

    /// <summary>Answers the caller, if it has not left. What it does with the answer runs elsewhere.</summary>
    public void Finish(TurnAnswer answer) => Elsewhere(() => FinishHere(answer));

    /// <summary>
    /// Answers the caller, if it has not left, and goes on with what it does with the answer: only for a thread that has nothing else to do, and holds
    /// nothing that anybody waits for. Saves the way to another thread.
    /// </summary>
    public void FinishHere(TurnAnswer answer)
    {
        _leaving.Unregister();
        _answer.TrySetResult(answer);
    }

    /// <summary>Answers the caller, if it has not left, that the turn failed.</summary>
    public void Fail(Exception reason)
    {
        _asked.TakeBack?.Invoke();
        _leaving.Unregister();
        Elsewhere(() => _answer.TrySetException(reason));
    }

    private Decision Decide(BoardView view) => Reach(Stage.Deciding)
        ? _asked.Operation(view)
        : throw new OperationCanceledException(_asked.CancellationToken);

    private void Leave()
    {
        if (Reach(Stage.Left))
        {
            Elsewhere(() => _answer.TrySetCanceled(_asked.CancellationToken));
        }
    }

    private static void Elsewhere(Action answer) => ThreadPool.UnsafeQueueUserWorkItem(static a => a(), answer, preferLocal: true);

    private bool Reach(int stage) => Interlocked.CompareExchange(ref _stage, stage, Stage.Waiting) == Stage.Waiting;

    private static class Stage
    {
        public const int Waiting = 0;
        public const int Deciding = 1;
        public const int Left = 2;
    }
}
