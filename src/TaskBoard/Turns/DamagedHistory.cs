using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Turns;

/// <summary>
/// A history that SQLite cannot read is moved aside, never deleted: first the database, then its log and what else belongs to it, so that whoever dies
/// in between leaves a log without a database, which is never opened and moved by the next one. Under <c>commit.lock</c>, with no connection of this
/// process open; others find that the database is another one, and reopen.
/// </summary>
internal sealed class DamagedHistory(TurnSeams seams, BoardPaths paths)
{
    /// <summary>The database, and what SQLite puts beside it.</summary>
    private static readonly string[] Ends = ["", "-wal", "-shm", "-journal"];

    /// <summary>What SQLite cannot read; null: it can, or there is nothing. Looked at twice: it says so too where a disk failed to read for a moment.</summary>
    public string? FindWhileLocked() => seams.Journals.Damage() is null ? null : seams.Journals.Damage();

    /// <summary>Moves it aside; answers the directory in which it is kept.</summary>
    public string SetAsideWhileLocked()
    {
        var kept = MakeDirectory();
        foreach (var end in Ends)
        {
            seams.Disk.Rename(paths.History + end, Path.Combine(kept, Path.GetFileName(paths.History) + end));
        }

        Flush(kept);
        return kept;
    }

    /// <summary>
    /// Copies one of which rows are to be repaired; answers the directory in which the copy is kept, null: there is none any more. No transaction of this process is open.
    /// </summary>
    public string? CopyWhileLocked()
    {
        using var reader = seams.Journals.OpenReader();
        if (reader is null)
        {
            return null;
        }

        var kept = MakeDirectory();
        var copy = Path.Combine(kept, Path.GetFileName(paths.History));

        // SQLite would write through a link that waits under this name.
        (PrivateDirectory.CreateNew(seams.Disk, copy) ?? throw new DiskException(DiskFault.Busy, "open", copy, "the name is taken")).Dispose();
        reader.CopyTo(copy);
        using (var written = seams.Disk.Open(copy))
        {
            written?.Flush();
        }

        Flush(kept);
        return kept;
    }

    private string MakeDirectory()
    {
        PrivateDirectory.MakeInside(seams.Disk, paths, paths.Damaged);
        var kept = Path.Combine(paths.Damaged, seams.Clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture));
        PrivateDirectory.MakeInside(seams.Disk, paths, kept);
        return kept;
    }

    private void Flush(string kept)
    {
        seams.Disk.FlushDirectory(kept);
        seams.Disk.FlushDirectory(paths.Damaged);
        seams.Disk.FlushDirectory(paths.Private);
    }
}
