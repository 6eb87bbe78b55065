using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>A change that is recorded and cannot be shown yet: the answer says so, and whoever comes next, in whatever way, finishes it once.</summary>
public sealed class UnshownChangeTests
{
    [Fact]
    public async Task An_exchange_that_fails_after_the_commit_point_leaves_the_answer_open_and_repeating_gives_it()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        FailNext(board, "Exchange", board.Paths.Board);
        var error = await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"));
        Assert.Equal((2, BoardErrorCodes.BoardInDoubt, BoardErrorKind.Failed), (error.Revision, error.Code, error.Kind));
        Assert.Contains($"Revision 2 is recorded, but {board.Paths.Board} could not be brought up to date yet", error.Message, StringComparison.Ordinal);
        Assert.Contains("repeat with the same request key", error.Message, StringComparison.Ordinal);
        Assert.Equal("first", board.IdsInFile());
        await IsAnsweredOnceAsync(board);
    }

    [Fact]
    public async Task One_that_goes_on_failing_stays_open_and_is_done_once_in_the_end()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        for (var i = 0; i < 3; i++)
        {
            FailNext(board, "Exchange", board.Paths.Board);
            Assert.Equal(2, (await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"))).Revision);
            Assert.Equal("first", board.IdsInFile());
        }

        await IsAnsweredOnceAsync(board);
    }

    [Fact]
    public async Task Whoever_asks_for_something_else_meanwhile_is_told_that_it_was_not_done()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        FailNext(board, "Exchange", board.Paths.Board);
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"));
        FailNext(board, "Exchange", board.Paths.Board);
        var error = await Assert.ThrowsAsync<BoardAccessException>(() => board.AddAsync("third"));
        Assert.StartsWith($"An earlier change, revision 2, is recorded, but {board.Paths.Board} could not be brought up to date with it yet", error.Message, StringComparison.Ordinal);
        Assert.Contains("Yours was not made", error.Message, StringComparison.Ordinal);
        Assert.Equal("first", board.IdsInFile());
        await board.AddAsync("third");
        Assert.Equal("first second third", board.IdsInFile());
    }

    [Fact]
    public async Task A_file_that_nobody_may_replace_is_refused_before_anything_is_recorded()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Disk.Hold = NameHold.Attribute;
        var error = await Assert.ThrowsAsync<BoardAccessException>(() => board.AddAsync("second"));
        Assert.StartsWith($"{board.Paths.Board} is marked as immutable or append-only", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", error.Message, StringComparison.Ordinal);
        board.Disk.Hold = null;
        Assert.Equal(2, (await board.AddAsync("third")).Revision);
        Assert.Equal("first third", board.IdsInFile());
    }

    [Fact]
    public async Task Another_process_finishes_what_could_not_be_shown()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        FailNext(board, "Exchange", board.Paths.Board);
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"));
        await board.HoldsAsync("first second");
        await IsAnsweredOnceAsync(board);
    }

    [Fact]
    public async Task A_name_that_cannot_be_made_durable_leaves_the_answer_open()
    {
        await using var board = await FaultyBoard.WithATaskAsync(durability: Durability.Flushed);
        FailNext(board, "FlushDirectory", board.Paths.Directory);
        Assert.Equal(2, (await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"))).Revision);
        await IsAnsweredOnceAsync(board);
    }

    [Fact]
    public async Task A_hand_edit_meanwhile_and_the_change_are_both_there()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        FailNext(board, "Exchange", board.Paths.Board);
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"));
        await File.WriteAllTextAsync(board.Paths.Board, """[{"id":"first","title":"Task first"},{"id":"mine","title":"Mine"}]""");
        var again = await board.AddAsync("second");
        Assert.Equal((2, true), (again.Revision, again.AlreadyDone));
        Assert.Equal(["first", "mine", "second"], board.IdsInFile().Split(' ').Order());
        await using var other = await Board.OpenAsync(board.Paths.Directory);
        Assert.True((await other.History.VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Repeated_without_a_request_key_it_is_refused_or_known_and_not_done_again()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        var careless = new ChangeBy("agent-1");
        FailNext(board, "Exchange", board.Paths.Board);
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second", careless));
        await Assert.ThrowsAsync<TaskExistsException>(() => board.AddAsync("second", careless));
        await board.HoldsAsync("first second");

        var claiming = Operations.Claim(TaskId.Parse("second"), careless, new ClaimOptions());
        FailNext(board, "Exchange", board.Paths.Board);
        Assert.Equal(3, (await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AskAsync(careless, "", claiming))).Revision);
        Assert.True((await board.AskAsync(careless, "", claiming)).Resumed);
        await board.HoldsAsync("first second");
    }

    [Theory]
    [InlineData(CommitFate.DoneAndDoubted)]
    [InlineData(CommitFate.UndoneAndDoubted)]
    public async Task A_commit_in_doubt_with_an_unreadable_history_is_harmless_to_repeat_without_a_request_key(object fate)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        var careless = new ChangeBy("agent-1");
        board.Journals.Plan((CommitFate)fate);
        board.Journals.FailingOpenings = 3;
        Assert.Equal(2, (await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second", careless))).Revision);

        // Still unreadable: this attempt did nothing, and says so.
        var error = await Assert.ThrowsAsync<DiskException>(() => board.AddAsync("second", careless));
        Assert.IsType<BoardIOException>(DiskErrors.Translate(error));
        Assert.Equal("first", board.IdsInFile());
        var again = await Record.ExceptionAsync(() => board.AddAsync("second", careless));
        Assert.True((CommitFate)fate == CommitFate.DoneAndDoubted ? again is TaskExistsException : again is null, $"{again}");
        await board.HoldsAsync("first second");
    }

    private static void FailNext(FaultyBoard board, string call, string path) =>
        board.Disk.BeforeNext(call, path, () => throw new DiskException(DiskFault.Io, call, path, "injected"));

    private static async Task IsAnsweredOnceAsync(FaultyBoard board)
    {
        for (var i = 0; i < 2; i++)
        {
            var again = await board.AddAsync("second");
            Assert.Equal((2, true), (again.Revision, again.AlreadyDone));
            Assert.Equal("first second", board.IdsInFile());
        }

        await board.HoldsAsync("first second");
    }
}
