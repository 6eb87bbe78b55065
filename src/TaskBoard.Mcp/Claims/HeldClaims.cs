namespace TaskBoard.Mcp.Claims;

/// <summary>
/// What an agent holds, renewed while it is known to be there: a caller over HTTP is, as long as it waits in a call. Between two calls it may be gone for good, and its
/// leases go on.
/// </summary>
internal static class HeldClaims
{
    /// <summary>Renews all that an agent holds on a board, until it is disposed.</summary>
    /// <param name="board">The board.</param>
    /// <param name="agent">The agent; null: nobody knows which, and nothing is renewed.</param>
    /// <param name="clock">Whose timers do it.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    public static async Task<ClaimKeeper> KeepAsync(Board board, string? agent, TimeProvider clock, CancellationToken cancellationToken)
    {
        var held = agent is null ? [] : (await board.ReadAsync(cancellationToken).ConfigureAwait(false)).Tasks.Where(t => IsHeldBy(t, agent)).ToList();
        var keeper = new ClaimKeeper(clock);
        foreach (var task in held)
        {
            keeper.Keep(board, new ClaimHandle(task.Id, task.Attempts), agent!, null);
        }

        return keeper;
    }

    private static bool IsHeldBy(TaskItem task, string agent) => task.State is TaskState.Claimed or TaskState.InProgress && task.AssignedTo == agent && task.Attempts > 0;
}
