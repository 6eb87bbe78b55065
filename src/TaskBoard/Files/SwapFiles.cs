using System.Globalization;
using TaskBoard.History;

namespace TaskBoard.Files;

/// <summary>
/// New files on their way to <c>tasks.json</c>, and displaced ones on their way out, in <c>.taskboard/swap</c>:
/// <c>swap/N</c> is first the new file of commit N, and after the exchange what was displaced by it; <c>swap/N.HASH</c> is a displaced
/// file whose content with that hash was merged already; <c>swap/N.base</c> a second link to what is about to be replaced, where names
/// cannot be exchanged.
/// </summary>
internal sealed class SwapFiles(IDisk disk, BoardPaths paths, Func<bool> durable, Action<TimeSpan> pause)
{
    private const int Patience = 5;

    private readonly Dictionary<string, (FileStamp Stamp, DateTimeOffset At)> _untouched = new(StringComparer.Ordinal);

    /// <summary>Refuses a swap directory that leads elsewhere: it is written, exchanged and deleted in there.</summary>
    /// <exception cref="BoardPlaceException">It is a link, or no directory.</exception>
    public void Demand() => PrivateDirectory.Demand(disk, paths.Swap);

    /// <summary>Writes the new file of a commit, complete and durable, with mode and owner of the board's file. What an earlier writer left under the name never happened.</summary>
    /// <returns>What the new file is, the hash of what it holds, and whether its stamp shows every later write.</returns>
    public (FileStamp Stamp, string Hash, bool Telling) Write(long commit, BoardText text, FileStamp? like)
    {
        var path = paths.SwapOf(commit);
        var file = disk.CreateNew(path, like?.Mode);
        if (file is null)
        {
            DeleteUnhappened(path);
            file = disk.CreateNew(path, like?.Mode) ?? throw new DiskException(DiskFault.Busy, "open", path, "the name is taken again and again");
        }

        using (file)
        {
            if (like is { } stamp)
            {
                file.TakeOwnershipOf(stamp);
            }

            var hash = text.WriteTo(file.Append);
            var backdated = file.Backdate();
            if (durable())
            {
                file.Flush();
            }

            return (backdated ?? file.Stamp(), hash, backdated is not null);
        }
    }

    /// <summary>Takes back the new file of a commit that did not happen.</summary>
    public void Discard(long commit)
    {
        try
        {
            DeleteUnhappened(paths.SwapOf(commit));
        }
        catch (DiskException)
        {
            // The commit did not happen, so the next turn deletes what is left; the error that led here is the one to report.
        }
    }

    /// <summary>
    /// Deletes the new file of a commit that did not happen, and makes that durable: after a power cut it would stand there again, under the name of the commit that took
    /// the number, and pass for a person's save.
    /// </summary>
    public void DeleteUnhappened(string path)
    {
        disk.Delete(path);
        if (durable())
        {
            disk.FlushDirectory(paths.Swap);
        }
    }

    /// <summary>
    /// Exchanges the new file of a commit with <c>tasks.json</c>, and makes both names durable. A missing <c>tasks.json</c> is taken
    /// as being written by somebody; if it stays missing, ours is put there.
    /// </summary>
    public void Exchange(long commit)
    {
        var swap = paths.SwapOf(commit);
        for (var attempt = 1; !TryExchange(swap); attempt++)
        {
            if (attempt > Patience && TryPlace(swap))
            {
                break;
            }

            pause(TimeSpan.FromMilliseconds(20 * Math.Min(attempt, Patience)));
        }

        FlushNames();
    }

    /// <summary>Makes the names of the board's directory and of the swap directory durable.</summary>
    public void FlushNames()
    {
        if (durable())
        {
            disk.FlushDirectory(paths.Directory);
            disk.FlushDirectory(paths.Swap);
        }
    }

    /// <summary>
    /// Finishes an exchange by link and rename that a dead writer left between its steps, so that <c>swap/N</c> is what an exchange
    /// would have left.
    /// </summary>
    public void FinishLinkAndRename(long commit)
    {
        var (swap, basis) = (paths.SwapOf(commit), BasisOf(commit));
        if (disk.Stat(basis) is null)
        {
            return;
        }

        if (disk.Stat(swap) is null)
        {
            disk.Rename(basis, swap);
        }
        else
        {
            disk.Delete(basis);
        }
    }

    /// <summary>All files in the swap directory that belong to a commit: its number, the hash of what was merged of it (or null), and the path.</summary>
    public List<SwapFile> All()
    {
        var files = new List<SwapFile>();
        foreach (var name in disk.List(paths.Swap))
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (long.TryParse(dot < 0 ? name : name[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var commit) && !name.EndsWith(".base", StringComparison.Ordinal))
            {
                files.Add(new SwapFile(commit, dot < 0 ? null : name[(dot + 1)..], Path.Combine(paths.Swap, name)));
            }
        }

        return files;
    }

