using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// Real mutual exclusion: an operating-system lock on <c>commit.lock</c>, freed by the kernel when its holder dies, never broken by time. Only
/// the holder of <c>gate.lock</c> tries for it, so those who wait get it about equally often (without the gate, of eight processes the
/// luckiest got it 4,078 times and the unluckiest once), and where the system keeps those who wait for the gate in line, in the order in which they came.
/// </summary>
/// <remarks>The files are opened anew for each turn: <c>.taskboard</c> may be deleted under a running process, and two turns of one process exclude each other.</remarks>
internal sealed class CommitLock(IDisk disk, BoardPaths paths)
{
    private static readonly TimeSpan s_gateLeast = TimeSpan.FromMilliseconds(0.5);
    private static readonly TimeSpan s_gateMost = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan s_line = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_commit = TimeSpan.FromMilliseconds(0.2);

    /// <summary>Takes it; null: held by another until the deadline. Disposing frees it.</summary>
    /// <exception cref="DiskException">Anything but "held by another".</exception>
    public IDisposable? Take(LockWait wait)
    {
        while (true)
        {
            // A link may have come in its place since the board was opened.
            PrivateDirectory.Demand(disk, paths.Private);
            var gate = Open(paths.GateLock);
            using var held = new HeldFile(gate);
            if (!TakeGate(gate, wait))
            {
                return null;
            }

            if (TakeBehindGate(wait) is { } taken)
            {
                return taken;
            }

            if (wait.IsOver)
            {
                return null;
            }
        }
    }

    private static bool TakeGate(IDiskFile gate, LockWait wait)
    {
        if (gate.TryLock(exclusive: true))
        {
            return true;
        }

        if (!wait.IsOver && gate.StandInLine() is { } over)
        {
            while (!over.IsSet)
            {
                if (wait.IsOver)
                {
                    return false;
                }

                wait.Pause(s_line, over);
            }
        }

        while (!gate.TryLock(exclusive: true))
        {
            if (wait.IsOver)
            {
                return false;
            }

            wait.Pause(s_gateLeast, s_gateMost);
        }

        return true;
    }

    private HeldFile? TakeBehindGate(LockWait wait)
    {
        var file = Open(paths.CommitLock);
        var held = new HeldFile(file);
        var taken = false;
        try
        {
            while (!file.TryLock(exclusive: true))
            {
                if (wait.IsOver)
                {
                    return null;
                }

                wait.Pause(s_commit);
            }

            // Somebody may have deleted or replaced .taskboard meanwhile: then this lock excludes nobody who comes now.
            taken = disk.Stat(paths.CommitLock) is { } named && named.SameFile(file.Stamp());
            return taken ? held : null;
        }
        finally
        {
            if (!taken)
            {
                held.Dispose();
            }
        }
    }

    private IDiskFile Open(string path)
    {
        try
        {
            return disk.OpenLockFile(path);
        }
        catch (DiskException e) when (e.Fault == DiskFault.WrongKind)
        {
            // Missing as a rule; or others make it at this very moment, which is the same to us.
            PrivateDirectory.Make(disk, paths);
            return disk.OpenLockFile(path);
        }
    }
}
