using System.Globalization;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>toil DIR NAME-NUMBER LOG LEASE-SECONDS SEED</c>: claims one task after the other, works on each for a random moment, reports and completes it, and waits
/// where nothing is ready, until nothing unfinished remains: what the dead had in hand comes back by the clock. Prints <c>did</c> for each claim and each result.
/// </summary>
internal static class ToilVerb
{
    private const int LongestStep = 40;

    public static int Run(string[] args)
    {
        OrphanGuard.Watch();
        var random = new Random(int.Parse(args[4], CultureInfo.InvariantCulture) + int.Parse(args[1].Split('-')[^1], CultureInfo.InvariantCulture));
        return RunAsync(args[0], args[1], args[2], TimeSpan.FromSeconds(int.Parse(args[3], CultureInfo.InvariantCulture)), random).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string directory, string agent, string logPath, TimeSpan lease, Random random)
    {
        using var log = new AcknowledgementLog(logPath);
        await using var board = await Board.OpenAsync(directory, new BoardOptions { LockTimeout = TimeSpan.FromSeconds(60), Lease = lease });
        while (true)
        {
            var seen = await board.History.LastRevisionAsync();
            if (await board.TryClaimNextAsync(agent) is { } claim)
            {
                await WorkAsync(log, claim, random);
            }
            else if (!(await board.ReadAsync()).Tasks.Any(t => t.State is TaskState.Pending or TaskState.InProgress))
            {
                return 0;
            }
            else
            {
                await WaitAsync(board, seen, lease / 4);
            }
        }
    }

    private static async Task WorkAsync(AcknowledgementLog log, TaskClaim claim, Random random)
    {
        log.Add(claim.Resumed ? "resumed" : "claimed", claim.Handle.Task, claim.Change);
        Console.WriteLine("did");
        try
        {
            await Task.Delay(random.Next(LongestStep));
            await claim.ReportProgressAsync(50);
            await Task.Delay(random.Next(LongestStep));
            log.Add("completed", claim.Handle.Task, await claim.CompleteAsync($"by {claim.Agent}"));
            Console.WriteLine("did");
        }
        catch (ClaimLostException)
        {
            // Where so many start at once that none of its signs of life got through in time.
            Console.WriteLine($"lost {claim.Handle}");
        }
    }

    /// <summary>Until something happens, or the clock may have given a task back.</summary>
    private static async Task WaitAsync(Board board, long seen, TimeSpan longest)
    {
        using var soon = new CancellationTokenSource(longest);
        try
        {
            await using var events = board.WatchAsync(seen, soon.Token).GetAsyncEnumerator();
            await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (soon.IsCancellationRequested)
        {
            // Nothing happened.
        }
    }
}