    /// <summary>What those of the newest commit among these hold: by it a commit is known that the history has lost.</summary>
    public List<DisplacedFile> Newest(List<SwapFile> among)
    {
        var newest = among.Count == 0 ? 0 : among.Max(f => f.Commit);
        return [.. among.Where(f => f.Commit == newest).Select(f => disk.Read(f.Path) is { } read
            ? new DisplacedFile(f.Commit, BoardFile.HashOf(read.Bytes), new DateTimeOffset(read.Stamp.Modified, TimeSpan.Zero))
            : new DisplacedFile(f.Commit, null, DateTimeOffset.MaxValue))];
    }

    /// <summary>Keeps in mind that nothing of a displaced file is new, as long as its stamp stays: one that shows every later write.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stamp">What it was when that was known.</param>
    /// <param name="at">When it was displaced.</param>
    public void KeepInMind(string path, FileStamp stamp, DateTimeOffset at) => _untouched[path] = (stamp, at);

    /// <summary>
    /// Whether a displaced file that is kept in mind calls for nothing, as its stamp says, unread; it is deleted where nobody can write into it any more.
    /// False: it is another, or more must be looked at.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="closed">Displaced before this time, it counts as closed where the system cannot tell.</param>
    public bool IsUntouched(SwapFile file, DateTimeOffset closed)
    {
        if (!_untouched.TryGetValue(file.Path, out var known))
        {
            return false;
        }

        // Asked before looking: what is closed now cannot change any more, because its name is ours alone.
        var isClosed = disk.IsClosedByAll(file.Path);
        if (isClosed == false || disk.Stat(file.Path) is not { } now || !now.SameContent(known.Stamp))
        {
            return false;
        }

        if (isClosed ?? known.At < closed)
        {
            disk.Delete(file.Path);
            _untouched.Remove(file.Path);
        }

        return true;
    }

    /// <summary>Forgets what others have deleted.</summary>
    /// <param name="left">The files that are still there.</param>
    public void KeepInMindOnly(IReadOnlyList<SwapFile> left)
    {
        if (_untouched.Count > left.Count)
        {
            var there = left.Select(f => f.Path).ToHashSet(StringComparer.Ordinal);
            _untouched.Keys.Where(path => !there.Contains(path)).ToList().ForEach(path => _untouched.Remove(path));
        }
    }

    /// <summary>Notes that what a displaced file holds with this hash is being merged.</summary>
    public SwapFile MarkMerged(SwapFile file, string hash)
    {
        var marked = file with { MergedHash = hash, Path = $"{paths.SwapOf(file.Commit)}.{hash}" };
        disk.Rename(file.Path, marked.Path);
        return marked;
    }

    /// <summary>Makes durable what a displaced file holds: whoever wrote it last may not have.</summary>
    public void Flush(SwapFile file)
    {
        if (durable())
        {
            using var open = disk.Open(file.Path);
            open?.Flush();
        }
    }

    /// <summary>Moves a displaced file out of the swap directory, where it would one day be taken for that of another commit.</summary>
    public void SetAside(SwapFile file, string kept)
    {
        if (durable())
        {
            // The directory may be new: whatever is in it is only as durable as its own name.
            disk.FlushDirectory(paths.Private);
        }

        disk.Rename(file.Path, kept);
        if (durable())
        {
            disk.FlushDirectory(paths.Displaced);
            disk.FlushDirectory(paths.Swap);
        }
    }

    private bool TryExchange(string swap)
    {
        try
        {
            return disk.Exchange(swap, paths.Board);
        }
        catch (NotSupportedException)
        {
            return TryLinkAndRename(swap);
        }
    }

    /// <summary>
    /// Where names cannot be exchanged: a second link keeps what is replaced. A save by a person between the two steps that replaces the
    /// file (instead of writing into it) is lost; this window is documented and shown by the mode of the board.
    /// </summary>
    private bool TryLinkAndRename(string swap)
    {
        var basis = swap + ".base";
        disk.Delete(basis);
        if (disk.Stat(paths.Board) is null || !disk.Link(paths.Board, basis))
        {
            return false;
        }

        disk.Rename(swap, paths.Board);
        disk.Rename(basis, swap);
        return true;
    }

    private bool TryPlace(string swap)
    {
        try
        {
            return disk.Link(swap, paths.Board) && disk.Delete(swap);
        }
        catch (NotSupportedException)
        {
            return disk.Stat(paths.Board) is null && disk.Rename(swap, paths.Board);
        }
    }

    private string BasisOf(long commit) => paths.SwapOf(commit) + ".base";
}

/// <summary>A file in the swap directory.</summary>
/// <param name="Commit">The commit it belongs to.</param>
/// <param name="MergedHash">The hash of what was merged of it already; null: nothing was.</param>
/// <param name="Path">Where it is.</param>
internal sealed record SwapFile(long Commit, string? MergedHash, string Path);
