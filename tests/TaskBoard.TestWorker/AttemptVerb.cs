namespace TaskBoard.TestWorker;

/// <summary>
/// <c>attempt DIR AGENT complete|add ID [once]</c>: asks for one change with a request key, then (not <c>once</c>) for another on the same open board, and prints for
/// each <c>ack REVISION</c> or <c>refused CODE MESSAGE</c>. Its random names are always the same.
/// </summary>
internal static class AttemptVerb
{
    /// <summary>The request key of the first change, by which it is repeated.</summary>
    public const string Key = "attempt";

    public static int Run(string[] args) => RunAsync(args[0], new ChangeBy(args[1]) { RequestKey = Key }, args[2], TaskId.Parse(args[3]), args is [.., "once"]).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string directory, ChangeBy by, string kind, TaskId id, bool once)
    {
        var random = new Random(by.Agent.Length);
        var options = new BoardOptions { LockTimeout = TimeSpan.FromSeconds(once ? 1 : 3), RandomBytes = memory => random.NextBytes(memory.Span) };
        try
        {
            await using var board = await Board.OpenAsync(directory, options);
            await TryAsync(() => kind == "add"
                ? board.AddAsync(new TaskDraft("Added in the storm") { Id = id }, by)
                : board.CompleteAsync(id, "done in the storm", by));
            if (!once)
            {
                await TryAsync(() => board.AddAsync(new TaskDraft("Added afterwards") { Id = TaskId.Parse("after") }, by.Agent));
            }
        }
        catch (BoardException e)
        {
            Say(e);
        }

        return 0;
    }

    private static async Task TryAsync(Func<Task<BoardChange>> change)
    {
        try
        {
            Console.WriteLine($"ack {(await change()).Revision}");
        }
        catch (BoardException e)
        {
            Say(e);
        }
    }

    private static void Say(BoardException e) => Console.WriteLine($"refused {e.Code} {e.Message}");
}
