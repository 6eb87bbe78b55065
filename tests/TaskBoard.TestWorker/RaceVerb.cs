using System.Diagnostics;
using System.Globalization;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>race DIR AGENT</c>: for each <c>ID MOMENT</c> on its input, tries to claim that task (<c>next</c>: whatever is ready) at that moment of the machine's
/// clock, and prints <c>won HANDLE BEGUN ENDED</c> or <c>lost - BEGUN ENDED</c>. With <c>complete</c> it completes what it won, and prints <c>completed</c>.
/// </summary>
internal static class RaceVerb
{
    public static int Run(string[] args) => RunAsync(args[0], args[1]).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent)
    {
        await using var board = await Board.OpenAsync(directory, new BoardOptions { LockTimeout = TimeSpan.FromSeconds(60) });
        TaskClaim? claim = null;
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            if (line == "complete")
            {
                await claim!.CompleteAsync();
                Console.WriteLine("completed");
                continue;
            }

            var (id, moment) = (line.Split(' ')[0], long.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));

            // The barrier: all processes of a machine read the same clock.
            SpinWait.SpinUntil(() => Stopwatch.GetTimestamp() >= moment);
            var begun = Stopwatch.GetTimestamp();
            claim = await ClaimAsync(board, agent, id);
            Console.WriteLine($"{(claim is null ? "lost -" : $"won {claim.Handle}")} {begun} {Stopwatch.GetTimestamp()}");
        }

        return 0;
    }

    private static async Task<TaskClaim?> ClaimAsync(Board board, string agent, string id)
    {
        try
        {
            return id == "next" ? await board.TryClaimNextAsync(agent) : await board.ClaimAsync(TaskId.Parse(id), agent);
        }
        catch (ClaimLostException)
        {
            return null;
        }
    }
}
