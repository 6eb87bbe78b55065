using System.Globalization;
using System.Text.Json.Nodes;
using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>A change was committed, and a power cut took its new file before it was shown, perhaps that of the recovery too: it is made again, and undoes nothing.</summary>
public sealed class LostSwapFileTests
{
    private static readonly ChangeBy Agent = new("agent-1");
    private static readonly TaskId First = TaskId.Parse("first");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_was_acknowledged_is_shown_however_often_its_file_is_lost(int times)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        await board.AskAsync(Agent, "", Operations.Claim(First, Agent, new ClaimOptions()));
        for (var i = 0; i < times; i++)
        {
            await LoseAsync(board, () => CompleteAsync(board));
        }

        await board.HoldsAsync("first");
        await IsCompletedAsync(board, conflicts: 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_save_meanwhile_by_somebody_who_read_the_file_as_it_was_adds_its_part_alone(int times)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        await board.AskAsync(Agent, "", Operations.Claim(First, Agent, new ClaimOptions()));
        for (var i = 0; i < times; i++)
        {
            await LoseAsync(board, () => CompleteAsync(board));
        }

        Edit(board, await File.ReadAllTextAsync(board.Paths.Board));
        await board.HoldsAsync("first");
        await IsCompletedAsync(board, conflicts: 0);
        Assert.Contains("by hand", await File.ReadAllTextAsync(board.Paths.Board), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recovery_that_died_before_its_own_commit_leaves_what_was_never_displaced(bool savedSince)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        await board.AskAsync(Agent, "", Operations.Claim(First, Agent, new ClaimOptions()));
        var read = await File.ReadAllTextAsync(board.Paths.Board);
        await LoseAsync(board, () => CompleteAsync(board), left =>
        {
            // Written anew, and so later.
            File.Move(left, left = board.Paths.SwapOf(long.Parse(Path.GetFileName(left), CultureInfo.InvariantCulture) + 1));
            File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(left).AddSeconds(10));
        });
        if (savedSince)
        {
            Edit(board, read);
        }

        await board.HoldsAsync("first");
        await IsCompletedAsync(board, conflicts: 0);
    }

    [Fact]
    public async Task An_older_text_that_was_put_right_stays_so()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        await board.AskAsync(Agent, "", Operations.Claim(First, Agent, new ClaimOptions()));
        var read = await File.ReadAllTextAsync(board.Paths.Board);
        await CompleteAsync(board);
        Edit(board, read);
        await LoseAsync(board, () => board.AddAsync("second"));
        await board.HoldsAsync("first");
        await IsCompletedAsync(board, conflicts: 1);
        Assert.Contains("by hand", await File.ReadAllTextAsync(board.Paths.Board), StringComparison.Ordinal);
    }

    private static Task<BoardChange> CompleteAsync(FaultyBoard board) =>
        board.AskAsync(Agent, "", Operations.Complete(new TaskRef(First, 1), new TaskResult("done"), Agent));

    /// <summary>Somebody who read the file then saves it with a word of their own.</summary>
    private static void Edit(FaultyBoard board, string read)
    {
        var tasks = JsonNode.Parse(read)!.AsArray();
        tasks[0]!["remark"] = "by hand";
        File.WriteAllText(board.Paths.Board, tasks.ToJsonString());
    }

    /// <summary>A change whose commit happens, and whose new file is gone before it is shown.</summary>
    /// <param name="board">The board.</param>
    /// <param name="change">The change.</param>
    /// <param name="lose">Takes the file away; null: it is deleted.</param>
    private static async Task LoseAsync(FaultyBoard board, Func<Task> change, Action<string>? lose = null)
    {
        board.Disk.BeforeNext("Exchange", board.Paths.Board, () => throw new DiskException(DiskFault.Io, "rename", board.Paths.Board, "injected"));
        // Who comes later, without the key of the one that is on record, is told that theirs was not made.
        Assert.True(await Assert.ThrowsAnyAsync<BoardException>(change) is BoardInDoubtException or BoardAccessException { InnerException: BoardInDoubtException });
        Array.ForEach(Directory.GetFiles(board.Paths.Swap), lose ?? File.Delete);
    }

    private static async Task IsCompletedAsync(FaultyBoard board, int conflicts)
    {
        await using var other = await Board.OpenAsync(board.Paths.Directory);
        Assert.Equal(TaskState.Completed, (await other.ReadAsync()).Tasks[0].State);
        var events = new List<BoardEvent>();
        await foreach (var item in other.History.EventsAsync())
        {
            events.Add(item);
        }

        Assert.Equal(conflicts, events.Count(e => e.Event == BoardEventKind.Conflict));
        Assert.Single(events, e => e.Event == BoardEventKind.StatusChanged);
    }
}
