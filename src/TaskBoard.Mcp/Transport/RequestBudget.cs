namespace TaskBoard.Mcp.Transport;

/// <summary>
/// What requests may hold together that were given on and are not answered yet: a message takes many times its bytes once it is read. One of at most
/// <see cref="SmallBytes"/> needs no room. Any other takes its bytes before it is given on, and gives them back when whoever serves it has ended, be it with an
/// answer or because it was cancelled; where the SDK refused it before anybody served it, when that answer went out. So whatever a client sends at once, the server
/// needs a few times <see cref="AllBytes"/> for what is long; how many short ones wait is the client's affair. Safe for use by many threads.
/// </summary>
internal sealed class RequestBudget
{
    /// <summary>The longest request that counts for nothing, in bytes: 4 KiB.</summary>
    public const int SmallBytes = 4 * 1024;

    /// <summary>What the others may hold together, in bytes: 16 MiB, which is four of the longest.</summary>
    public const int AllBytes = 4 * BoardMcpServer.MaxMessageBytes;

    private readonly Lock _guard = new();
    private readonly Dictionary<string, int> _notBegun = new(StringComparer.Ordinal);
    private TaskCompletionSource _givenBack = NewSignal();
    private long _taken;
    private long _left;

    /// <summary>Completes when room is given back the next time.</summary>
    public Task GivenBack
    {
        get
        {
            lock (_guard)
            {
                return _givenBack.Task;
            }
        }
    }

    /// <summary>Takes room for a request; false: there is not enough, or one of this id takes room already that nobody has begun to serve.</summary>
    public bool TryTake(string request, int bytes)
    {
        lock (_guard)
        {
            if (_taken + bytes > AllBytes || !_notBegun.TryAdd(request, bytes))
            {
                return false;
            }

            _taken += bytes;
            return true;
        }
    }

    /// <summary>A request is being served from now on; what it takes is given back when the result is disposed. Null: it takes nothing.</summary>
    public IDisposable? Begin(string request)
    {
        lock (_guard)
        {
            return _notBegun.Remove(request, out var bytes) ? new Share(this, bytes) : null;
        }
    }

    /// <summary>A request was answered, perhaps before anybody served it.</summary>
    public void Answered(string request) => Begin(request)?.Dispose();

    private void GiveBack(int bytes)
    {
        TaskCompletionSource waited;
        bool muchIsLeft;
        lock (_guard)
        {
            _taken -= bytes;
            _left += bytes;
            muchIsLeft = _left >= AllBytes / 2;
            _left = muchIsLeft ? 0 : _left;
            (waited, _givenBack) = (_givenBack, NewSignal());
        }

        if (muchIsLeft)
        {
            // What is over is garbage, and where a machine has much memory the runtime lets it lie: 60 messages of 3.5 MB took 530 MB so.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        }

        waited.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Share(RequestBudget budget, int bytes) : IDisposable
    {
        private int _isGivenBack;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
            {
                budget.GiveBack(bytes);
            }
        }
    }
}
