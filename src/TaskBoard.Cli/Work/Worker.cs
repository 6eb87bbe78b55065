using TaskBoard.Cli.Commands;
using TaskBoard.Cli.Output;

namespace TaskBoard.Cli.Work;

/// <summary>Claims one task after the other and runs the command for each.</summary>
internal sealed class Worker(CommandCall call, Board board, ChangeBy by, WorkOptions options)
{
    private readonly List<WorkOutcome> _done = [];

    // What was given back is for others: whoever gave it back would do so again at once, for ever.
    private ClaimOptions _claims = options.Claim;
    private bool _waits;

    /// <summary>Works until nothing is left, or it is told to end; answers the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var stops = new StopSignals(call.Say);
        while (!stops.NoMore.IsCancellationRequested && !(_done.Count >= options.MaxTasks))
        {
            var claim = await NextAsync(stops).ConfigureAwait(false);
            if (claim is null)
            {
                break;
            }

            await using (claim.ConfigureAwait(false))
            {
                _waits = false;
                call.Say($"{claim.Handle} {claim.Task.Title}{(claim.Resumed ? " (held already)" : "")}");
                var outcome = await new TaskRun(call, board, options, stops).RunAsync(claim).ConfigureAwait(false);
                _done.Add(outcome);
                _claims = outcome.End == WorkEnd.Released ? _claims with { Except = [.. _claims.Except, claim.Handle.Task] } : _claims;
                WorkText.Write(call, outcome);
                await call.Streams.Out.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        if (_done.Count == 0 && !stops.NoMore.IsCancellationRequested)
        {
            WorkText.WriteNothing(call, await ClaimWait.IsWorthWaitingAsync(board, CancellationToken.None).ConfigureAwait(false));
            return ExitCode.NothingToDo;
        }

        WorkText.Sum(call, _done);
        return stops.Code ?? (_done.Count == 0 ? ExitCode.Interrupted : _done.All(o => o.End is WorkEnd.Completed) ? ExitCode.Done : ExitCode.Failed);
    }

    /// <summary>The next task; null: nothing unfinished remains, nothing became ready in time, or the worker is to end.</summary>
    private async Task<TaskClaim?> NextAsync(StopSignals stops)
    {
        await using var alive = board.KeepAlive(by).ConfigureAwait(false);
        try
        {
            return await Persistence.InTheEndAsync(call, ClaimAsync, stops.NoMore).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stops.NoMore.IsCancellationRequested)
        {
            return null;
        }

        async Task<TaskClaim?> ClaimAsync()
        {
            if (await TryClaimAsync().ConfigureAwait(false) is { } claim)
            {
                return claim;
            }

            if (!_waits && await ClaimWait.IsWorthWaitingAsync(board, stops.NoMore).ConfigureAwait(false))
            {
                var snapshot = await board.ReadAsync(stops.NoMore).ConfigureAwait(false);
                var failed = snapshot.Tasks.Count(t => t is { Held: false, State: TaskState.Failed });
                var personas = options.Claim.Persona is null ? ClaimText.Personas(snapshot, board.StandingOf(snapshot, by.Agent)) : "";
                call.Say($"Nothing is ready: waiting for what becomes so. Ctrl-C ends it.{personas}{(failed > 0 ? $" {failed} FAILED: what waits for that comes only if somebody retries it." : "")}");
                _waits = true;
            }

            return await ClaimWait.ClaimAsync(board, by, _claims, TryClaimAsync, options.IdleTimeout ?? ClaimWait.Longest, stops.NoMore).ConfigureAwait(false);
        }

        Task<TaskClaim?> TryClaimAsync() => options.Worktrees is { } under
            ? new WorktreeClaims(board, by, _claims, call.Environment.CurrentDirectory, call.Environment.FullPath(under)).TryClaimNextAsync(stops.NoMore)
            : board.TryClaimNextAsync(by, _claims, stops.NoMore);
    }
}
