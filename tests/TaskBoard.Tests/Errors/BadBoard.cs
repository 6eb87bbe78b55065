using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>A real directory with a board that something is wrong with.</summary>
internal sealed class BadBoard : IDisposable
{
    private readonly TempDirectory _directory = new();
    private byte _next;

    public ManualClock Clock { get; } = new();

    public BoardOptions Options { get => field ??= NewOptions(); set; }

    /// <summary>Where the board is; the temporary directory unless a test puts it elsewhere.</summary>
    public string Path => _directory.Path;

    public string this[string name] => _directory[name];

    public string File => this["tasks.json"];

    public Task<Board> OpenAsync() => Board.OpenAsync(Path, Options);

    /// <summary>Makes a board with a task in each state that matters here: <c>a</c> is claimed by <c>agent-1</c>, <c>b</c> waits for it, <c>c</c> is free.</summary>
    public async Task MakeAsync()
    {
        await using var board = await Board.CreateAsync(Path, Options);
        await board.AddAsync(
            [
                new TaskDraft("Parse the header") { Id = TaskId.Parse("a") },
                new TaskDraft("Write the header") { Id = TaskId.Parse("b"), DependsOn = [TaskId.Parse("a")] },
                new TaskDraft("Document the header") { Id = TaskId.Parse("c") },
            ],
            "planner");
        await board.ClaimAsync(TaskId.Parse("a"), "agent-1");
        await SettleAsync(board);
    }

    /// <summary>A turn more, which deletes the displaced file of the last change: every turn tidies so, also one that ends with a refusal.</summary>
    public static Task SettleAsync(Board board) => board.CatchUpAsync();

    /// <summary>What the history says, as a text that changes with any event.</summary>
    public async Task<string> HistoryAsync()
    {
        await using var board = await OpenAsync();
        return $"{await board.History.LastRevisionAsync()} {(await board.History.VerifyAsync()).Head}";
    }

    /// <summary>Expects a refusal that changes nothing.</summary>
    public async Task<BoardException> RefusalAsync(Func<Board, Task> act)
    {
        var before = BoardFingerprint.Of(Path);
        var refusal = await Record.ExceptionAsync(async () =>
        {
            await using var board = await OpenAsync();
            await act(board);
        });
        Assert.Equal(before, BoardFingerprint.Of(Path));
        return Assert.IsAssignableFrom<BoardException>(refusal);
    }

    public Task<BoardException> RefusedChangeAsync() => RefusalAsync(board => board.AddAsync(new TaskDraft("One more") { Id = TaskId.Parse("more") }, "planner"));

    public async Task<BoardSnapshot> ReadAsync()
    {
        await using var board = await OpenAsync();
        return await board.ReadAsync();
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>How long a lock is waited for.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMilliseconds(300);

    private BoardOptions NewOptions() => new()
    {
        Durability = Durability.Buffered,
        LockTimeout = LockTimeout,
        TimeProvider = Clock,
        RandomBytes = memory =>
        {
            foreach (ref var b in memory.Span)
            {
                b = _next++;
            }
        },
    };
}
