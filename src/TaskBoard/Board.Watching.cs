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
        long? sequence = null;
        while (true)
        {
            sequence ??= await UnlessInTroubleAsync<long?>(
                async () => await LastSequenceAsync(afterRevision, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            var page = sequence is { } known ? await AfterAsync(known, cancellationToken).ConfigureAwait(false) : [];
            foreach (var item in page)
            {
                sequence = item.Sequence;
                yield return item;
            }

            if (page.Count < HistoryPages.Size)
            {
                await signal.WaitAsync(LongestSilence, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The next events, those of hand edits that are found now included; none where there is trouble.</summary>
    private async Task<IReadOnlyList<BoardEvent>> AfterAsync(long sequence, CancellationToken cancellationToken)
    {
        // That a hand edit cannot be recorded now keeps nobody from seeing what was recorded.
        await UnlessInTroubleAsync(() => RecordHandEditsAsync(cancellationToken)).ConfigureAwait(false);
        var filter = new EventFilter { AfterSequence = sequence };
        return await UnlessInTroubleAsync(
            () => History.ReadAsync(reader => reader?.Events(filter, HistoryPages.Size) ?? [], cancellationToken)).ConfigureAwait(false) ?? [];
    }

    /// <summary>
    /// The number of the last event up to a revision (null: of all), from which on events are new. What was recorded beside the board while it was
    /// at that revision may have come after the caller looked, and so counts as new.
    /// </summary>
    private async Task<long> LastSequenceAsync(long? revision, CancellationToken cancellationToken)
    {
        await foreach (var item in History.EventsAsync(new EventFilter { ToRevision = revision, NewestFirst = true }, cancellationToken).ConfigureAwait(false))
        {
            if (item.Revision != revision || item.Task is not null || item.Changes is not null)
            {
                return item.Sequence;
            }
        }

        return 0;
    }

    /// <summary>Takes a turn only where the file is not the one on record.</summary>
    private async Task<bool> RecordHandEditsAsync(CancellationToken cancellationToken)
    {
        var found = await Task.Run(() => AtTheEdge(() => _file.Read()?.Hash), cancellationToken).ConfigureAwait(false);
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
}
