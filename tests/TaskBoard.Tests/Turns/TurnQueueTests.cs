using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.Rules;
using TaskBoard.Tests.Locking;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>Each caller in the queue waits as long as it wants to, whatever the others do.</summary>
public sealed class TurnQueueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TurnAnswer Done = new(null, null);

    private readonly List<string> _decided = [];
    private readonly PatientProcesses _processes = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly SemaphoreSlim _came = new(0);
    private readonly SemaphoreSlim _go = new(0);

    public void Dispose()
    {
        _leaving.Dispose();
        _came.Dispose();
        _go.Dispose();
    }

    [Fact]
    public async Task Who_leaves_the_queue_behind_a_turn_is_answered_at_once_and_not_decided()
    {
        var queue = Queue();
        var first = queue.EnqueueAsync(Request("first"));
        await _came.WaitAsync();
        var second = queue.EnqueueAsync(Request("second", _leaving.Token));
        await _leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        _go.Release();
        await first;
        await queue.CloseAsync();
        Assert.Equal(["first"], _decided);
    }

    [Fact]
    public async Task Who_leaves_a_turn_that_others_wait_for_too_is_answered_at_once_and_not_decided()
    {
        var queue = Queue();
        var zero = queue.EnqueueAsync(Request("zero"));
        await _came.WaitAsync();
        var first = queue.EnqueueAsync(Request("first"));
        var second = queue.EnqueueAsync(Request("second", _leaving.Token));
        _go.Release();
        await zero;
        await _came.WaitAsync();
        await _leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(first.IsCompleted);
        _go.Release();
        await first;
        Assert.Equal(["zero", "first"], _decided);
    }

    [Fact]
    public async Task Who_leaves_while_being_decided_is_answered_what_came_of_it()
    {
        var queue = Queue();
        var asked = queue.EnqueueAsync(Request("first", _leaving.Token) with
        {
            Operation = view =>
            {
                _leaving.Cancel();
                return Nothing(view);
            },
        });
        _go.Release();
        Assert.Same(Done, await asked);
    }

    [Fact]
    public async Task A_turn_that_was_not_obtained_is_refused_to_those_whose_time_is_over_and_tried_again_for_the_others()
    {
        var waits = new List<TimeSpan>();
        var queue = new TurnQueue(
            (requests, since, _) =>
            {
                _came.Release();
                _go.Wait(CancellationToken.None);
                waits.Add(_processes.SinceBoot - since);
                _processes.Pause(Patience - waits[^1]);
                throw LockMessages.NeverFree(new BoardPaths("/board"), Patience);
            },
            _processes,
            Patience);
        var start = _processes.SinceBoot;
        var zero = queue.EnqueueAsync(Request("zero"));
        await _came.WaitAsync();
        var first = queue.EnqueueAsync(Request("first"));
        _processes.Pause(TimeSpan.FromSeconds(4));
        var second = queue.EnqueueAsync(Request("second"));
        _go.Release(3);
        await Assert.ThrowsAsync<BoardLockedException>(() => zero);
        await Assert.ThrowsAsync<BoardLockedException>(() => first);
        await Assert.ThrowsAsync<BoardLockedException>(() => second);

        // The first had waited its whole time when its turn came, and is only tried; the second gets the four seconds that it has left.
        Assert.Equal([4.0, 10.0, 6.0], waits.Select(w => w.TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(14), _processes.SinceBoot - start);
    }

    [Fact]
    public async Task A_refusal_before_anybodys_time_is_over_is_everybodys()
    {
        var tries = 0;
        var queue = new TurnQueue(
            (_, _, _) =>
            {
                tries++;
                throw LockMessages.NeverFree(new BoardPaths("/board"), Patience);
            },
            _processes,
            Patience);
        await Assert.ThrowsAsync<BoardLockedException>(() => queue.EnqueueAsync(Request("first")));
        await queue.CloseAsync();
        Assert.Equal(1, tries);
    }

    /// <summary>A queue whose turns say that they came, wait until they may go on, and then decide.</summary>
    private TurnQueue Queue() => new(
        (requests, _, _) =>
        {
            _came.Release();
            _go.Wait(CancellationToken.None);
            return [.. requests.Select(Decide)];
        },
        _processes,
        Patience);

    private static TurnAnswer Decide(TurnRequest request)
    {
        try
        {
            request.Operation(null!);
            return Done;
        }
        catch (OperationCanceledException e)
        {
            return new TurnAnswer(null, e);
        }
    }

    private TurnRequest Request(string name, CancellationToken cancellationToken = default) => new(
        name,
        "",
        view =>
        {
            _decided.Add(name);
            return Nothing(view);
        },
        cancellationToken);

    private static Decision Nothing(BoardView view) => new() { After = BoardContent.Empty, Tasks = [] };
}
