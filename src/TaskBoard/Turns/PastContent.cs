using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>What the board held before a commit, computed backwards from the mirror.</summary>
internal static class PastContent
{
    /// <summary>
    /// The content of the file that a commit was made on. That is not always the board as of the commit before: one that was never shown is made
    /// again on the file as it was.
    /// </summary>
    public static BoardContent Before(IJournal journal, MirrorBoard mirror, CommitRecord commit, JournalHead head)
    {
        var since = journal.FindCommitByHash(commit.BaseHash, commit.Number) is { } known ? known.Number + 1 : commit.Number;
        if (FirstRevisionSince(journal, since, head) is not { } first)
        {
            return mirror.Content;
        }

        var changes = journal.EventsOf(first, head.LastRevision)
            .Where(e => e.Changes is not null)
            .Reverse()
            .Select(e => new TaskChange(e.Task, e.Event, e.FromStatus, e.ToStatus, e.Changes!));
        return BoardDiff.Revert(mirror, changes).Content;
    }

    /// <summary>The first revision of this commit or, where it only changed formatting, of the first one after it that has any; null: none has.</summary>
    public static long? FirstRevisionSince(IJournal journal, long commit, JournalHead head)
    {
        for (var number = commit; number <= (head.LastCommit?.Number ?? 0); number++)
        {
            if (journal.FindCommit(number) is { FirstRevision: { } revision })
            {
                return revision;
            }
        }

        return null;
    }
}
