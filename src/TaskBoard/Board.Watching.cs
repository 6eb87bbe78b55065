using System.Runtime.CompilerServices;
using TaskBoard.History;
using TaskBoard.Turns;

namespace TaskBoard;

/// <content>Watching.</content>
public sealed partial class Board
{
    /// <summary>A change that no signal announced (some network file systems have none) is seen after this time.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BoardEvent> WatchAsync(long? afterRevision = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var signal = new ChangeSignal(_options.FileSystem, _paths, _changed);
        WatchPlace? place = null;
        while (true)
        {
            place ??= await UnlessInTroubleAsync(
                () => History.ReadAsync(reader => PlaceAfter(reader, afterRevision, cancellationToken), cancellationToken)).ConfigureAwait(false);
            var (history, page) = place is null ? (null, []) : await AfterAsync(place, cancellationToken).ConfigureAwait(false);
            foreach (var item in page)
            {
                place = new WatchPlace(history, item.Sequence);
                yield return item;
            }

            if (page.Count < HistoryPages.Size)
            {
                await signal.WaitAsync(LongestSilence, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The next events, those of hand edits that are found now included, and the history that they are of; none where there is trouble.</summary>
    private async Task<(string? History, IReadOnlyList<BoardEvent> Events)> AfterAsync(WatchPlace place, CancellationToken cancellationToken)
    {
        // That a hand edit cannot be recorded now keeps nobody from seeing what was recorded.
        await UnlessInTroubleAsync(() => RecordHandEditsAsync(cancellationToken)).ConfigureAwait(false);
        var next = await UnlessInTroubleAsync(() => History.ReadAsync(reader => NextAfter(reader, place), cancellationToken)).ConfigureAwait(false);
        return next ?? (null, []);
    }

    /// <summary>The events after a place. Of a history that was begun anew since, whose numbers begin anew too, all are.</summary>
    private static (string? History, IReadOnlyList<BoardEvent> Events)? NextAfter(IHistoryReader? reader, WatchPlace place)
    {
        if (reader is null)
        {
            return null;
        }

        var history = reader.BoardId();
        return (history, reader.Events(new EventFilter { AfterSequence = history == place.History ? place.Sequence : 0 }, HistoryPages.Size));
    }

    /// <summary>
    /// The place of the last event up to a revision (null: of all), from which on events are new. What was recorded beside the board while it was
    /// at that revision may have come after the caller looked, and so counts as new. A history that has not come as far is not the one that the
    /// caller looked at: all of it is new.
    /// </summary>
    private static WatchPlace PlaceAfter(IHistoryReader? reader, long? revision, CancellationToken cancellationToken)
    {
        if (reader is null || revision > reader.Head().LastRevision)
        {
            return new WatchPlace(reader?.BoardId(), 0);
        }

        var last = HistoryPages.Of(reader, new EventFilter { ToRevision = revision, NewestFirst = true }, cancellationToken)
            .FirstOrDefault(item => item.Revision != revision || item.Task is not null || item.Changes is not null);
        return new WatchPlace(reader.BoardId(), last?.Sequence ?? 0);
    }

    /// <summary>Takes a turn only where the file is not the one on record.</summary>
    private async Task<bool> RecordHandEditsAsync(CancellationToken cancellationToken)
    {
        var found = await Task.Run(() => Reading(() => _file.Read()?.Hash), cancellationToken).ConfigureAwait(false);
        var recorded = await History.ReadAsync(reader => reader?.Head().LastCommit?.NewHash, cancellationToken).ConfigureAwait(false);
        if (found != recorded)
        {
            await CatchUpAsync(cancellationToken).ConfigureAwait(false);
        }

        return found != recorded;
    }

    /// <summary>What was asked for, or nothing: a lock, a file in the middle of being written or a full disk may be over when it is tried again.</summary>
    private static async Task<T?> UnlessInTroubleAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (BoardException e) when (e is not (HistoryDamagedException or HistoryTooNewException))
        {
            return default;
        }
    }

    /// <summary>How far a watcher has come.</summary>
    /// <param name="History">The id of the history; null: there was none yet.</param>
    /// <param name="Sequence">The number of the last event seen in it.</param>
    private sealed record WatchPlace(string? History, long Sequence);
}
