using TaskBoard.Files;
using TaskBoard.Turns;

namespace TaskBoard.Monitoring;

/// <summary>Makes a backup of board and history, of one moment, beside agents at work: <c>commit.lock</c> is held only while the moment is fixed.</summary>
internal sealed class BackupWriter(TurnSeams seams, BoardPaths paths, BoardOptions options)
{
    private readonly IDisk _disk = seams.Disk;
    private readonly BoardPaths _paths = paths;

    /// <summary>Makes one, and deletes those that are too many; null: somebody else is making one.</summary>
    /// <param name="kept">How many of each history are kept, this one too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>It, and the names of those that were deleted for it.</returns>
    public (Backup Backup, IReadOnlyList<string> Deleted)? Write(int kept, CancellationToken cancellationToken)
    {
        PrivateDirectory.MakeInside(_disk, _paths, _paths.Backups);
        using var alone = _disk.OpenLockFile(Path.Combine(_paths.Backups, BackupFiles.LockName));
        if (!alone.TryLock(exclusive: true))
        {
            return null;
        }

        FileBytes? board = null;
        using var reader = BoardEngine.OpenReader(seams, _paths, options, cancellationToken, () => board = _disk.Read(_paths.Board));
        if (reader is null || board is null)
        {
            return null;
        }

        var (now, revision) = (seams.Clock.GetUtcNow(), reader.Head().LastRevision);
        var name = BackupFiles.NameOf(now, revision);
        Put(BackupFiles.HistoryOf(_paths, name), _disk.Stat(_paths.History), draft => reader.CopyTo(draft));
        Put(BackupFiles.BoardOf(_paths, name), board.Stamp, draft => Append(draft, board.Bytes));
        _disk.FlushDirectory(_paths.Backups);
        _disk.FlushDirectory(_paths.Private);
        return (new Backup(name, now, revision), BackupFiles.Rotate(_disk, _paths, name, kept, seams.Journals.BoardIdOf));
    }

    /// <summary>Writes a file under another name, with the rights of what it is a copy of, makes it durable, and gives it its name.</summary>
    private void Put((string Draft, string Final) file, FileStamp? like, Action<string> write)
    {
        _disk.Delete(file.Draft);
        try
        {
            using (var created = _disk.CreateNew(file.Draft, like?.Mode) ?? throw new DiskException(DiskFault.Busy, "open", file.Draft, "the name is taken"))
            {
                if (like is { } stamp)
                {
                    created.TakeOwnershipOf(stamp);
                }
            }

            write(file.Draft);
            using (var written = _disk.Open(file.Draft))
            {
                written?.Flush();
            }

            _disk.Rename(file.Draft, file.Final);
        }
        catch
        {
            // Also what SQLite put beside it and, on a full disk, could not take away.
            foreach (var end in new[] { "", "-journal", "-wal", "-shm" })
            {
                _disk.Delete(file.Draft + end);
            }

            throw;
        }
    }

    private void Append(string path, byte[] bytes)
    {
        using var file = _disk.Open(path);
        file?.Append(bytes);
    }
}
