using TaskBoard.TestKit;

namespace TaskBoard.Tests.History;

/// <summary>A real board on which a story is played, with what the board was after each revision.</summary>
internal sealed class StoryBoard : IAsyncDisposable
{
    private readonly TempDirectory? _place;

    private StoryBoard(TempDirectory? place, Board board, ManualClock clock) => (_place, Board, Clock) = (place, board, clock);

    public Board Board { get; }

    public ManualClock Clock { get; }

    /// <summary>What reading the board gave, by revision; the first is the empty board.</summary>
    public List<BoardSnapshot> States { get; } = [];

    public string Directory => Board.Directory;

    public string Database => Path.Combine(Directory, ".taskboard", "history.db");

    public string File => Path.Combine(Directory, "tasks.json");

    /// <summary>An empty board in a directory of its own.</summary>
    public static async Task<StoryBoard> InDirectoryAsync()
    {
        var place = new TempDirectory();
        var clock = new ManualClock();
        return await new StoryBoard(place, await Board.CreateAsync(place.Path, OptionsOf(clock)), clock).BeginAsync();
    }

    /// <summary>An empty board in memory.</summary>
    public static async Task<StoryBoard> InMemoryAsync()
    {
        var clock = new ManualClock();
        return await new StoryBoard(null, Board.InMemory(OptionsOf(clock)), clock).BeginAsync();
    }

    /// <summary>Claims, a failure, a retry, work done, opened again and done again, hand edits, a task removed.</summary>
    public static async Task<StoryBoard> PlayedAsync(bool inMemory = false)
    {
        var story = inMemory ? await InMemoryAsync() : await InDirectoryAsync();
        var (board, a, b) = (story.Board, TaskId.Parse("a"), TaskId.Parse("b"));
        await story.StepAsync(0, () => board.AddAsync([new TaskDraft("Parse") { Id = a }, new TaskDraft("Print") { Id = b, DependsOn = [a] }], "planner"));
        await story.StepAsync(10, () => board.ClaimAsync(a, "agent-1"));
        story.Clock.Advance(TimeSpan.FromSeconds(10));
        await board.ClaimAsync(a, "agent-1");
        await story.StepAsync(10, () => board.FailAsync(a, "the header is unknown", retry: true, "agent-1"));
        await story.StepAsync(60, () => board.ClaimAsync(a, "agent-2"));
        await story.StepAsync(20, () => board.CompleteAsync(a, "parses all", "agent-2"));
        await story.StepAsync(100, () => board.ReopenAsync(a, "reviewer"));
        await story.StepAsync(5, () => board.ClaimAsync(a, "agent-1"));
        await story.StepAsync(30, () => board.CompleteAsync(a, "parses more", "agent-1"));
        if (!inMemory)
        {
            await story.SaveAsync(15, text => text.Replace("\"title\": \"Print\"", "\"title\": \"Print it\"", StringComparison.Ordinal));
            await story.SaveAsync(15, text => text.TrimEnd().TrimEnd(']') + ", { \"id\": \"c\", \"title\": \"Mine\", \"weight\": 1.50 } ]\n");
            await story.StepAsync(10, () => board.RemoveAsync(TaskId.Parse("c"), "planner"));
        }

        await story.StepAsync(10, () => board.ClaimAsync(b, "agent-2", new ClaimOptions { Hold = true }));
        return story;
    }

    /// <summary>Goes on with what the story has no row of: a persona, an answer to a request key, agents who say who they are, a lease that is no whole run.</summary>
    public static async Task FillAsync(StoryBoard story)
    {
        var board = story.Board;
        await story.StepAsync(1, () => board.SetPersonaAsync("tester", "# Tester\n\nTries everything twice.\n", "planner"));
        await story.StepAsync(1, () => board.AddAsync(new TaskDraft("Once") { Id = TaskId.Parse("d") }, new ChangeBy("planner") { RequestKey = "once" }));
        await story.StepAsync(1, () => board.RegisterAsync(new AgentRegistration { Role = "tester", Focus = "printing", Persona = "tester" }, "agent-3"));
        await story.StepAsync(1, () => board.ClaimAsync(TaskId.Parse("d"), "agent-3", new ClaimOptions { RenewedElsewhere = true }));
    }

    /// <summary>Makes a change some seconds later, and notes what the board is then.</summary>
    public async Task StepAsync(int seconds, Func<Task> change)
    {
        Clock.Advance(TimeSpan.FromSeconds(seconds));
        await change();
        States.Add(await Board.ReadAsync());
    }

    /// <summary>Saves the file by hand some seconds later.</summary>
    public Task SaveAsync(int seconds, Func<string, string> edit) => StepAsync(seconds, async () =>
    {
        Edit(edit);
        await Board.CatchUpAsync();
    });

    /// <summary>Saves the file by hand.</summary>
    public void Edit(Func<string, string> edit)
    {
        System.IO.File.WriteAllText(File, edit(System.IO.File.ReadAllText(File)));
        System.IO.File.SetLastWriteTimeUtc(File, Clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Runs SQL as somebody with another program would who leaves no other trace.</summary>
    /// <param name="sql">What is run.</param>
    /// <param name="triggersStay">Whether the triggers that would refuse it, and what follows it, are put back.</param>
    public void Meddle(string sql, bool triggersStay = true)
    {
        using var database = TaskBoard.History.SqliteDatabase.Open(Database, TaskBoard.History.SqliteMode.ReadWrite);
        Forgery.Run(database, sql, triggersStay);
    }

    public async ValueTask DisposeAsync()
    {
        await Board.DisposeAsync();
        _place?.Dispose();
    }

    private static BoardOptions OptionsOf(ManualClock clock)
    {
        var random = new Random(7);
        return new BoardOptions
        {
            TimeProvider = clock,
            Durability = Durability.Buffered,
            RandomBytes = memory =>
            {
                lock (random)
                {
                    random.NextBytes(memory.Span);
                }
            },
        };
    }

    private async Task<StoryBoard> BeginAsync()
    {
        States.Add(await Board.ReadAsync());
        return this;
    }
}
