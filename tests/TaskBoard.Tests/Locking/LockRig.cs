using System.Security.Cryptography;
using System.Text;
using TaskBoard.Files;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Locking;

/// <summary>A directory on the real disk with turn locks in it, for which waiting takes no time.</summary>
internal sealed class LockRig : IDisposable
{
    private readonly TempDirectory _directory = new();

    public LockRig()
    {
        Paths = new BoardPaths(Real.Resolve(_directory.Path));
        Disk = new SteppedDisk(Real);
    }

    public RealDisk Real { get; } = new();

    /// <summary>The real disk, with a look at each step.</summary>
    public SteppedDisk Disk { get; set; }

    public PatientProcesses Processes { get; } = new();

    public BoardPaths Paths { get; }

    public TurnLockSettings Settings { get; set; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(15), BoardMode.Local, HeldLock: null);

    public ManualClock Clock { get; } = new();

    /// <summary>A turn lock as a new process would have it.</summary>
    public TurnLock Locks() => new(Disk, Processes, Paths, Settings, static memory => RandomNumberGenerator.Fill(memory.Span), TimeProvider.System);

    public HeldTurn Take(string agent = "tester") => Locks().TakeTurn(agent, default);

    public BoardLockedException TakeInVain() => Xunit.Assert.Throws<BoardLockedException>(() => Take());

    public BoardLock? Show() => Locks().Show(default);

    /// <summary>Writes <c>tasks.lock</c> as a script does.</summary>
    public void WriteLock(string text) => File.WriteAllText(Paths.Lock, text);

    /// <summary>Writes <c>tasks.lock</c> as a script does.</summary>
    public void WriteLock(LockRecord record) => WriteLock(Encoding.UTF8.GetString(record.ToBytes()));

    /// <summary>A script's record with a process that can be looked up.</summary>
    public LockRecord ScriptOf(int pid, string start) =>
        LockRecord.Of(Processes.Self with { Pid = pid, Start = start }, "script", DateTimeOffset.UnixEpoch, "", breaks: null) with { Liveness = null, Nonce = null };

    /// <summary>A script's record whose process is gone.</summary>
    public LockRecord DeadScript() => ScriptOf(Environment.ProcessId, "long ago");

    public string LockText() => File.ReadAllText(Paths.Lock);

    /// <summary>The breakings that are not on record.</summary>
    public IReadOnlyList<BrokenLock> Noted() => new BrokenLocks(Real, Paths, Clock).NotedWhileLocked();

    public BrokenLock LastBroken() => Noted()[^1];

    public string[] Broken() => [.. Real.List(Paths.Broken)];

    public void Dispose() => _directory.Dispose();
}

/// <summary>The processes of this machine, and a clock that moves only when somebody waits.</summary>
internal sealed class PatientProcesses : IProcesses
{
    private readonly IProcesses _machine = MachineProcesses.Current;
    private TimeSpan _now;

    public PatientProcesses()
    {
        Self = _machine.Self;
        // Between two milliseconds, where rounding shows.
        _now = TimeSpan.FromMilliseconds((long)_machine.SinceBoot.TotalMilliseconds + 0.9);
    }

    public ProcessIdentity Self { get; set; }

    public TimeSpan SinceBoot => _now;

    /// <summary>What others do while one waits.</summary>
    public Action Meanwhile { get; set; } = static () => { };

    public string? StartOf(int pid) => _machine.StartOf(pid);

    public void Pause(TimeSpan time)
    {
        _now += time;
        Meanwhile();
    }
}
