using System.Diagnostics;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>turns DIR AGENT SECONDS CHANGES ID</c>: once told to go, notes on a task for that long at least, and until so many changes were made by all;
/// prints how many of them it made.
/// </summary>
internal static class TurnsVerb
{
    public static int Run(string[] args) =>
        RunAsync(args[0], args[1], TimeSpan.FromSeconds(int.Parse(args[2])), int.Parse(args[3]), TaskId.Parse(args[4])).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent, TimeSpan time, int changes, TaskId id)
    {
        await using var board = await Board.OpenAsync(directory);
        var claim = await board.ClaimAsync(id, agent);
        Console.WriteLine("ready");
        Console.ReadLine();
        var (turns, last) = (0, claim.Change.Revision + changes);
        var watch = Stopwatch.StartNew();
        for (var revision = 0L; watch.Elapsed < time || revision < last; turns++)
        {
            revision = (await claim.ReportProgressAsync(turns % 101)).Revision;
        }

        Console.WriteLine(turns);
        return 0;
    }
}
