using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.History;

/// <summary>A board whose changes are recorded in a real database, without the file and the locks around it.</summary>
internal sealed class RecordedBoard : IDisposable
{
    private readonly TempDirectory _directory = new();
    private byte _random;

    public RecordedBoard(BoardMode mode = BoardMode.Local) => Store = StoreAt(Path, mode);

    /// <summary>The database.</summary>
    public string Path => _directory["history.db"];

    public ManualClock Clock { get; } = new();

    public SqliteJournalStore Store { get; }

    /// <summary>The last board recorded, as the text of its file.</summary>
    public byte[] File { get; private set; } = "[]\n"u8.ToArray();

    /// <summary>The history for users, over the same database.</summary>
    public BoardHistory History => new(_ => Store.OpenReader(), () => File, () => new BoardLimits(), "tasks.json");

    public SqliteJournalStore StoreAt(string path, BoardMode mode = BoardMode.Local, Durability durability = Durability.Flushed) =>
        new(path, new StatDisk(), () => mode, () => durability, memory => memory.Span.Fill(++_random));

    /// <summary>A board of tasks given as JSON.</summary>
    public static BoardContent Board(params string[] tasks) => new(tasks.Select(Task).ToArray());

    /// <summary>A task given as JSON with an id.</summary>
    public static TaskContent Task(string json)
    {
        var compact = JsonText.Compact(System.Text.Encoding.UTF8.GetBytes(json));
        return TaskContent.FromJson(JsonText.Text(TaskContent.FromJson("", compact)["id"])!, compact);
    }

    /// <summary>Records the next state of the board as one revision and says that the file has it.</summary>
    public void Record(BoardContent after, string? agent = "agent-1", string? details = null)
    {
        using var journal = Store.Open();
        Record(journal, after, agent, details);
    }

    /// <summary>Records a task's next state.</summary>
    public void Record(string task, string? agent = "agent-1")
    {
        using var journal = Store.Open();
        Assert.True(journal.TryBegin());
        var before = journal.Mirror().Content;
        journal.Rollback();
        var content = Task(task);
        Record(journal, before.Find(content.Key) is null ? before.Adding([content]) : before.With(content), agent, null);
    }

    public void Record(IJournal journal, BoardContent after, string? agent, string? details)
    {
        Clock.Advance(TimeSpan.FromSeconds(10));
        var now = Clock.GetUtcNow();
        Assert.True(journal.TryBegin());
        var head = journal.Head();
        var delta = BoardDiff.Between(journal.Mirror().Content, after, journal.PositionOf);
        var revision = head.LastRevision + 1;
        var drafts = delta.Changes.Select(c => new EventDraft(revision, now, c, c.Event, agent, BoardEventSource.Agent, details, c.Task));
        var text = System.Text.Encoding.UTF8.GetBytes(after.ToJson());
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(text));
        var commit = new CommitRecord(
            (head.LastCommit?.Number ?? 0) + 1, revision, revision, head.LastCommit?.NewHash ?? EventChain.Genesis, hash, CommitState.Pending, now);
        journal.Append(new JournalEntry(
            commit, EventChain.Seal(head, drafts, now), delta.Mirror, [], new Dictionary<string, Lease?>(),
            after.Tasks.ToDictionary(t => t.Key, _ => 0)));
        journal.Commit(durable: true);
        Assert.True(journal.TryBegin());
        journal.SetState(commit.Number, CommitState.Applied);
        journal.Commit(durable: false);
        File = text;
    }

    /// <summary>A short life of a board: tasks come, are claimed, given back, done, moved and removed.</summary>
    public static RecordedBoard WithALife()
    {
        var board = new RecordedBoard();
        board.Record(Board("""{"id":"a","title":"Parse"}""", """{"id":"b","title":"Print","depends_on":["a"]}"""), "planner");
        board.Record("""{"id":"a","title":"Parse","status":"CLAIMED","assigned_to":"agent-1","attempts":1}""");
        board.Record("""{"id":"a","title":"Parse","status":"PENDING","assigned_to":null,"attempts":1}""");
        board.Record("""{"id":"a","title":"Parse","status":"IN_PROGRESS","assigned_to":"agent-2","attempts":2}""", "agent-2");
        board.Record("""{"id":"a","title":"Parse","status":"COMPLETED","assigned_to":"agent-2","attempts":2,"x":[1.50,"ä"]}""", "agent-2");
        board.Record("""{"id":"c","title":"Extra"}""", null);
        return board;
    }

    /// <summary>Runs SQL as somebody with another program would.</summary>
    public void Meddle(string sql)
    {
        using var database = SqliteDatabase.Open(Path, SqliteMode.ReadWrite);
        database.Execute(sql);
    }

    /// <summary>The rows of a query, each a line.</summary>
    public string Query(string sql) => Query(Path, sql);

    public static string Query(string path, string sql)
    {
        using var database = SqliteDatabase.Open(path, SqliteMode.ReadOnly);
        using var rows = database.Statement(sql);
        var lines = new List<string>();
        while (rows.Step())
        {
            lines.Add(string.Join('|', Enumerable.Range(0, SQLitePCL.raw.sqlite3_column_count(rows.Handle)).Select(i => rows.TextOrNull(i) ?? "NULL")));
        }

        return string.Join('\n', lines);
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>A disk that only looks; the history opens nothing by it.</summary>
    private sealed class StatDisk : IDisk
    {
        public FileStamp? Stat(string path) =>
            Directory.Exists(path) ? new FileStamp(1, 1, 0, 0, FileKind.Directory, 0, 0, 0)
            : System.IO.File.Exists(path) ? new FileStamp(1, 1, new FileInfo(path).Length, 0, FileKind.File, 0, 0, 0)
            : null;

        public FileBytes? Read(string path) => throw Refusal();

        // Asked only for a probe beside the database, to learn why nothing can be created there.
        public IDiskFile? CreateNew(string path, int? mode = null) =>
            Directory.Exists(System.IO.Path.GetDirectoryName(path)) ? throw Refusal() : throw new DiskException(DiskFault.WrongKind, "open", path, "No such directory");

        public IDiskFile? Open(string path) => throw Refusal();

        public IDiskFile OpenLockFile(string path) => throw Refusal();

        public bool Link(string path, string newName) => throw Refusal();

        public bool Exchange(string path, string other) => throw Refusal();

        public bool Rename(string path, string newName) => throw Refusal();

        public bool Delete(string path) => throw Refusal();

        public void FlushDirectory(string path) => throw Refusal();

        public IReadOnlyList<string> List(string path) => throw Refusal();

        public void CreateDirectory(string path) => throw Refusal();

        public bool? IsClosedByAll(string path) => throw Refusal();

        public string FileSystemOf(string path) => throw Refusal();

        public string Resolve(string path) => throw Refusal();

        private static InvalidOperationException Refusal() => new("The history must not touch files.");
    }
}
