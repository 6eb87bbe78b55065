using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Boards;

/// <summary>A real directory with boards in it, whose clocks are moved by hand and whose disk calls can be met.</summary>
internal sealed class BoardRig : IDisposable
{
    private readonly TempDirectory _directory = new();

    public BoardRig()
    {
        var real = new RealDisk();
        Disk = new FaultyDisk(real);
        Paths = new BoardPaths(real.Resolve(_directory.Path));
    }

    public FaultyDisk Disk { get; }

    public MovedProcesses Processes { get; } = new();

    public ManualClock Clock { get; } = new();

    public BoardPaths Paths { get; }

    public string Directory => _directory.Path;

    /// <summary>What the file holds.</summary>
    public string Text
    {
        get => File.ReadAllText(Paths.Board);
        set => File.WriteAllText(Paths.Board, value);
    }

    /// <summary>What is left in the swap directory without having been looked at.</summary>
    public IEnumerable<string> UnmergedSwaps => Disk.List(Paths.Swap).Where(name => !name.Contains('.', StringComparison.Ordinal));

    /// <summary>A board on this directory, as another process would open it.</summary>
    public Board Open(BoardOptions? options = null)
    {
        options ??= new BoardOptions();
        options.TimeProvider = Clock;
        var journals = new SqliteJournalStore(Paths.History, Disk, () => BoardMode.Local, () => options.Durability, options.RandomBytes);
        return new Board(options, new TurnSeams(Disk, Processes, journals, Clock, RandomNumberGenerator.GetInt32), Paths);
    }

    /// <summary>A board with this file.</summary>
    public async Task<Board> OpenAsync(string text, BoardOptions? options = null)
    {
        Text = text;
        var board = Open(options);
        await board.CatchUpAsync();
        return board;
    }

    /// <summary>Somebody saves the file just before it is exchanged the next time.</summary>
    public void BeforeExchange(Action save) => Disk.BeforeNext(nameof(IDisk.Exchange), Paths.Board, save);

    /// <summary>Saves as editors do that write a new file and rename it.</summary>
    public void SaveByRename(string text)
    {
        File.WriteAllText(_directory["tasks.json~"], text);
        File.Move(_directory["tasks.json~"], Paths.Board, overwrite: true);
    }

    /// <summary>The same at a time, by the file's stamp.</summary>
    public void SaveAt(string text, DateTimeOffset at)
    {
        SaveByRename(text);
        File.SetLastWriteTimeUtc(Paths.Board, at.UtcDateTime);
    }

    /// <summary>Somebody opens the file, who may write into it when another has taken its place.</summary>
    public FileStream OpenInEditor() => new(Paths.Board, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whoever has it open writes another text into it; at a time, by the file's stamp, or now.</summary>
    public static void Overwrite(FileStream editor, string text, DateTimeOffset? at = null)
    {
        editor.Position = 0;
        editor.Write(System.Text.Encoding.UTF8.GetBytes(text));
        editor.SetLength(editor.Position);
        editor.Flush();
        if (at is { } time)
        {
            File.SetLastWriteTimeUtc(editor.SafeFileHandle, time.UtcDateTime);
        }
    }

    public void Dispose() => _directory.Dispose();
}

/// <summary>This machine's processes, some time later, or after a restart.</summary>
internal sealed class MovedProcesses : IProcesses
{
    private readonly IProcesses _machine = MachineProcesses.Current;

    public MovedProcesses() => Self = _machine.Self;

    public ProcessIdentity Self { get; private set; }

    public TimeSpan Later { get; set; }

    public TimeSpan SinceBoot => _machine.SinceBoot + Later;

    public string? StartOf(int pid) => _machine.StartOf(pid);

    public void Pause(TimeSpan time) => _machine.Pause(time);

    /// <summary>The machine was started again, and nothing is known of its clock from before.</summary>
    public void Restart() => Self = Self with { BootId = Guid.NewGuid().ToString() };
}

/// <summary>What tests ask of boards.</summary>
internal static class BoardQuestions
{
    public static async Task<List<BoardEvent>> EventsAsync(this Board board, EventFilter? filter = null)
    {
        var events = new List<BoardEvent>();
        await foreach (var item in board.History.EventsAsync(filter))
        {
            events.Add(item);
        }

        return events;
    }

    /// <summary>Each event as <c>KIND task agent</c>; a hand edit without an author has the agent <c>-</c>.</summary>
    public static async Task<string[]> StoryAsync(this Board board, long afterRevision = 0) =>
        [.. (await board.EventsAsync(new EventFilter { AfterRevision = afterRevision })).Select(e => $"{e.Event} {e.Task ?? "."} {e.Agent ?? "-"}")];

    /// <summary>The chain holds, the events give the mirror, and the mirror is the file.</summary>
    public static async Task AssertSoundAsync(this Board board)
    {
        var verification = await board.History.VerifyAsync();
        Assert.True(verification.IsIntact, string.Join('\n', verification.Problems));
        Assert.False(verification.FileIsAhead);
        var now = await board.ReadAsync();
        Assert.True(now.Readable);
        var replayed = await board.History.ReplayAsync(verification.Revision);
        Assert.Equal(now.Tasks.Select(t => t.Id), replayed.Tasks.Select(t => t.Id));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(now.ToJson()), JsonNode.Parse(replayed.ToJson())), replayed.ToJson());
    }

    public static async Task<TaskItem> TaskAsync(this Board board, string id) =>
        await board.FindAsync(TaskId.Parse(id)) ?? throw new Xunit.Sdk.XunitException($"There is no task {id}.");
}
