using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>
/// Finishes a commit that a dead writer left pending. What the swap file holds tells how far it came; whatever a person saved meanwhile is
/// under one of the two names and is met by the ordinary ways afterwards. Recovering a recovery follows the same table.
/// </summary>
internal sealed class Recovery(Committer committer, TurnSeams seams, BoardPaths paths, BoardFile file, SwapFiles swap)
{
    /// <summary>Finishes the commit and ends the transaction.</summary>
    public void Finish(CommitRecord pending)
    {
        committer.MakeSure();
        committer.Begin();
        swap.FinishLinkAndRename(pending.Number);
        var left = seams.Disk.Read(paths.SwapOf(pending.Number));
        if (left is not null && BoardFile.HashOf(left.Bytes) == pending.NewHash)
        {
            var revision = pending.LastRevision ?? committer.Head.LastRevision;

            // Not exchanged yet. What comes out is looked at as a displaced save.
            committer.Rollback();
            committer.Show(pending.Number, revision);
            return;
        }

        if (left is not null || IsShown(pending))
        {
            swap.FlushNames();
            committer.MarkApplied(pending.Number);
            return;
        }

        WriteAgain(pending);
    }

    /// <summary>Whether the file is already the new one.</summary>
    private bool IsShown(CommitRecord pending) => seams.Disk.Read(paths.Board) is { } board && BoardFile.HashOf(board.Bytes) == pending.NewHash;

    /// <summary>
    /// The new file is gone: makes it again, as the mirror has it, where the file is still the one it was made for, else merged with what a
    /// person saved. The commit counts as applied in the same transaction as the one that shows its content.
    /// </summary>
    private void WriteAgain(CommitRecord pending)
    {
        var mirror = committer.Journal.Mirror();
        var found = file.Read() ?? throw new BoardMissingException(paths.Board, committer.Head.LastRevision);
        var saved = committer.SavedAt(found.Stamp);
        var merged = found.Hash == pending.BaseHash ? new MergeResult(mirror.Content, []) : SaveMerge.Of(committer, mirror, pending, found.Text.Content, []);
        var text = found.Text.With(merged.Content);
        committer.Commit(found, text, MergeWriting.Of(committer, mirror, text.Content, merged.Conflicts, saved, pending.Number));
    }
}
