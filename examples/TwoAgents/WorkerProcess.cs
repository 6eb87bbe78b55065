using TaskBoard;

namespace TwoAgents;

/// <summary>
/// What a worker process does: its workers claim one task after the other, do the work (here: write a short file into the working
/// directory), report, complete, and wait where nothing is ready, until the board is finished.
/// </summary>
internal static class WorkerProcess
{
    /// <summary>Runs the named workers on a board.</summary>
    /// <param name="directory">The board's directory.</param>
    /// <param name="agents">The workers, by name.</param>
    /// <param name="hangsAt">The id of a task at which this process hangs, so that it has to be killed; null: it never hangs.</param>
    public static async Task RunAsync(string directory, IEnumerable<string> agents, string? hangsAt)
    {
        await using var board = await Board.OpenAsync(directory);
        await Task.WhenAll(agents.Select(agent => WorkAsync(board, Story.Workers.Single(w => w.Agent == agent), hangsAt)));
    }

    private static async Task WorkAsync(Board board, Worker worker, string? hangsAt)
    {
        var seen = 0L;
        while (true)
        {
            await using var claim = await board.TryClaimNextAsync(worker.Agent, new ClaimOptions { Persona = worker.Agent });
            if (claim is not null)
            {
                await WorkOnAsync(board, worker, claim, hangsAt);
            }
            else if (await IsDoneAsync(board, worker))
            {
                return;
            }
            else
            {
                seen = await WaitForChangeAsync(board, seen);
            }
        }
    }

    private static async Task WorkOnAsync(Board board, Worker worker, TaskClaim claim, string? hangsAt)
    {
        Console.WriteLine($"{(claim.Resumed ? "resumed" : "claimed")} {claim.Handle} {worker.Agent}");
        if (claim.Handle.Task.Value == hangsAt)
        {
            Console.WriteLine($"hanging {claim.Handle} {worker.Agent}");

            // Until whoever started us is gone, or kills us.
            await Console.In.ReadToEndAsync();
            Environment.Exit(1);
        }

        var path = Path.Combine(board.Directory, claim.Task.Paths[0]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, $"# {claim.Task.Title}\n\nDone by {worker.Agent} ({worker.Role}) in attempt {claim.Handle.Attempt}.\n");
        await claim.ReportProgressAsync(50, claim.Resumed ? "went on where my predecessor stopped" : null);
        await claim.CompleteAsync(new TaskResult($"{claim.Task.Title}: done") { Artifacts = [claim.Task.Paths[0]] });
        Console.WriteLine($"completed {claim.Handle} {worker.Agent}");
    }

    private static async Task<bool> IsDoneAsync(Board board, Worker worker) => (await board.ReadAsync()).Tasks
        .All(t => t.Persona != worker.Agent || t.State is TaskState.Completed or TaskState.Cancelled or TaskState.Failed);

    /// <summary>
    /// Waits until something has changed since a revision, and answers the one to wait from next: events that came while this worker was
    /// trying to claim are not missed.
    /// </summary>
    private static async Task<long> WaitForChangeAsync(Board board, long since)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await foreach (var item in board.WatchAsync(since, soon.Token))
            {
                var last = await board.History.LastRevisionAsync(CancellationToken.None);
                return Math.Max(last, item.Revision);
            }
        }
        catch (OperationCanceledException) when (soon.IsCancellationRequested)
        {
            // Nothing happened for a while: look again, because time alone can make a task ready.
        }

        return since;
    }
}
