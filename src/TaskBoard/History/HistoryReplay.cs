using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>Past boards, computed from events.</summary>
internal static class HistoryReplay
{
    /// <summary>A board before anything happened.</summary>
    public static MirrorBoard Nothing { get; } = new(BoardContent.Empty, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>The board as it was after a revision: forwards from nothing or backwards from the mirror, whichever is shorter.</summary>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    public static MirrorBoard At(IHistoryReader reader, long revision, CancellationToken cancellationToken)
    {
        var last = reader.Head().LastRevision;
        if (revision < 0 || revision > last)
        {
            throw new RevisionNotFoundException($"revision {revision}", last);
        }

        return revision <= last / 2
            ? BoardDiff.Apply(Nothing, Changes(reader, new EventFilter { ToRevision = revision }, cancellationToken))
            : BoardDiff.Revert(reader.Mirror(), Changes(reader, new EventFilter { AfterRevision = revision, NewestFirst = true }, cancellationToken));
    }

    /// <summary>What an event changed on the board; null: nothing.</summary>
    public static TaskChange? ChangeOf(BoardEvent item) =>
        item.Changes is null ? null : new TaskChange(item.Task, item.Event, item.FromStatus, item.ToStatus, item.Changes);

    /// <summary>A board for users.</summary>
    public static BoardSnapshot ToSnapshot(BoardContent content, long revision)
    {
        var tasks = content.Tasks.Select(t => t.Item).ToValueList();
        return new BoardSnapshot
        {
            Tasks = tasks,
            Revision = revision,
            Problems = tasks.SelectMany(t => t.Problems).ToValueList(),
            Content = content,
        };
    }

    private static IEnumerable<TaskChange> Changes(IHistoryReader reader, EventFilter filter, CancellationToken cancellationToken) =>
        HistoryPages.Of(reader, filter, cancellationToken).Select(ChangeOf).OfType<TaskChange>();
}
