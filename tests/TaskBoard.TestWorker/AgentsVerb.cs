using System.Globalization;

namespace TaskBoard.TestWorker;

/// <summary>
/// <c>agents DIR FIRST COUNT</c>: so many agents in one process, each of which has a task in hand all the time and gives a sign of life every second. Prints
/// <c>claimed</c> when all have one, then <c>beaten</c> when all gave two signs of life and did nothing else. For each <c>work SECONDS LEAST MOST</c> on its input, each agent
/// completes its task after so many signs of life and claims the next; then it prints how many were completed, and how long each claim took, in milliseconds. Then all
/// hold what they have, until its input ends.
/// </summary>
internal static class AgentsVerb
{
    public const string Name = "agents";

    public static int Run(string[] args) => RunAsync(args[0], Number(args[1]), Number(args[2])).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, int first, int count)
    {
        await using var board = await Board.OpenAsync(directory);
        var pace = new AgentPace();
        var agents = Enumerable.Range(first, count).Select(number => new HostedAgent(board, number, pace)).ToList();
        await Task.WhenAll(agents.ConvertAll(a => a.ClaimAsync()));
        Console.WriteLine("claimed");

        // One that fails ends the process, and its error is told.
        using var over = new CancellationTokenSource();
        var lives = Task.WhenAll(agents.ConvertAll(a => Task.Run(() => a.LiveAsync(over.Token))));
        await UntilAsync(lives, Task.WhenAll(agents.ConvertAll(a => a.Beaten)));
        Console.WriteLine("beaten");
        while (await UntilAsync(lives, Task.Run(Console.ReadLine)) is { } line)
        {
            var words = line.Split(' ');
            agents.ForEach(a => a.Forget());
            pace.Work(Number(words[2]), Number(words[3]));
            await UntilAsync(lives, Task.Delay(TimeSpan.FromSeconds(Number(words[1]))));
            pace.Rest();
            var times = agents.SelectMany(a => a.ClaimTimes()).Select(t => t.ToString("0.000", CultureInfo.InvariantCulture));
            Console.WriteLine($"{agents.Sum(a => a.Completed)} {string.Join(' ', times)}");
        }

        await over.CancelAsync();
        await lives;
        return 0;
    }

    private static async Task UntilAsync(Task lives, Task other) => await await Task.WhenAny(lives, other);

    private static async Task<T> UntilAsync<T>(Task lives, Task<T> other)
    {
        await UntilAsync(lives, (Task)other);
        return await other;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
