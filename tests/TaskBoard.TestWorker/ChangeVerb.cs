namespace TaskBoard.TestWorker;

/// <summary>
/// <c>change DIR AGENT complete|add|claim|restore ID</c>: opens the board, makes one change, prints <c>ack REVISION</c> once it is answered, closes. Its
/// random names are always the same, so that system calls on them can be counted in one run and hit in the next.
/// </summary>
internal static class ChangeVerb
{
    public static int Run(string[] args) => RunAsync(args[0], args[1], args[2], TaskId.Parse(args[3])).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, string agent, string kind, TaskId id)
    {
        var random = new Random(agent.Length);
        var board = await Board.OpenAsync(directory, new BoardOptions { RandomBytes = memory => random.NextBytes(memory.Span) });
        await using (board)
        {
            var change = kind switch
            {
                "complete" => await board.CompleteAsync(id, "done in the storm", agent),
                "add" => await board.AddAsync(new TaskDraft("Added in the storm") { Id = id }, agent),
                "restore" => await board.RestoreAsync(1, agent),
                "claim" => (await board.ClaimAsync(id, agent)).Change,
                _ => throw new ArgumentException($"No such change: {kind}.", nameof(kind)),
            };
            Console.WriteLine($"ack {change.Revision}");
        }

        return 0;
    }
}
