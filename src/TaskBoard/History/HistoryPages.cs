using System.Runtime.ExceptionServices;

namespace TaskBoard.History;

/// <summary>Reads the events of one moment page by page, so that a long history is never in memory whole.</summary>
internal static class HistoryPages
{
    /// <summary>How many events are read at once.</summary>
    public const int Size = 500;

    /// <summary>All events that fit, in the order of the filter. One that cannot be read is met after all those before it.</summary>
    public static IEnumerable<BoardEvent> Of(IHistoryReader reader, EventFilter filter, CancellationToken cancellationToken)
    {
        for (EventFilter? next = filter; next is not null;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (page, fault) = Read(reader, next);
            foreach (var item in page)
            {
                yield return item;
            }

            if (fault is not null)
            {
                ExceptionDispatchInfo.Throw(fault);
            }

            next = After(next, page);
        }
    }

    /// <summary>The filter of the page after this one; null: this was the last.</summary>
    public static EventFilter? After(EventFilter filter, IReadOnlyList<BoardEvent> page) => page switch
    {
        { Count: < Size } => null,
        [.., var last] when filter.NewestFirst => filter with { BeforeSequence = last.Sequence },
        [.., var last] => filter with { AfterSequence = last.Sequence },
        _ => null,
    };

    private static (IReadOnlyList<BoardEvent> Page, UnreadableEventException? Fault) Read(IHistoryReader reader, EventFilter filter)
    {
        try
        {
            return (reader.Events(filter, Size), null);
        }
        catch (UnreadableEventException e)
        {
            return (e.Before, e);
        }
    }
}
