namespace TaskBoard.Cli.Commands;

/// <summary>Claims the next task, waiting until there is one.</summary>
internal static class ClaimWait
{
    /// <summary>Every wait ends.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>A lease that ends and a rest that is over change no file: the clock is looked at this often.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(2);

    /// <summary>The claim; null: nothing became ready in time, or nothing unfinished remains.</summary>
    public static async Task<TaskClaim?> ClaimAsync(Board board, ChangeBy by, ClaimOptions options, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(wait);
        var changes = board.WatchAsync(cancellationToken: deadline.Token).GetAsyncEnumerator(deadline.Token);
        Task? change = null;
        try
        {
            while (true)
            {
                // Listened for before looking, so that what comes between is not missed.
                change ??= changes.MoveNextAsync().AsTask();
                if (await board.TryClaimNextAsync(by, options, cancellationToken).ConfigureAwait(false) is { } claim)
                {
                    return claim;
                }

                if (!await IsWorthWaitingAsync(board, cancellationToken).ConfigureAwait(false))
                {
                    return null;
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
                while (!change.IsCompleted && await board.NextAsync(by, options, cancellationToken).ConfigureAwait(false) is null);

                if (change.IsCompleted)
                {
                    await change.ConfigureAwait(false);
                    change = null;
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

    /// <summary>Whether anything unfinished remains.</summary>
    public static async Task<bool> IsWorthWaitingAsync(Board board, CancellationToken cancellationToken) =>
        (await board.ReadAsync(cancellationToken).ConfigureAwait(false)).Tasks.Any(task => !Output.TaskFilter.IsFinished(task));
}
