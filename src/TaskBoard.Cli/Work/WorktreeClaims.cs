namespace TaskBoard.Cli.Work;

/// <summary>Claims the next task only where its worktree can be made: what is in the way is found before anything is claimed, and then nothing is.</summary>
internal sealed class WorktreeClaims(Board board, ChangeBy by, ClaimOptions options, string repository, string under)
{
    /// <summary>How often others may be faster, before the next task is taken without looking: should its worktree be refused, it is given back.</summary>
    private const int Rounds = 10;

    /// <summary>The claim; null: nothing is ready.</summary>
    /// <exception cref="CliException">Something is in the way of the next task's worktree.</exception>
    public async Task<TaskClaim?> TryClaimNextAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds && await board.NextAsync(by, options, cancellationToken).ConfigureAwait(false) is { } next; round++)
        {
            if (await TaskWorktree.Of(repository, under, next.Claim).ObstacleAsync(next.Resumed).ConfigureAwait(false) is not { } obstacle)
            {
                if (await TryClaimAsync(next.Task.Id, cancellationToken).ConfigureAwait(false) is { } claim)
                {
                    return claim;
                }
            }
            else if ((await board.NextAsync(by, options, cancellationToken).ConfigureAwait(false))?.Claim == next.Claim)
            {
                // Else somebody took the task meanwhile, and made the worktree for it.
                throw TaskWorktree.Refusal($"--worktree, {next.Claim}: {obstacle} {(next.Resumed ? "Or release the task, which you hold already: its next attempt has another number." : "Nothing was claimed.")}");
            }
        }

        return await board.TryClaimNextAsync(by, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TaskClaim?> TryClaimAsync(TaskId task, CancellationToken cancellationToken)
    {
        try
        {
            return await board.ClaimAsync(task, by, options, cancellationToken).ConfigureAwait(false);
        }
        catch (BoardException e) when (e is ClaimLostException or TaskNotReadyException or TransitionRefusedException or TaskNotFoundException)
        {
            return null;
        }
    }
}
