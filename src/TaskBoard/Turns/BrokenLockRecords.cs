using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;

namespace TaskBoard.Turns;

/// <summary>Puts on record which locks were broken: by the turn itself, by an operator, for somebody who held only the visible lock, or by somebody who died of it.</summary>
internal sealed class BrokenLockRecords(IDisk disk, BoardPaths paths, TimeProvider clock)
{
    private readonly BrokenLocks _broken = new(disk, paths, clock);

    /// <summary>Records what is noted, in a transaction of its own. Leaves none open.</summary>
    public void RecordWhileLocked(Committer committer)
    {
        var noted = _broken.NotedWhileLocked();
        if (noted.Count == 0)
        {
            return;
        }

        committer.Begin();
        var writing = new Writing();
        foreach (var broken in noted)
        {
            // Kept like a request, so that what could not forget its note, or died before, is recorded once all the same. No agent has this name.
            var key = $"broke {Path.GetFileName(broken.KeptAs)}";
            if (committer.Journal.FindRequest("", key) is null)
            {
                writing.Events.Add(EventDrafts.OfBrokenLock(broken, committer.Head.LastRevision, committer.Now));
                writing.Requests.Add(new StoredRequest("", key, "", "{}", committer.Head.LastRevision));
            }
        }

        if (writing.IsEmpty)
        {
            committer.Rollback();
        }
        else
        {
            committer.WriteAside(writing);
        }

        // Whoever died may have met an error of the disk, and had no time to see to it (JournalConnection.MendWhileLocked).
        committer.MakeSure();
        foreach (var broken in noted)
        {
            Forget(broken);
        }
    }

    private void Forget(BrokenLock broken)
    {
        try
        {
            _broken.ForgetNoteWhileLocked(broken);
        }
        catch (DiskException)
        {
            // It is on record; the next turn tries again.
        }
    }
}
