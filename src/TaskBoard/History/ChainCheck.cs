using System.Globalization;

namespace TaskBoard.History;

/// <summary>
/// Checks events one after the other: number, link to the one before, hash, times that never go back, revisions without gaps, and that the
/// last one is the one written down as the head. Stops at the first that does not fit.
/// </summary>
internal sealed class ChainCheck
{
    private readonly HashSet<(long Sequence, string Hash)> _missed;
    private readonly (long Sequence, string Hash)? _head;
    private BoardEvent? _last;

    /// <param name="expectedHeads">Heads kept from earlier.</param>
    /// <param name="head">The last event as written down beside the events; null: not known.</param>
    /// <exception cref="InvalidRequestException">One of <paramref name="expectedHeads"/> is not <c>sequence:hash</c>.</exception>
    public ChainCheck(IEnumerable<string> expectedHeads, (long Sequence, string Hash)? head = null)
    {
        _head = head;
        _missed = [.. expectedHeads.Select(Parse)];
        _missed.Remove((0, EventChain.Genesis));
    }

    /// <summary>How many events fit.</summary>
    public long Events => _last?.Sequence ?? 0;

    /// <summary>The revision of the last event that fits.</summary>
    public long Revision => _last?.Revision ?? 0;

    /// <summary>The head of what fits.</summary>
    public string Head => HeadOf(Events, _last?.Hash ?? EventChain.Genesis);

    /// <summary>The number of the first event that does not fit; null: all fit.</summary>
    public long? FirstBad { get; private set; }

    /// <summary>Why it does not fit.</summary>
    public string? Problem { get; private set; }

    /// <summary>A head as text.</summary>
    public static string HeadOf(long sequence, string hash) => string.Create(CultureInfo.InvariantCulture, $"{sequence}:{hash}");

    /// <summary>The events that fit.</summary>
    public IEnumerable<BoardEvent> Checked(IEnumerable<BoardEvent> events)
    {
        using var all = events.GetEnumerator();
        while (Next(all) is { } item)
        {
            if (FaultOf(item) is var (sequence, fault))
            {
                Fail(sequence, fault);
                yield break;
            }

            _last = item;
            _missed.Remove((item.Sequence, item.Hash));
            yield return item;
        }

        if (_head is var (last, _) && last > Events)
        {
            Fail(Events + 1, $"Event {Events + 1} is missing: the history ends with event {Events}, and the last one written was {last}: its tail was cut off");
        }

        if (FirstBad is null && _missed.Count > 0)
        {
            var expected = _missed.Min(m => m.Sequence);
            Fail(
                Math.Min(expected, Events + 1),
                expected > Events
                    ? $"The head that was kept is event {expected}, and the history ends with event {Events}: its tail was cut off"
                    : $"Event {expected} is not the one whose hash was kept: the history was written anew");
        }
    }

    /// <summary>Says that an event does not fit for a reason of its own.</summary>
    public void Fail(long sequence, string problem)
    {
        FirstBad ??= sequence;
        Problem ??= problem;
    }

    private BoardEvent? Next(IEnumerator<BoardEvent> events)
    {
        try
        {
            return events.MoveNext() ? events.Current : null;
        }
        catch (UnreadableEventException e)
        {
            Fail(e.Sequence, e.Message);
            return null;
        }
    }

    private (long Sequence, string Fault)? FaultOf(BoardEvent item)
    {
        var next = Events + 1;
        if (item.Sequence != next)
        {
            return (Math.Min(next, item.Sequence), $"Event {next} is missing");
        }

        if (item.PreviousHash != (_last?.Hash ?? EventChain.Genesis))
        {
            return (next, $"Event {next} does not follow the one before it: one of the two was changed, or events were removed or inserted");
        }

        if (EventChain.HashOf(item) != item.Hash)
        {
            return (next, $"Event {next} was changed: its hash does not fit what it holds");
        }

        if (_last is { } last && (item.RecordedAt < last.RecordedAt || item.Revision < last.Revision))
        {
            return (next, $"Event {next} goes back in time or revision");
        }

        // What happens before the first change (a broken lock, a history begun anew) has revision 0.
        if (item.Revision > Revision + 1)
        {
            return (next, $"Event {next} has revision {item.Revision}, and no event has revision {Revision + 1}");
        }

        return HeadFaultOf(item);
    }

    private (long Sequence, string Fault)? HeadFaultOf(BoardEvent item) => _head switch
    {
        var (last, _) when item.Sequence > last => (item.Sequence, $"Event {item.Sequence} was added by another program: the last one written was {last}"),
        var (last, hash) when item.Sequence == last && item.Hash != hash => (last, $"Event {last} was written anew: it is not the one that was written last"),
        _ => null,
    };

    private static (long Sequence, string Hash) Parse(string head) =>
        head.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? (sequence, hash)
            : throw new InvalidRequestException($"'{head}' is not the head of a history; one looks like 12:{EventChain.Genesis}.");
}
