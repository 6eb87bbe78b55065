namespace TaskBoard.Locking;

/// <summary>Who lives on this machine, and its clocks that do not jump.</summary>
internal interface IProcesses
{
    /// <summary>This process.</summary>
    ProcessIdentity Self { get; }

    /// <summary>
    /// When a process of this machine and pid namespace was started, in this system's own words (Linux: clock ticks since boot);
    /// null: there is no such process.
    /// </summary>
    string? StartOf(int pid);

    /// <summary>Time since the machine was started, sleep included; never jumps.</summary>
    TimeSpan SinceBoot { get; }

    /// <summary>Waits; a simulation lets others run meanwhile.</summary>
    void Pause(TimeSpan time);

    /// <summary>Waits until something is set, at most so long.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    void Pause(TimeSpan time, ManualResetEventSlim until, CancellationToken cancellationToken) => Pause(time);
}

/// <summary>What makes a process recognisable to others.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Start">When it was started, as <see cref="IProcesses.StartOf"/> says it.</param>
/// <param name="PidNamespace">The namespace in which the number counts; null: the system has none.</param>
/// <param name="BootId">Changes with every start of the machine.</param>
/// <param name="MachineId">Stays with the machine; null: unknown.</param>
/// <param name="Host">The machine's name.</param>
internal sealed record ProcessIdentity(int Pid, string Start, string? PidNamespace, string BootId, string? MachineId, string Host)
{
    /// <summary>What a system that does not tell its boot says. Two of them may be different ones.</summary>
    public const string UnknownBoot = "unknown";

    /// <summary>Whether the system tells its boot.</summary>
    public bool KnowsBoot => BootId != UnknownBoot;

    /// <summary>Whether two ids are known to mean the same start of the same machine.</summary>
    public static bool IsSameBoot(string? one, string? other) => one is not null and not UnknownBoot && one == other;
}
