using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// Takes over the place of a dead lock: a prepared lock of ours is exchanged with <c>tasks.lock</c>, so that the name is never free, and what
/// came out is verified to be what was judged, else exchanged back. (Measured: "look at the age, delete, create" let two owners in 8,512
/// times in 29,819; "rename aside, then verify" 4,737 times in 25,098; this 0 times in 150,171.)
/// </summary>
/// <remarks>
/// <c>lock-break</c> holds either a complete prepared lock, or what came out of the exchange. Our record says what it breaks, so whoever finds
/// a breaking that its author did not survive can tell, verify it and finish it.
/// </remarks>
internal sealed class LockBreaker(IDisk disk, BoardPaths paths, LockInspector inspector, LockPublisher publisher, TimeProvider clock)
{
    /// <summary>How often an exchange is put right while scripts keep changing the name; each time needs two of them within microseconds.</summary>
    private const int Attempts = 5;

    private readonly BrokenLocks _broken = new(disk, paths, clock);
    private readonly string _break = Path.Combine(paths.Private, "lock-break");

    /// <summary>Puts a lock of ours in the place of a dead one; null: it is not the one that was judged any more, look again.</summary>
    /// <param name="stale">What was judged.</param>
    /// <param name="evidence">Why it may be broken.</param>
    /// <param name="record">Our record; it names <paramref name="stale"/> in <see cref="LockRecord.Breaks"/>.</param>
    /// <param name="byOperator">Whether somebody decided it, rather than a proof.</param>
    public (IDiskFile File, BrokenLock Broken)? BreakWhileLocked(LockSighting stale, string evidence, LockRecord record, bool byOperator = false)
    {
        if (publisher.PrepareWhileLocked(record) is not { } file)
        {
            return null;
        }

        var done = false;
        try
        {
            disk.Rename(publisher.Next, _break);
            if (!disk.Exchange(_break, paths.Lock))
            {
                disk.Delete(_break);
                return null;
            }

            using var displaced = inspector.Look(_break);
            if (displaced?.Id != stale.Id)
            {
                GiveBack(file.Stamp());
                return null;
            }

            var broken = Keep(stale, evidence, record.Agent, byOperator);
            done = true;
            return (file, broken);
        }
        catch (NotSupportedException)
        {
            disk.Delete(_break);
            return BreakWithoutExchange(stale, evidence, record, byOperator);
        }
        finally
        {
            if (!done)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>Finishes a breaking whose author died in it.</summary>
    public void RecoverWhileLocked()
    {
        using var left = inspector.Look(_break);
        if (left is null)
        {
            return;
        }

        using var current = inspector.Look(paths.Lock);
        if (current?.Record?.Breaks is { } broken && broken == left.Id)
        {
            Keep(left, "Whoever broke it had reason to, and then died; with what proof is not known.", current.Record.Agent);
        }
        else if (left.Record is { IsOurs: true, Breaks: not null })
        {
            // Prepared, but never exchanged.
            disk.Delete(_break);
        }
        else if (current is { Record: { IsOurs: true, Breaks: not null }, File: not null } && !LockInspector.IsHeld(current))
        {
            // Exchanged, but the wrong one came out, and its author had no time to give it back.
            GiveBack(current.Stamp);
        }
        else
        {
            // Its owner has given it back, as far as it could see: nothing is under the name, or somebody else's by now.
            Keep(left, "Somebody had taken it out of its place and then died; whether it was stale is not known.", by: null);
        }
    }

    /// <summary>Exchanges back until what comes out is ours, or again what came out first: then somebody has taken the name since, and has it back.</summary>
    private void GiveBack(FileStamp ours)
    {
        var taken = disk.Stat(_break);
        for (var i = 0; i < Attempts && disk.Exchange(_break, paths.Lock); i++)
        {
            if (disk.Stat(_break) is not { } back || back.SameFile(ours))
            {
                disk.Delete(_break);
                return;
            }

            if (taken is { } first && back.SameFile(first))
            {
                break;
            }
        }

        // The name is free, or another's: the owner of what came out has deleted ours in its place, and so has finished. Keep its file, delete nothing of others.
        using var left = inspector.Look(_break);
        if (left is not null)
        {
            Keep(left, "It was taken out of its place by mistake, and its owner had ended before it could be put back.", by: null);
        }
    }

    /// <summary>
    /// Elsewhere (Windows) the open handle keeps the file from being replaced, so it may be deleted by its name; its content is kept as a copy.
    /// </summary>
    private (IDiskFile File, BrokenLock Broken)? BreakWithoutExchange(LockSighting stale, string evidence, LockRecord record, bool byOperator)
    {
        if (disk.Stat(paths.Lock) is not { } now || !now.SameContent(stale.Stamp))
        {
            return null;
        }

        var broken = _broken.NoteWhileLocked(stale, evidence, record.Agent, byOperator);
        try
        {
            using (var copy = disk.CreateNew(broken.KeptAs))
            {
                copy?.Append(stale.Bytes);
            }

            disk.Delete(paths.Lock);
        }
        catch (DiskException)
        {
            // Not broken after all.
            disk.Delete(broken.KeptAs);
            _broken.ForgetNoteWhileLocked(broken);
            throw;
        }

        return publisher.PublishWhileLocked(record) is { } file ? (file, broken) : null;
    }

    private BrokenLock Keep(LockSighting sighting, string evidence, string? by, bool byOperator = false)
    {
        var broken = _broken.NoteWhileLocked(sighting, evidence, by, byOperator);
        disk.Rename(_break, broken.KeptAs);
        return broken;
    }
}
