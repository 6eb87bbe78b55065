using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.Rules;
using TaskBoard.Settings;
using TaskBoard.TestKit;
using TaskBoard.Tests.Locking;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>The engine of a board in a real directory, on a disk and with a history that fail as planned, and time that passes only while one waits.</summary>
internal sealed class FaultyBoard : IAsyncDisposable
{
    private readonly TempDirectory _place = new();
    private readonly BoardOptions _options;

    /// <param name="prepare">What is done to each connection that writes; null: nothing.</param>
    /// <param name="shared">Whether the directory is treated as shared between machines.</param>
    /// <param name="durability">What acknowledged changes survive; most tests need nothing.</param>
    public FaultyBoard(Action<SqliteDatabase>? prepare = null, bool shared = false, Durability durability = Durability.Buffered)
    {
        _options = new BoardOptions { LockTimeout = TimeSpan.FromSeconds(1), Durability = durability };
        Paths = new BoardPaths(_place.Path);
        File.WriteAllText(Paths.Board, "[]\n");
        if (shared)
        {
            Directory.CreateDirectory(Paths.Private);
            File.WriteAllText(Paths.Mode, "shared");
        }

        var disk = Disk;
        var journals = new SqliteJournalStore(
            Paths.History, disk, () => PlaceTest.Run(disk, Processes, Paths), () => durability, memory => memory.Span.Fill(1));
        Journals = new FaultyJournals(prepare is null ? journals : new PreparedJournals(journals, Paths.History, prepare));
        var random = new Random(1);
        var file = new BoardFile(disk, Paths, () => new BoardLimits(), TimeProvider.System, Processes.Pause);
        Engine = BoardEngine.Start(new TurnSeams(disk, Processes, Journals, TimeProvider.System, random.Next), Paths, new SettingsFile(disk, Paths, _options, TimeProvider.System, Processes.Pause), file);
    }

    public BoardPaths Paths { get; }

    public FaultyDisk Disk { get; } = new(new RealDisk());

    public PatientProcesses Processes { get; } = new();

    public FaultyJournals Journals { get; }

    public BoardEngine Engine { get; }

    /// <summary>A new board with one task on it, and the engine's connection open.</summary>
    public static async Task<FaultyBoard> WithATaskAsync(
        Action<SqliteDatabase>? prepare = null, bool shared = false, Durability durability = Durability.Buffered)
    {
        var board = new FaultyBoard(prepare, shared, durability);
        await board.AddAsync("first");
        return board;
    }

    /// <summary>Adds a task by the engine, as an agent with a request key of its own.</summary>
    public Task<BoardChange> AddAsync(string id, string description = "") => AddAsync(id, new ChangeBy("agent-1") { RequestKey = $"add {id}" }, description);

    /// <summary>Adds a task by the engine.</summary>
    public Task<BoardChange> AddAsync(string id, ChangeBy by, string description = "")
    {
        TaskDraft[] drafts = [new TaskDraft($"Task {id}") { Id = TaskId.Parse(id), Description = description }];
        return AskAsync(by, RequestHash.Of("add", [.. drafts]), Operations.Add(drafts, by));
    }

    public async Task<BoardChange> AskAsync(ChangeBy by, string hash, BoardOperation operation)
    {
        var answer = await Engine.AskAsync(new TurnRequest(by, hash, operation));
        return answer.Refusal is null ? answer.Change! : throw answer.Refusal;
    }

    /// <summary>The ids on the board as the file has it.</summary>
    public string IdsInFile() => string.Join(' ', BoardText.Parse(File.ReadAllBytes(Paths.Board), new BoardLimits(), Paths.Board).Content.Tasks.Select(t => t.Key));

    /// <summary>That another process which opens the board finds it whole: these tasks, each created once, every commit settled, the history intact.</summary>
    public async Task HoldsAsync(string ids)
    {
        await using var board = await Board.OpenAsync(Paths.Directory, _options);
        await board.CatchUpAsync();
        Assert.Equal(ids, IdsInFile());
        Assert.Equal(ids, string.Join(' ', (await board.ReadAsync()).Tasks.Select(t => t.Id.Value)));
        var created = new List<string?>();
        await foreach (var item in board.History.EventsAsync(new EventFilter { Event = BoardEventKind.Created }))
        {
            created.Add(item.Task);
        }

        Assert.Equal(ids, string.Join(' ', created));
        var found = await board.History.VerifyAsync();
        Assert.Empty(found.Problems);
        Assert.False(found.FileIsAhead);
        Assert.Equal("", History.RecordedBoard.Query(Paths.History, "SELECT n FROM commits WHERE state <> 'applied'"));
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.CloseAsync();
        _place.Dispose();
    }

    /// <summary>A real history, each of whose connections for writing is prepared in some way.</summary>
    private sealed class PreparedJournals(IJournalStore inner, string path, Action<SqliteDatabase> prepare) : IJournalStore
    {
        public bool Exists => inner.Exists;

        public IJournal Open()
        {
            inner.Open().Dispose();
            var database = SqliteDatabase.Open(path, SqliteMode.ReadWrite);
            prepare(database);
            return new SqliteJournal(database, static () => Durability.Buffered);
        }

        public IHistoryReader? OpenReader() => inner.OpenReader();
    }
}
