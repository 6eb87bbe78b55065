namespace TaskBoard.TestKit;

/// <summary>A clock with timers that run when it is moved, in the order of their times. Safe for use by many threads.</summary>
public sealed class TimerClock : TimeProvider
{
    private readonly Lock _guard = new();
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait for their time.</summary>
    public int Waiting
    {
        get
        {
            lock (_guard)
            {
                return _timers.Count(t => t.Due is not null);
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_guard)
        {
            return _now.Ticks;
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        lock (_guard)
        {
            _timers.Add(timer);
        }

        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock. What a timer does runs when its time is passed, on this thread.</summary>
    public void Advance(TimeSpan time)
    {
        TimeSpan end;
        lock (_guard)
        {
            end = _now + time;
        }

        while (Next(end) is { } callback)
        {
            callback();
        }

        lock (_guard)
        {
            _now = end;
        }
    }

    private Action? Next(TimeSpan end)
    {
        lock (_guard)
        {
            if (_timers.Where(t => t.Due <= end).MinBy(t => t.Due) is not { } timer)
            {
                return null;
            }

            _now = timer.Due > _now ? timer.Due.Value : _now;
            timer.Due = null;
            return timer.Callback;
        }
    }

    private sealed class Timer(TimerClock clock, Action callback) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public Action Callback => callback;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._guard)
            {
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock._now + dueTime;
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock._guard)
            {
                clock._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
