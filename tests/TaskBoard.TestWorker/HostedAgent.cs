using System.Diagnostics;

namespace TaskBoard.TestWorker;

/// <summary>One of several agents in a process: has a task in hand, gives a sign of life every second, and completes the task when it is due.</summary>
internal sealed class HostedAgent(Board board, int number, AgentPace pace)
{
    private const int BeatsInPeace = 2;
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);

    private readonly string _name = $"agent-{number}";
    private readonly Random _random = new(number);
    private readonly TaskCompletionSource _beaten = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<double> _times = [];
    private TaskClaim? _claim;

    /// <summary>When it has given two signs of life.</summary>
    public Task Beaten => _beaten.Task;

    /// <summary>How many it completed since it was told to forget.</summary>
    public int Completed { get; private set; }

    /// <summary>How long its claims took since then, in milliseconds.</summary>
    public IReadOnlyList<double> ClaimTimes()
    {
        lock (_random)
        {
            return [.. _times];
        }
    }

    public void Forget()
    {
        lock (_random)
        {
            (_times, Completed) = ([], 0);
        }
    }

    /// <summary>Claims the next task.</summary>
    public async Task ClaimAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        _claim = await board.TryClaimNextAsync(_name) ?? throw new InvalidOperationException("There are too few tasks.");
        lock (_random)
        {
            _times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }

    /// <summary>Gives signs of life until the end.</summary>
    public async Task LiveAsync(CancellationToken cancellationToken)
    {
        // Not all in the same moment.
        await Task.Delay(s_beat * _random.NextDouble(), CancellationToken.None);
        using var timer = new PeriodicTimer(s_beat);
        var given = 0;
        for (var (beats, share) = (1, _random.NextDouble()); !cancellationToken.IsCancellationRequested; beats++)
        {
            await board.HeartbeatAsync(_name, cancellationToken: CancellationToken.None);
            if (++given == BeatsInPeace)
            {
                _beaten.SetResult();
            }

            if (pace.IsDue(beats, share))
            {
                await _claim!.CompleteAsync("done", CancellationToken.None);
                lock (_random)
                {
                    Completed++;
                }

                await ClaimAsync();
                (beats, share) = (0, _random.NextDouble());
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
