using System.Text;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// A <c>tasks.json</c> that cannot be read, or is missing, in whose place a board that is brought back may come: nothing else ever overwrites it. What it
/// holds is kept in <c>.taskboard/displaced</c> before anything is committed, and what stands there is from then on what the history had last, so that
/// going back is an ordinary change, by the ordinary commit.
/// </summary>
internal sealed class UnreadableFile(Committer committer, TurnSeams seams, BoardPaths paths, BoardFile file)
{
    private string? _kept;

    /// <summary>What is put on record about it, besides what is brought back.</summary>
    public string Details { get; private set; } = "";

    /// <summary>
    /// What the change is made on: the board as the history has it, in the place of the file. Begins a transaction, and leaves it open. Null: what is in the
    /// way is no file, or nothing was ever on record to be brought back.
    /// </summary>
    public FoundBoard? Take()
    {
        committer.Rollback();
        var head = committer.Begin();
        var stamp = seams.Disk.Stat(paths.Board);
        if (head.LastCommit is null || stamp is { Kind: not FileKind.File })
        {
            return null;
        }

        committer.Journal.DemandAllMirrored();
        var text = file.Parse(Encoding.UTF8.GetBytes(committer.Journal.Mirror().Content.ToJson()), paths.Board);
        if (stamp is null || seams.Disk.Read(paths.Board) is not { } broken)
        {
            Details = "tasks.json was missing, and is written anew";
            return new FoundBoard(text, BoardFile.HashOf([]), default, young: true, ours: false) { IsMissing = true };
        }

        Keep(broken.Bytes);
        return new FoundBoard(text, BoardFile.HashOf(broken.Bytes), broken.Stamp, young: true, ours: false);
    }

    /// <summary>Nothing came of it.</summary>
    public void Forget()
    {
        if (_kept is { } kept)
        {
            seams.Disk.Delete(kept);
        }
    }

    /// <summary>A copy, not the file itself: somebody may still be writing into that one, which is then looked after as every displaced file.</summary>
    private void Keep(byte[] bytes)
    {
        PrivateDirectory.MakeInside(seams.Disk, paths, paths.Displaced);
        var kept = Path.Combine(paths.Displaced, $"{committer.NextCommit}-{committer.Now.UtcTicks:x}.broken.json");
        using (var copy = PrivateDirectory.CreateNew(seams.Disk, kept) ?? throw new DiskException(DiskFault.Busy, "open", kept, "the name is taken"))
        {
            _kept = kept;
            copy.Append(bytes);
            if (committer.IsDurable)
            {
                copy.Flush();
            }
        }

        if (committer.IsDurable)
        {
            seams.Disk.FlushDirectory(paths.Displaced);
            seams.Disk.FlushDirectory(paths.Private);
        }

        Details = $"tasks.json could not be read, and is written anew; what it held is kept as .taskboard/displaced/{Path.GetFileName(kept)}";
    }
}
