namespace TaskBoard.Turns;

/// <summary>
/// The thread that gives an answer goes on with what the caller does with it, and comes back. What is asked meanwhile on that very thread is left to it: most callers
/// await the next answer, which brings the thread back at once, and waking another one for each would cost a quarter of a change. Where it does not come back, since the
/// caller blocks it or has other things to do, the work is begun elsewhere: as soon as anybody else asks, and after a moment in any case.
/// </summary>
/// <param name="guard">Held by whoever calls.</param>
/// <param name="begin">Begins the work on another thread.</param>
internal sealed class AnsweringThread(Lock guard, Action begin)
{
    /// <summary>After one to two of these, a thread that did not come back is not waited for.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(10);

    /// <summary>How often nothing is left to a thread after one did not come back: who blocks once does so again.</summary>
    private const int LessonOf = 1_000;

    private bool _isWatched;
    private int _thread;
    private bool _isLeft;
    private long _times, _timesSeen;
    private int _wary;

    /// <summary>This thread is about to give an answer, after which it has nothing to do.</summary>
    public void Begin() => (_thread, _isLeft) = (Environment.CurrentManagedThreadId, false);

    /// <summary>Whether work was left to this thread, which has given its answer: then it is to do it.</summary>
    public bool End()
    {
        if (_thread != Environment.CurrentManagedThreadId)
        {
            return false;
        }

        var isLeft = _isLeft;
        (_thread, _isLeft) = (0, false);
        return isLeft;
    }

    /// <summary>Leaves work to this thread, if it is the one that gives an answer.</summary>
    public bool TryLeave()
    {
        if (_thread != Environment.CurrentManagedThreadId || (_wary > 0 && _wary-- > 0))
        {
            return false;
        }

        _isLeft = true;
        _times++;
        if (!_isWatched)
        {
            _isWatched = true;

            // Whoever happens to ask first: what its calls carry with them is not for this.
            using var alone = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
            _ = WatchAsync();
        }

        return true;
    }

    /// <summary>Takes work back that was left to another thread; answers whether it is to be begun now.</summary>
    public bool TakeBack()
    {
        var isOthers = _isLeft && _thread != Environment.CurrentManagedThreadId;
        _isLeft &= !isOthers;
        return isOthers;
    }

    /// <summary>Looks again and again, as long as work is left to threads.</summary>
    private async Task WatchAsync()
    {
        do
        {
            await Task.Delay(s_moment).ConfigureAwait(false);
        }
        while (GoesOn());
    }

    private bool GoesOn()
    {
        lock (guard)
        {
            if (_times != _timesSeen)
            {
                _timesSeen = _times;
                return true;
            }

            _isWatched = false;
            if (_isLeft)
            {
                (_isLeft, _wary) = (false, LessonOf);
                begin();
            }

            return false;
        }
    }
}
