namespace TaskBoard.TestWorker;

/// <summary><c>race DIR AGENT</c>: for each id on its input, tries to claim that task and prints <c>won</c> or <c>lost</c>.</summary>
internal static class RaceVerb
{
    public static int Run(string[] args) => RunAsync(args[0], args[1]).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent)
    {
        await using var board = await Board.OpenAsync(directory, new BoardOptions { LockTimeout = TimeSpan.FromSeconds(60) });
        Console.WriteLine("ready");
        while (Console.ReadLine() is { } id)
        {
            Console.WriteLine(await ClaimAsync(board, agent, TaskId.Parse(id)));
        }

        return 0;
    }

    private static async Task<string> ClaimAsync(Board board, string agent, TaskId id)
    {
        try
        {
            return $"won {(await board.ClaimAsync(id, agent)).Handle}";
        }
        catch (ClaimLostException)
        {
            return "lost";
        }
    }
}
