namespace TaskBoard.Fronts;

/// <summary>Waits for something on a board: woken by each event, and by the clock.</summary>
internal static class BoardWait
{
    /// <summary>A lease that ends and a rest that is over change no file: the clock is looked at this often.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    /// <summary>The answer; null: none in time.</summary>
    /// <param name="board">The board.</param>
    /// <param name="look">Looks for the answer, given the event that made it look (null: none); null: there is none yet.</param>
    /// <param name="isWorthLooking">Asked by the clock, where nothing happened: whether it is worth to look.</param>
    /// <param name="wait">How long; null: until the answer comes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T?> ForAsync<T>(
        Board board, Func<BoardEvent?, Task<T?>> look, Func<Task<bool>> isWorthLooking, TimeSpan? wait, CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(wait ?? Timeout.InfiniteTimeSpan);
        var changes = board.WatchAsync(cancellationToken: deadline.Token).GetAsyncEnumerator(deadline.Token);
        Task? change = null;
        BoardEvent? latest = null;
        try
        {
            while (true)
            {
                // Listened for before looking, so that what comes between is not missed.
                change ??= changes.MoveNextAsync().AsTask();
                if (await look(latest).ConfigureAwait(false) is { } answer)
                {
                    return answer;
                }

                do
                {
                    await Task.WhenAny(change, Task.Delay(LongestSilence, deadline.Token)).ConfigureAwait(false);
                    cancellationToken.ThrowIfCancellationRequested();
                    if (deadline.IsCancellationRequested)
                    {
                        return null;
                    }
                }
                while (!change.IsCompleted && !await isWorthLooking().ConfigureAwait(false));

                latest = null;
                if (change.IsCompleted)
                {
                    await change.ConfigureAwait(false);
                    (change, latest) = (null, changes.Current);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            // What goes wrong with listening does not matter to whoever has the answer.
            await deadline.CancelAsync().ConfigureAwait(false);
            await (change ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await changes.DisposeAsync().ConfigureAwait(false);
        }
    }
}
