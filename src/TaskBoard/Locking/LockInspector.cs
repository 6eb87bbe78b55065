using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>Looks at locks and finds out what <see cref="LockJudge"/> needs. Judging is for the holder of <c>commit.lock</c>, so that there is one judge at a time.</summary>
internal sealed class LockInspector(IDisk disk, IProcesses processes, BoardPaths paths, TurnLockSettings settings, TimeProvider clock)
{
    private readonly LockSeen _seen = new(disk, processes, paths);

    /// <summary>The lock is gone: its time without a change does not count for the next one.</summary>
    public void ForgetWhileLocked() => _seen.ForgetWhileLocked();

    /// <summary>What is under a name; null: nothing.</summary>
    public LockSighting? Look(string path)
    {
        if (disk.Stat(path) is not { } stamp)
        {
            return null;
        }

        // Nothing but a regular file of fitting size is opened: opening a FIFO waits, and a device may do anything.
        if (stamp.Kind != FileKind.File || stamp.Size > LockText.MaxBytes)
        {
            return Foreign(stamp);
        }

        IDiskFile? file = null;
        try
        {
            file = disk.Open(path);
            if (file is null)
            {
                return null;
            }

            var bytes = file.ReadAll();
            var sighting = new LockSighting(file.Stamp(), bytes, LockText.Read(bytes), file);
            file = null;
            return sighting;
        }
        catch (DiskException e) when (e.Fault == DiskFault.WrongKind)
        {
            // Exchanged for something else between looking and opening: the next look tells.
            return Foreign(stamp);
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>The verdict on what was seen as <c>tasks.lock</c>.</summary>
    public LockVerdict JudgeWhileLocked(LockSighting sighting)
    {
        var bootedAt = clock.GetUtcNow() - processes.SinceBoot;
        var @case = LockJudge.Classify(sighting.Stamp, sighting.Text, processes.Self, bootedAt, settings.Mode);
        var probe = @case switch
        {
            LockCase.Ours => default(LockProbe) with { IsHeld = IsHeld(sighting) },
            LockCase.ScriptWithProcess => ProbeProcess(sighting.Record!.Pid!.Value),
            LockCase.Torn or LockCase.TornBeforeBoot or LockCase.Script => default(LockProbe) with { UnchangedFor = _seen.UnchangedForWhileLocked(sighting) },
            _ => default,
        };
        return LockJudge.Judge(@case, sighting.Stamp, sighting.Record, probe, settings);
    }

    /// <summary>Whether somebody holds the operating-system lock on the file.</summary>
    public static bool IsHeld(LockSighting sighting)
    {
        // Owners hold it shared (others may read the file), so only an exclusive try tells.
        if (!sighting.File!.TryLock(exclusive: true))
        {
            return true;
        }

        sighting.File.Unlock();
        return false;
    }

    private LockProbe ProbeProcess(int pid)
    {
        try
        {
            return default(LockProbe) with { ProcessStart = processes.StartOf(pid) };
        }
        catch (DiskException)
        {
            // It is there, but hidden from this user: that proves no death.
            return default(LockProbe) with { IsHidden = true };
        }
    }

    private static LockSighting Foreign(FileStamp stamp) => new(stamp, [], new LockText(LockTextKind.Foreign), file: null);
}
