using TaskBoard.Files;

namespace TaskBoard.Locking;

/// <summary>
/// Makes <c>tasks.lock</c> appear with its content and its proof of life at once: the complete record is written to a file of our own that is
/// locked, and linked to the name. Only used by the holder of <c>commit.lock</c>, so one fixed name serves, and whatever a dead
/// writer left there is simply in the way.
/// </summary>
internal sealed class LockPublisher(IDisk disk, BoardPaths paths)
{
    /// <summary>The record on its way.</summary>
    public string Next { get; } = Path.Combine(paths.Private, "lock-next");

    /// <summary>Publishes a record; null: the name is taken. The handle holds the proof of life.</summary>
    public IDiskFile? PublishWhileLocked(LockRecord record)
    {
        if (PrepareWhileLocked(record) is not { } file)
        {
            return null;
        }

        var published = false;
        try
        {
            var linked = disk.Link(Next, paths.Lock);
            disk.Delete(Next);
            published = linked;
            return linked ? file : null;
        }
        catch (NotSupportedException)
        {
            disk.Delete(Next);
            return CreateWhileLocked(record);
        }
        finally
        {
            if (!published)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>Writes a record to <see cref="Next"/>, locked; null: a living process has something there.</summary>
    public IDiskFile? PrepareWhileLocked(LockRecord record)
    {
        var file = disk.CreateNew(Next);
        if (file is null)
        {
            if (!ClearWhileLocked() || (file = disk.CreateNew(Next)) is null)
            {
                return null;
            }
        }

        return Fill(file, record);
    }

    /// <summary>Where there are no links: a moment of an empty file, in which nobody judges because we hold <c>commit.lock</c>.</summary>
    private IDiskFile? CreateWhileLocked(LockRecord record)
    {
        if (disk.CreateNew(paths.Lock) is not { } file)
        {
            return null;
        }

        try
        {
            return Fill(file, record);
        }
        catch (DiskException)
        {
            // Nobody could prove anything about a half-written lock; it is ours, so take it away again.
            disk.Delete(paths.Lock);
            throw;
        }
    }

    /// <summary>Deletes what a dead writer left; false: its writer lives.</summary>
    private bool ClearWhileLocked()
    {
        using var file = disk.Open(Next);
        if (file is not null && !file.TryLock(exclusive: true))
        {
            return false;
        }

        disk.Delete(Next);
        return true;
    }

    private static IDiskFile? Fill(IDiskFile file, LockRecord record)
    {
        var filled = false;
        try
        {
            filled = file.TryLock(exclusive: false);
            if (filled)
            {
                filled = false;
                file.Append(record.ToBytes());
                filled = true;
            }

            return filled ? file : null;
        }
        finally
        {
            if (!filled)
            {
                file.Dispose();
            }
        }
    }
}
