namespace TaskBoard.Turns;

/// <summary>Tells the watchers of this process about changes of this process. Safe for use by many threads.</summary>
internal sealed class ChangeAnnouncer
{
    private readonly Lock _guard = new();
    private Action? _listeners;

    /// <summary>Adds a listener.</summary>
    public void Add(Action listener)
    {
        lock (_guard)
        {
            _listeners += listener;
        }
    }

    /// <summary>Takes a listener off.</summary>
    public void Remove(Action listener)
    {
        lock (_guard)
        {
            _listeners -= listener;
        }
    }

    /// <summary>The board may have changed.</summary>
    public void Announce() => Volatile.Read(ref _listeners)?.Invoke();
}
