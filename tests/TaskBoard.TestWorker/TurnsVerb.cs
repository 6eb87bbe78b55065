using System.Diagnostics;

namespace TaskBoard.TestWorker;

/// <summary><c>turns DIR AGENT SECONDS ID</c>: once told to go, notes on a task for that long and prints how many turns it got.</summary>
internal static class TurnsVerb
{
    public static int Run(string[] args) =>
        RunAsync(args[0], args[1], TimeSpan.FromSeconds(int.Parse(args[2])), TaskId.Parse(args[3])).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent, TimeSpan time, TaskId id)
    {
        await using var board = await Board.OpenAsync(directory);
        var claim = await board.ClaimAsync(id, agent);
        Console.WriteLine("ready");
        Console.ReadLine();
        var turns = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time; turns++)
        {
            await claim.ReportProgressAsync(turns % 101);
        }

        Console.WriteLine(turns);
        return 0;
    }
}
