namespace TaskBoard.TestWorker;

/// <summary>
/// <c>heartbeat DIR AGENT BEATS MILLISECONDS</c>: claims a task and prints <c>claimed</c>; with the first line of its input begins to give signs of life at
/// this pace, prints <c>beat</c> after so many, and goes on until its input ends. Prints <c>over</c>; ends with an error at the first that fails.
/// </summary>
internal static class HeartbeatVerb
{
    public static int Run(string[] args) => RunAsync(args[0], args[1], int.Parse(args[2]), TimeSpan.FromMilliseconds(int.Parse(args[3]))).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent, int beats, TimeSpan pace)
    {
        await using var board = await Board.OpenAsync(directory);
        var claim = await board.TryClaimNextAsync(agent, new ClaimOptions { RenewedElsewhere = true });
        Console.WriteLine("claimed");
        await Console.In.ReadLineAsync();
        var end = Task.Run(Console.In.ReadToEnd);
        using var timer = new PeriodicTimer(pace);
        for (var beat = 1; beat <= beats || !end.IsCompleted; beat++)
        {
            await timer.WaitForNextTickAsync();
            await board.RenewAsync(claim!.Handle, agent);
            if (beat == beats)
            {
                Console.WriteLine("beat");
            }
        }

        Console.WriteLine("over");
        return 0;
    }
}
