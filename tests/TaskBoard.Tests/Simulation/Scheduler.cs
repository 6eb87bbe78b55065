namespace TaskBoard.Tests.Simulation;

/// <summary>
/// Runs threads one at a time, passing a baton, and picks who goes next at every step by a seeded random number, so that the same seed gives
/// the same interleaving. A thread steps before each effect on the shared world; there it may be preempted, paused for long, or killed.
/// </summary>
internal sealed class Scheduler(Random random, SchedulerSettings settings) : IDisposable
{
    private const double BootMilliseconds = 3_600_000;

    /// <summary>How long the real machine may take for a whole run: milliseconds, unless a thread loops without a step.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly List<SimulatedThread> _threads = [];
    private readonly List<IEnumerator<string>> _bystanders = [];
    private readonly Queue<(TimeSpan At, string Who, string What, string? Path)> _trace = new();
    private (string Who, string What, string? Path) _lastNote;
    private readonly SemaphoreSlim _ended = new(0);
    private SimulatedThread? _current;
    private Exception? _fault;
    private int _steps;

    /// <summary>Time since the simulated machine was started.</summary>
    public TimeSpan Now { get; private set; } = TimeSpan.FromMilliseconds(BootMilliseconds);

    /// <summary>Whether threads may be killed and paused, and bystanders act.</summary>
    public bool Calm { get; set; }

    /// <summary>How many threads were killed.</summary>
    public int Kills { get; private set; }

    /// <summary>How often the power was cut.</summary>
    public int PowerCuts { get; private set; }

    /// <summary>What happens to the machine when the power is cut, before anything else happens on it.</summary>
    public Action? OnPowerCut { get; set; }

    /// <summary>The last steps, oldest first.</summary>
    public IEnumerable<string> Trace => _trace.Select(t => $"{t.At.TotalMilliseconds - BootMilliseconds:0.000} {t.Who} {t.What} {t.Path}".TrimEnd());

