using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Looks after files that an exchange displaced: what comes out must be what was read, else a person saved in that very moment, and it is
/// merged. A displaced file is kept until nobody has it open any more, because an editor may still be writing into it.
/// </summary>
internal sealed class DisplacedSaves(Committer committer, TurnSeams seams, BoardPaths paths, BoardFile file, SwapFiles swap)
{
    /// <summary>How often a merge may meet a further save in one turn; what is left waits for the next turn.</summary>
    private const int MergesPerTurn = 3;

    /// <summary>
    /// How many displaced files may wait for their time where the system cannot tell what is open: a busy board would fill the disk. With more than these,
    /// whoever still writes has a few seconds only, which is long for a save.
    /// </summary>
    private const int Crowd = 64;

    /// <summary>After what time a displaced file counts as closed where the system cannot tell.</summary>
    private static readonly TimeSpan ClosedAfter = TimeSpan.FromMinutes(15);

    /// <summary>The same where there are many.</summary>
    private static readonly TimeSpan ClosedAfterInACrowd = TimeSpan.FromSeconds(5);

    private readonly HashSet<string> _waiting = new(StringComparer.Ordinal);

    /// <summary>
    /// Looks at one displaced file that calls for something: merges a save that it holds (ends the transaction, answers true), deletes it
    /// where it is done with. False: none calls for anything now; the transaction is still open.
    /// </summary>
    public bool SettleNext()
    {
        var all = swap.All();
        if (TellOfALostEnd(all))
        {
            return true;
        }

        DeleteWhatNeverHappened(all);
        swap.KeepInMindOnly(all);
        var closed = committer.Now - (all.Count > Crowd ? ClosedAfterInACrowd : ClosedAfter);
        foreach (var left in all)
        {
            if (!_waiting.Contains(left.Path) && !swap.IsUntouched(left, closed) && Settle(left, closed))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Looks at what came out of the exchange that was just made in place of what had been found, and merges it where it is a person's
    /// save; again if another save meets the merge.
    /// </summary>
    /// <returns>The text of the board after a merge; null: what came out is what had been read.</returns>
    public BoardText? SettleAfterExchange(long commit, FoundBoard found)
    {
        if (CameOutAsFound(commit, found))
        {
            if (found.Ours)
            {
                swap.KeepInMind(paths.SwapOf(commit), found.Stamp, committer.Now);
            }

            return null;
        }

        // A merge that could not be marked is finished by the next turn, before anything is built upon it.
        BoardText? merged = null;
        for (var i = 0; i < MergesPerTurn && committer.IsMarked; i++)
        {
            committer.Begin();
            try
            {
                if (!SettleNext())
                {
                    break;
                }

                merged = file.Read()?.Text;
            }
            finally
            {
                committer.Rollback();
            }
        }

        return merged;
    }

    /// <summary>
    /// Whether the file that was displaced is still as it was read. It stays in any case until a later turn finds it closed.
    /// </summary>
    private bool CameOutAsFound(long commit, FoundBoard found)
    {
        var path = paths.SwapOf(commit);
        return seams.Disk.Stat(path) is { } stamp
            && stamp.SameFile(found.Stamp)
            && ((!found.Young && stamp.SameContent(found.Stamp))
                || (seams.Disk.Read(path) is { } bytes && file.HashOfKnown(bytes.Bytes) == found.Hash));
    }

    /// <summary>
    /// Puts on record that commits are lost of which a displaced file tells (<see cref="LostHistory.EndAfter"/>), once, before their numbers are given out again.
    /// Ends the transaction where it does.
    /// </summary>
    public bool TellOfALostEnd() => TellOfALostEnd(swap.All());

    private bool TellOfALostEnd(List<SwapFile> all)
    {
        var later = all.FindAll(left => left.Commit >= committer.NextCommit);
        if (later.Count == 0 || committer.LostEnd is not null || committer.IsBegunAnew
            || LostHistory.EndAfter(committer.Head.LastCommit, swap.Newest(later), file.HashIfReadable()) is not { } lost)
        {
            return false;
        }

        committer.LostEnd = lost;
        var newest = later.MaxBy(left => left.Commit)!;
        return SetAside(newest, string.Create(
            CultureInfo.InvariantCulture,
            $"{(committer.Head.LastCommit is { } last ? $"{LostHistory.EndIsLost}: it ends with commit {last.Number}" : "what the history held is lost: it has no commit")}. "
            + $"What commit {newest.Commit} displaced"));
    }

    /// <summary>
    /// What was written by somebody who died before the commit point. Before anything else: whatever is recorded next takes its number, and then it
    /// would pass for a file which that one displaced, with a save in it.
    /// </summary>
    private void DeleteWhatNeverHappened(List<SwapFile> all)
    {
        foreach (var left in all.FindAll(left => left.Commit == committer.NextCommit))
        {
            if (!committer.IsBegunAnew && committer.LostEnd is null)
            {
                swap.DeleteUnhappened(left.Path);
                all.Remove(left);
            }
        }
    }

    private bool Settle(SwapFile left, DateTimeOffset closedBefore)
    {
        if (committer.Journal.FindCommit(left.Commit) is not { } commit)
        {
            // Of a history that is not this one (it was lost or replaced): what it holds may be a save that nobody else has.
            return SetAside(left, "a file that an earlier history left behind");
        }

        // Asked before reading: what is closed now cannot change any more, because its name is ours alone.
        var told = seams.Disk.IsClosedByAll(left.Path);
        var closed = told ?? commit.At < closedBefore;
        if (seams.Disk.Read(left.Path) is not { } bytes)
        {
            return false;
        }

        var hash = file.HashOfKnown(bytes.Bytes);
        if (hash == (left.MergedHash ?? commit.BaseHash) || hash == commit.NewHash)
        {
            if (closed)
            {
                seams.Disk.Delete(left.Path);
                return false;
            }

            _waiting.Add(left.Path);
            if (told is null && bytes.Steady && !file.IsYoung(bytes.Stamp))
            {
                // Not read again with every turn until its time has come.
                swap.KeepInMind(left.Path, bytes.Stamp, commit.At);
            }

            return false;
        }

        if (TryParse(bytes, left.Path) is { } theirs)
        {
            return Merge(left, commit, theirs, hash, bytes.Stamp);
        }

        if (!closed)
        {
            _waiting.Add(left.Path);
            return false;
        }

        return SetAside(left, $"a text that cannot be read as a board, saved while revision {committer.Head.LastRevision} was being written,");
    }

    private BoardText? TryParse(FileBytes bytes, string path)
    {
        try
        {
            return bytes.Steady ? file.Parse(bytes.Bytes, path) : null;
        }
        catch (BoardException e) when (e is BoardUnreadableException or BoardTooLargeException)
        {
            return null;
        }
    }

    /// <summary>Merges what a person saved into a file that was displaced by a commit. Ends the transaction.</summary>
    private bool Merge(SwapFile left, CommitRecord commit, BoardText theirs, string hash, FileStamp stamp)
    {
        var found = file.Read() ?? throw new BoardMissingException(paths.Board, committer.Head.LastRevision);
        if (found.Hash != committer.Head.LastCommit?.NewHash)
        {
            // The file was edited by hand as well; that comes first, so that the history's last board is the one to merge with.
            new CatchUp(committer, seams).Record(found);
            return true;
        }

        var mirror = committer.Journal.Mirror();
        var saved = committer.SavedAt(stamp);
        var edits = SaveMerge.EditsSince(committer, commit, saved).ToArray();

        // Of the same millisecond is what came into tasks.json a moment later, or what a writer recorded of this very save and died before it could mark it.
        var (isFirst, at) = (left.MergedHash is null, StoredTime.Round(saved));
        var merged = SaveMerge.Of(committer, mirror, commit, theirs.Content, [.. edits.Where(e => e.Changes is not null && (isFirst || e.OccurredAt > at))]);

        // The person's formatting is kept where theirs is the newest text; after later commits the board's own is.
        var keepsTheirText = commit.Number == committer.Head.LastCommit?.Number;
        var text = (keepsTheirText ? theirs : found.Text).With(merged.Content);
        if (text.ToBytes().AsSpan().SequenceEqual(found.Text.ToBytes()))
        {
            // What the save wanted, of which nothing stands, but for what a writer told that died before it could mark it.
            var known = edits.Where(e => e.Event == BoardEventKind.Conflict).Select(e => new MergeConflict(e.Task, e.Details ?? "")).ToHashSet();
            var untold = merged.Conflicts.Where(c => !known.Contains(c)).ToArray();
            if (untold.Length == 0)
            {
                committer.Rollback();
            }
            else
            {
                committer.CommitFound(found, MergeWriting.Of(committer, mirror, mirror.Content, untold, saved));
            }

            swap.MarkMerged(left, hash);
            return true;
        }

        committer.Commit(found, text, MergeWriting.Of(committer, mirror, text.Content, merged.Conflicts, saved));

        // Only now: a crash before this line merges the same save once more, which then changes nothing.
        swap.MarkMerged(left, hash);
        return true;
    }

    /// <summary>Keeps what cannot be merged, and says so, before it is moved. Ends the transaction.</summary>
    private bool SetAside(SwapFile left, string what)
    {
        swap.Flush(left);
        PrivateDirectory.MakeInside(seams.Disk, paths, paths.Displaced);
        var kept = Path.Combine(paths.Displaced, $"{left.Commit}-{committer.Now.UtcTicks:x}.json");
        committer.RecordEvent(
            BoardEventKind.Conflict, $"{what} is kept as .taskboard/displaced/{Path.GetFileName(kept)}; the board is as TaskBoard wrote it");
        committer.Rollback();
        swap.SetAside(left, kept);
        return true;
    }
}
