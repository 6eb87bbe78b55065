using System.Globalization;
using TaskBoard.Files;

namespace TaskBoard.Turns;

/// <summary>
/// Takes a Markdown fence off <c>tasks.json</c>: the text without it is written beside, flushed, and exchanged with the file, which is kept under its
/// name then. What comes out of the exchange is looked at: who saved in that very moment has their file back.
/// </summary>
internal sealed class FenceRemoval(TurnSeams seams, BoardPaths paths, BoardLimits limits)
{
    /// <summary>Whether there is a fence, and the file could be read without it.</summary>
    public bool IsDue() => IsSmall() && seams.Disk.Read(paths.Board) is { } file && FenceText.Without(file.Bytes, limits, paths.Board) is not null;

    /// <summary>Takes it off; answers where the file is kept as it was. Null: there is none any more, or somebody saved meanwhile.</summary>
    public string? TakeOffWhileLocked()
    {
        var disk = seams.Disk;
        if (!IsSmall() || disk.Read(paths.Board) is not { Steady: true } found || FenceText.Without(found.Bytes, limits, paths.Board) is not { } text)
        {
            return null;
        }

        ReplaceableFile.Require(disk, paths, found.Stamp);
        PrivateDirectory.MakeInside(disk, paths, paths.Displaced);
        var kept = Path.Combine(paths.Displaced, string.Create(CultureInfo.InvariantCulture, $"fence-{seams.Clock.GetUtcNow().UtcTicks:x}.json"));
        try
        {
            using var file = disk.CreateNew(kept, found.Stamp.Mode) ?? throw new DiskException(DiskFault.Busy, "open", kept, "the name is taken");
            file.TakeOwnershipOf(found.Stamp);
            file.Append(text);
            file.Flush();
        }
        catch
        {
            disk.Delete(kept);
            throw;
        }

        return Exchange(kept, found.Bytes, text) ? kept : null;
    }

    private bool IsSmall() => seams.Disk.Stat(paths.Board) is { Kind: FileKind.File } stamp && stamp.Size <= limits.MaxBytes;

    private bool Exchange(string kept, byte[] found, byte[] text)
    {
        var disk = seams.Disk;
        try
        {
            if (!disk.Exchange(kept, paths.Board))
            {
                disk.Delete(kept);
                return false;
            }
        }
        catch (NotSupportedException)
        {
            disk.Delete(kept);
            throw new DiskException(DiskFault.Io, "exchange", paths.Board, "this file system cannot exchange two names; take the fence off by hand");
        }

        Flush();
        if (disk.Read(kept) is { } displaced && displaced.Bytes.AsSpan().SequenceEqual(found))
        {
            return true;
        }

        // A save of that very moment: it goes back, and what comes out now stays where it is kept, unless it is ours.
        disk.Exchange(kept, paths.Board);
        if (disk.Read(kept) is { } ours && ours.Bytes.AsSpan().SequenceEqual(text))
        {
            disk.Delete(kept);
        }

        Flush();
        return false;
    }

    private void Flush()
    {
        seams.Disk.FlushDirectory(paths.Directory);
        seams.Disk.FlushDirectory(paths.Displaced);
        seams.Disk.FlushDirectory(paths.Private);
    }
}
