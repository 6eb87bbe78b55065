using TaskBoard.Rules;
using TaskBoard.Tests.Locking;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>What is asked on the thread that gives an answer is left to it, and done elsewhere where it does not come back.</summary>
public sealed class AnsweringThreadTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TurnAnswer Done = new(null, null);

    private readonly Lock _guard = new();
    private readonly SemaphoreSlim _begun = new(0);
    private readonly List<int> _threads = [];
    private readonly TurnQueue _queue;

    public AnsweringThreadTests() => _queue = new TurnQueue(
        (requests, _, _) =>
        {
            _threads.Add(Environment.CurrentManagedThreadId);
            return [.. requests.Select(_ => Done)];
        },
        new PatientProcesses(),
        Long);

    public void Dispose() => _begun.Dispose();

    [Fact]
    public void Work_is_left_to_the_thread_that_answers_until_it_comes_back()
    {
        var thread = new AnsweringThread(_guard, Begin);
        Assert.False(thread.TryLeave());
        Assert.False(thread.End());
        thread.Begin();
        Assert.True(thread.TryLeave());
        Assert.False(thread.TakeBack());
        Assert.True(thread.End());
        Assert.False(thread.End());
        Assert.False(thread.TryLeave());
    }

    [Fact]
    public void Whoever_else_asks_takes_it_back()
    {
        var thread = new AnsweringThread(_guard, Begin);
        thread.Begin();
        Assert.True(thread.TryLeave());
        Elsewhere(() =>
        {
            Assert.False(thread.TryLeave());
            Assert.True(thread.TakeBack());
            Assert.False(thread.TakeBack());
            Assert.False(thread.End());
        });
        Assert.False(thread.End());
    }

    [Fact]
    public async Task A_thread_that_does_not_come_back_is_not_waited_for_and_is_left_nothing_for_a_while()
    {
        var thread = new AnsweringThread(_guard, Begin);
        Elsewhere(() =>
        {
            lock (_guard)
            {
                thread.Begin();
                Assert.True(thread.TryLeave());
            }
        });
        Assert.True(await _begun.WaitAsync(Long));
        lock (_guard)
        {
            thread.Begin();
            Assert.Equal(1_000, Enumerable.Range(0, 5_000).TakeWhile(_ => !thread.TryLeave()).Count());
            Assert.True(thread.End());
        }
    }

    [Fact]
    public async Task A_caller_that_awaits_is_answered_on_one_thread()
    {
        await Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await _queue.EnqueueAsync(Request());
            }
        });

        // A thread may be held up for longer than is waited for it; not each time.
        Assert.InRange(_threads.Zip(_threads.Skip(1)).Count(pair => pair.First == pair.Second), 50, 99);
    }

    [Fact]
    public Task A_caller_that_blocks_where_it_was_answered_is_answered_all_the_same() => Task.Run(async () =>
    {
        for (var i = 0; i < 3; i++)
        {
            await _queue.EnqueueAsync(Request());
            Block(_queue.EnqueueAsync(Request()));
        }

        Block(_queue.CloseAsync());
    });

    [Fact]
    public Task Others_do_not_wait_for_a_caller_that_has_other_things_to_do() => Task.Run(async () =>
    {
        await _queue.EnqueueAsync(Request());
        var left = _queue.EnqueueAsync(Request());
        Elsewhere(() => Block(_queue.EnqueueAsync(Request())));
        Block(left);
    });

    private void Begin() => _begun.Release();

    private static void Block(Task task) => Assert.True(task.Wait(Long));

    private static TurnRequest Request() => new("agent", "", _ => new Decision { After = BoardContent.Empty, Tasks = [] });

    private static void Elsewhere(Action act)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(act));
        thread.Start();
        thread.Join();
        if (thrown is not null)
        {
            throw thrown;
        }
    }
}
