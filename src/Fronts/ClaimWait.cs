namespace TaskBoard.Fronts;

/// <summary>Claims the next task, waiting until there is one.</summary>
internal static class ClaimWait
{
    /// <summary>Every wait for a claim ends.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>The claim; null: nothing became ready in time, or nothing unfinished remains.</summary>
    public static Task<TaskClaim?> ClaimAsync(Board board, ChangeBy by, ClaimOptions options, TimeSpan wait, CancellationToken cancellationToken) =>
        ClaimAsync(board, by, options, () => board.TryClaimNextAsync(by, options, cancellationToken), wait, cancellationToken);

    /// <summary>The same, for whoever claims in a way of its own.</summary>
    public static async Task<TaskClaim?> ClaimAsync(
        Board board, ChangeBy by, ClaimOptions options, Func<Task<TaskClaim?>> tryClaim, TimeSpan wait, CancellationToken cancellationToken)
    {
        var found = await BoardWait.ForAsync(board, LookAsync, IsReadyAsync, wait, cancellationToken).ConfigureAwait(false);
        return found?.Claim;

        async Task<Found?> LookAsync(BoardEvent? latest) =>
            await tryClaim().ConfigureAwait(false) is { } claim ? new Found(claim)
            : await IsWorthWaitingAsync(board, cancellationToken).ConfigureAwait(false) ? null
            : new Found(null);

        // A look that claims takes a turn: only where there is something to take, or nothing left to wait for.
        async Task<bool> IsReadyAsync() => await board.NextAsync(by, options, cancellationToken).ConfigureAwait(false) is not null
            || !await IsWorthWaitingAsync(board, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether anything unfinished remains.</summary>
    public static async Task<bool> IsWorthWaitingAsync(Board board, CancellationToken cancellationToken) =>
        (await board.ReadAsync(cancellationToken).ConfigureAwait(false)).Tasks.Any(task => !TaskFilter.IsFinished(task));

    /// <param name="Claim">The claim; null: there is nothing to wait for.</param>
    private sealed record Found(TaskClaim? Claim);
}
