namespace TaskBoard.Tests.Simulation;

/// <summary>One thread of the simulated world. It runs only while it holds the baton that <see cref="Scheduler"/> passes.</summary>
internal sealed class SimulatedThread(string name, Action body, Action? onCrash) : IDisposable
{
    // Without spinning: one thread of a world runs at a time, and those of other worlds need the processor.
    private readonly ManualResetEventSlim _baton = new(initialState: false, spinCount: 0);

    /// <summary>Its name in traces.</summary>
    public string Name { get; } = name;

    /// <summary>It was killed: the next thing it does throws.</summary>
    public bool Killed { get; private set; }

    /// <summary>It sleeps until the clock says so.</summary>
    public TimeSpan WakeAt { get; set; }

    /// <summary>What it does.</summary>
    public Action Body => body;

    /// <summary>Waits for the baton.</summary>
    public void Await()
    {
        _baton.Wait();
        _baton.Reset();
    }

    /// <summary>Hands it the baton.</summary>
    public void Pass() => _baton.Set();

    /// <summary>Kills it: what the kernel would free is freed at once.</summary>
    public void Kill()
    {
        Killed = true;
        onCrash?.Invoke();
    }

    public void Dispose() => _baton.Dispose();
}