    /// <summary>Adds a thread, before or while running.</summary>
    public void Start(string name, Action body, Action? onCrash = null)
    {
        var thread = new SimulatedThread(name, body, onCrash);
        _threads.Add(thread);
        new Thread(() => Live(thread), 512 * 1024) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Adds somebody whose steps happen between those of the threads: each element names a step that was just made.</summary>
    public void Add(IEnumerable<string> bystander) => _bystanders.Add(bystander.GetEnumerator());

    /// <summary>Runs until all threads have ended; throws what one of them threw.</summary>
    public void Run()
    {
        if (_threads.Count == 0)
        {
            return;
        }

        _current = Next();
        _current.Pass();
        if (!_ended.Wait(s_patience))
        {
            throw new InvalidOperationException($"{_current?.Name} does not come back.");
        }

        if (_fault is not null)
        {
            throw new InvalidOperationException(_fault.Message, _fault);
        }
    }

    /// <summary>Lets the bystanders finish what they are at, when no thread runs.</summary>
    public void FinishBystanders()
    {
        foreach (var bystander in _bystanders)
        {
            while (bystander.MoveNext())
            {
                Note("person", bystander.Current);
            }
        }

        _bystanders.Clear();
    }

    /// <summary>Whether the running thread was killed and is only being unwound.</summary>
    public bool IsUnwinding => _current is { Killed: true };

    /// <summary>The running thread is about to have an effect: others may go first, and it may not live to have it.</summary>
    public void Step(string what, string? path = null)
    {
        var me = _current ?? throw new InvalidOperationException("Nobody runs.");
        ThrowIfKilled(me);
        if (++_steps > settings.MaxSteps)
        {
            throw new InvalidOperationException($"More than {settings.MaxSteps} steps: it does not end.");
        }

        Now += random.NextDouble() * settings.StepTime;
        if (!Calm)
        {
            Disturb(me);
        }

        if (me.WakeAt > Now || random.Next(100) < settings.SwitchPercent)
        {
            SwitchFrom(me);
        }

        Note(me.Name, what, path);
    }

    /// <summary>The running thread waits; others run meanwhile.</summary>
    public void Sleep(TimeSpan time)
    {
        var me = _current ?? throw new InvalidOperationException("Nobody runs.");
        ThrowIfKilled(me);
        me.WakeAt = Now + time;
        SwitchFrom(me);
    }

    /// <summary>Moves the clock, when no thread runs.</summary>
    public void Pass(TimeSpan time) => Now += time;

    /// <summary>Adds a line to the trace.</summary>
    public void Note(string who, string what, string? path = null)
    {
        // Somebody who tries the same thing again and again is noted once.
        if (_lastNote == (who, what, path) || what == SimulatedPerson.Waits)
        {
            return;
        }

        _lastNote = (who, what, path);
        _trace.Enqueue((Now, who, what, path));
        if (_trace.Count > settings.TraceLength)
        {
            _trace.Dequeue();
        }
    }

    public void Dispose() => _ended.Dispose();

    private void Disturb(SimulatedThread me)
    {
        if (_bystanders.Count > 0 && random.Next(100) < settings.BystanderPercent)
        {
            var at = random.Next(_bystanders.Count);
            if (_bystanders[at].MoveNext())
            {
                Note("person", _bystanders[at].Current);
            }
            else
            {
                _bystanders.RemoveAt(at);
            }
        }

        if (Kills < settings.MaxKills && random.NextDouble() < settings.KillChance)
        {
            Kills++;
            Note(me.Name, "IS KILLED");
            me.Kill();
            throw new SimulatedCrash();
        }

        if (PowerCuts < settings.MaxPowerCuts && random.NextDouble() < settings.PowerCutChance)
        {
            CutPower();
            throw new SimulatedCrash();
        }

        if (random.NextDouble() < settings.PauseChance)
        {
            me.WakeAt = Now + (random.NextDouble() * settings.LongestPause);
        }
    }

    /// <summary>Everybody dies at once; bystanders forget what they were at.</summary>
    private void CutPower()
    {
        PowerCuts++;
        Note("POWER", "IS CUT");
        _bystanders.Clear();
        OnPowerCut?.Invoke();
        foreach (var thread in _threads.ToArray())
        {
            if (!thread.Killed)
            {
                thread.WakeAt = TimeSpan.Zero;
                thread.Kill();
            }
        }
    }

    private void SwitchFrom(SimulatedThread me)
    {
        var next = Next();
        if (next != me)
        {
            _current = next;
            next.Pass();
            me.Await();
        }

        ThrowIfKilled(me);
    }

    private SimulatedThread Next()
    {
        if (_threads.TrueForAll(t => t.WakeAt > Now))
        {
            Now = _threads.Min(t => t.WakeAt);
        }

        var awake = _threads.Count(t => t.WakeAt <= Now);
        var pick = random.Next(awake);
        return _threads.Where(t => t.WakeAt <= Now).ElementAt(pick);
    }

    private void Live(SimulatedThread me)
    {
        me.Await();
        try
        {
            ThrowIfKilled(me);
            me.Body();
        }
        catch (Exception) when (me.Killed)
        {
            Note(me.Name, "is gone");
        }
        catch (Exception e)
        {
            // A thread under test must end by itself or by being killed; anything else is what the test is after. Reported by Run.
            _fault ??= e;
            Note(me.Name, "FAILED: " + e.Message);
        }

        _threads.Remove(me);
        me.Dispose();
        if (_threads.Count == 0)
        {
            _current = null;
            _ended.Release();
            return;
        }

        _current = Next();
        _current.Pass();
    }

    private static void ThrowIfKilled(SimulatedThread me)
    {
        if (me.Killed)
        {
            throw new SimulatedCrash();
        }
    }
}

/// <summary>How rough a simulated world is.</summary>
internal sealed record SchedulerSettings
{
    /// <summary>How often another thread goes next, of a hundred steps.</summary>
    public int SwitchPercent { get; init; } = 30;

    /// <summary>How often a bystander makes a step, of a hundred.</summary>
    public int BystanderPercent { get; init; } = 5;

    /// <summary>The chance of a thread to die at a step.</summary>
    public double KillChance { get; init; }

    /// <summary>How many threads die at most.</summary>
    public int MaxKills { get; init; } = int.MaxValue;

    /// <summary>The chance that the power is cut at a step.</summary>
    public double PowerCutChance { get; init; }

    /// <summary>How often the power is cut at most.</summary>
    public int MaxPowerCuts { get; init; } = int.MaxValue;

    /// <summary>The chance of a thread to be stopped for long at a step.</summary>
    public double PauseChance { get; init; }

    /// <summary>How long at most it is then stopped.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long at most one step takes.</summary>
    public TimeSpan StepTime { get; init; } = TimeSpan.FromMilliseconds(0.05);

    /// <summary>After how many steps a run counts as endless.</summary>
    public int MaxSteps { get; init; } = 200_000;

    /// <summary>How many steps are remembered for the trace.</summary>
    public int TraceLength { get; init; } = 400;
}
