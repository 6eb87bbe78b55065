using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>What the board held before a commit, computed backwards from the mirror.</summary>
internal static class PastContent
{
    /// <summary>The content that a commit was made on.</summary>
    public static BoardContent Before(IJournal journal, MirrorBoard mirror, CommitRecord commit, JournalHead head)
    {
        if (FirstRevisionSince(journal, commit, head) is not { } first)
        {
            return mirror.Content;
        }

        var changes = journal.EventsOf(first, head.LastRevision)
            .Where(e => e.Changes is not null)
            .Reverse()
            .Select(e => new TaskChange(e.Task, e.Event, e.FromStatus, e.ToStatus, e.Changes!));
        return BoardDiff.Revert(mirror, changes).Content;
    }

    /// <summary>The first revision of this commit or, where it only changed formatting, of the first one after it that has any.</summary>
    private static long? FirstRevisionSince(IJournal journal, CommitRecord commit, JournalHead head)
    {
        for (var number = commit.Number; number <= (head.LastCommit?.Number ?? 0); number++)
        {
            if (journal.FindCommit(number) is { FirstRevision: { } revision })
            {
                return revision;
            }
        }

        return null;
    }
}
