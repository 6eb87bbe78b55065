namespace TaskBoard.TestWorker;

/// <summary>
/// <c>finish DIR AGENT LOG</c>: claims one task after the other and completes it, until nothing on the board is unfinished; notes each
/// acknowledged completion in a log of its own. Prints how many.
/// </summary>
internal static class Finish
{
    public static int Run(string[] args)
    {
        Console.WriteLine(RunAsync(args[0], args[1], args[2]).GetAwaiter().GetResult());
        return 0;
    }

    private static async Task<int> RunAsync(string directory, string agent, string log)
    {
        using var stuck = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var board = await Board.OpenAsync(directory, new BoardOptions { LockTimeout = TimeSpan.FromSeconds(60) });
        for (var count = 0; ;)
        {
            var revision = await board.History.LastRevisionAsync();
            if (await board.TryClaimNextAsync(agent) is { } claim)
            {
                await claim.CompleteAsync($"done by {agent}");
                await File.AppendAllTextAsync(log, $"{claim.Handle.Task}\n");
                count++;
            }
            else if ((await board.ReadAsync()).Tasks.All(t => t.State is TaskState.Completed or TaskState.Cancelled))
            {
                return count;
            }
            else
            {
                // What was recorded since before the claim was tried is seen at once.
                await using var events = board.WatchAsync(revision, stuck.Token).GetAsyncEnumerator();
                while (await events.MoveNextAsync() && events.Current.Revision <= revision)
                {
                    // A lock was broken; that changes no task.
                }
            }
        }
    }
}
