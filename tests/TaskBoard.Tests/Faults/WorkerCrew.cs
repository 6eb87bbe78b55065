using System.Globalization;
using System.Threading.Channels;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Faults;

/// <summary>Real worker processes at one board, each with a log of what it was answered; a dead one can be succeeded by another under its name.</summary>
internal sealed class WorkerCrew(string board, string logs, params string[] options) : IDisposable
{
    private readonly Dictionary<string, WorkerProcess> _workers = [];
    private readonly List<Thread> _readers = [];
    private readonly Channel<(string Agent, string Line)> _lines = Channel.CreateUnbounded<(string, string)>();
    private int _running;

    /// <summary>Workers <c>worker-0</c>, <c>worker-1</c> … at a new board, whose tasks are <c>t1</c>, <c>t2</c> …</summary>
    /// <param name="board">Where the board is made.</param>
    /// <param name="logs">Where they write down what they were answered.</param>
    /// <param name="workers">How many they are.</param>
    /// <param name="tasks">How many tasks there are.</param>
    /// <param name="options">What they are told besides.</param>
    public static async Task<WorkerCrew> AtNewBoardAsync(string board, string logs, int workers, int tasks, params string[] options)
    {
        await using (var made = await Board.CreateAsync(board))
        {
            await made.AddAsync([.. Enumerable.Range(1, tasks).Select(i => new TaskDraft($"Task {i}") { Id = TaskId.Parse($"t{i}") })], "planner");
        }

        var crew = new WorkerCrew(board, logs, options);
        for (var i = 0; i < workers; i++)
        {
            crew.Start($"worker-{i}");
        }

        return crew;
    }

    /// <summary>What they do.</summary>
    public string Verb { get; init; } = "storm";

    /// <summary>The names of those at work.</summary>
    public IReadOnlyList<string> Agents => [.. _workers.Keys];

    /// <summary>The numbers of those at work.</summary>
    public IReadOnlyList<int> Ids => [.. _workers.Values.Select(w => w.Id)];

    /// <summary>Starts a worker, in the place of one of the same name where there was one.</summary>
    /// <param name="agent">Its name.</param>
    /// <param name="clock">The clock it sees; null: the true one.</param>
    /// <param name="delay">How long it is held up before each call that others wait for; null: it is not.</param>
    public void Start(string agent, FakeClock? clock = null, TimeSpan? delay = null)
    {
        string[] arguments = [Verb, board, agent, LogOf(agent), .. options];
        var worker = delay is { } slow ? WorkerProcess.StartSlowed(slow, arguments) : WorkerProcess.StartAt(clock ?? FakeClock.True, arguments);
        _workers[agent] = worker;
        Interlocked.Increment(ref _running);

        // Each has a thread of its own: a line that waits for one of the pool is a second old when it is read.
        var reader = new Thread(() =>
        {
            try
            {
                while (worker.ReadLine() is { } line)
                {
                    _lines.Writer.TryWrite((agent, line));
                }
            }
            catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException or IOException)
            {
                // It was killed, and its output closed, while this waited for a line.
            }
            finally
            {
                if (Interlocked.Decrement(ref _running) == 0)
                {
                    _lines.Writer.TryWrite(("", "all gone"));
                }
            }
        })
        {
            IsBackground = true,
        };
        reader.Start();
        _readers.Add(reader);
    }

    /// <summary>What one of them says next; null: all have ended.</summary>
    public async Task<(string Agent, string Line)?> NextAsync()
    {
        var line = await _lines.Reader.ReadAsync();
        return line.Line == "all gone" && Volatile.Read(ref _running) == 0 ? null : line;
    }

    /// <summary>Kills one.</summary>
    public void Kill(string agent)
    {
        _workers[agent].Kill();
        _workers[agent].Dispose();
        _workers.Remove(agent);
    }

    /// <summary>Lets those that go on until told so finish.</summary>
    public async Task EndAsync()
    {
        foreach (var worker in _workers.Values)
        {
            worker.EndInput();
        }

        foreach (var worker in _workers.Values)
        {
            await worker.ExitAsync();
        }
    }

    /// <summary>Everything that was answered as done. All must have ended, and whoever was not killed well: a worker that dies of an error is no silence.</summary>
    public IReadOnlyList<Answer> Answers()
    {
        Assert.All(_workers, w => Assert.True(w.Value.ExitAsync().GetAwaiter().GetResult() == 0, $"{w.Key} ended with an error"));
        return [.. Directory.GetFiles(logs).SelectMany(log => File.ReadAllLines(log).Select(line => line.Split(' ')).Select(words => new Answer(
            Path.GetFileName(log), words[0], words[1], long.Parse(words[3], CultureInfo.InvariantCulture))))];
    }

    public void Dispose()
    {
        foreach (var worker in _workers.Values)
        {
            worker.Dispose();
        }

        _readers.ForEach(reader => reader.Join());
    }

    private string LogOf(string agent) => Path.Combine(logs, agent);
}

/// <summary>What a worker was told is done.</summary>
/// <param name="Agent">The worker.</param>
/// <param name="What">What it did.</param>
/// <param name="Task">To which task.</param>
/// <param name="Revision">The revision it was told.</param>
internal sealed record Answer(string Agent, string What, string Task, long Revision)
{
    /// <summary>Whether it changed the board: a resumed claim, or a state that was there already, leaves no event.</summary>
    public bool Changed => What is not ("resumed" or "found");
}
