using System.Runtime.CompilerServices;

namespace TaskBoard;

/// <content>Watching.</content>
public sealed partial class Board
{
    /// <summary>A change that no signal announced (some network file systems have none) is seen after this time.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async IAsyncEnumerable<BoardEvent> WatchAsync(long? afterRevision = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var signal = new Turns.ChangeSignal(_options.FileSystem, _paths, _changed);
        var sequence = await LastSequenceAsync(afterRevision, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await RecordHandEditsAsync(cancellationToken).ConfigureAwait(false);
            await foreach (var item in History.EventsAsync(new EventFilter { AfterSequence = sequence }, cancellationToken).ConfigureAwait(false))
            {
                sequence = item.Sequence;
                yield return item;
            }

            await signal.WaitAsync(LongestSilence, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The number of the last event up to a revision (null: of all), from which on events are new.</summary>
    private async Task<long> LastSequenceAsync(long? revision, CancellationToken cancellationToken)
    {
        await foreach (var item in History.EventsAsync(new EventFilter { ToRevision = revision, NewestFirst = true }, cancellationToken).ConfigureAwait(false))
        {
            return item.Sequence;
        }

        return 0;
    }

    /// <summary>Takes a turn only where the file is not the one on record.</summary>
    private async Task RecordHandEditsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await Task.Run(() => AtTheEdge(() => IsAheadOfHistory(cancellationToken)), cancellationToken).ConfigureAwait(false))
            {
                await CatchUpAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is BoardUnreadableException or BoardTooLargeException or BoardMissingException or BoardNotFoundException or BoardLockedException)
        {
            // Somebody is in the middle of something; what comes of it is seen when the file can be read again.
        }
    }

    private bool IsAheadOfHistory(CancellationToken cancellationToken)
    {
        var found = _file.Read();
        using var reader = OpenReader(cancellationToken);
        return found?.Hash != reader?.Head().LastCommit?.NewHash;
    }
}
