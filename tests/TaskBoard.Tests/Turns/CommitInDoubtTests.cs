using TaskBoard.Files;
using TaskBoard.Rules;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>An I/O error at COMMIT does not say whether it happened: the answer must be true in both cases.</summary>
public sealed class CommitInDoubtTests
{
    [Fact]
    public async Task A_commit_that_happened_in_spite_of_the_error_is_answered_as_done()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.DoneAndDoubted);
        var change = await board.AddAsync("second");
        Assert.Equal(2, change.Revision);
        Assert.False(change.AlreadyDone);
        await board.HoldsAsync("first second");
        Assert.Equal(3, (await board.AddAsync("third")).Revision);
        await board.HoldsAsync("first second third");
    }

    [Fact]
    public async Task A_commit_that_did_not_happen_is_answered_as_not_done_and_can_be_repeated()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.UndoneAndDoubted);
        var error = await Assert.ThrowsAsync<BoardIOException>(() => board.AddAsync("second"));
        Assert.Contains("Nothing of this attempt was recorded; repeat it.", error.Message, StringComparison.Ordinal);
        Assert.Equal("first", board.IdsInFile());
        await board.HoldsAsync("first");
        Assert.False(File.Exists(board.Paths.SwapOf(3)));
        var change = await board.AddAsync("second");
        Assert.Equal((2, false), (change.Revision, change.AlreadyDone));
        await board.HoldsAsync("first second");
    }

    [Fact]
    public async Task Where_it_cannot_be_found_out_the_answer_says_so_and_the_next_turn_finishes_what_happened()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.DoneAndDoubted);
        board.Journals.FailingOpenings = 1;
        var error = await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"));
        Assert.Equal(2, error.Revision);
        Assert.Contains("the disk is away", error.Message, StringComparison.Ordinal);
        Assert.Equal("first", board.IdsInFile());
        var again = await board.AddAsync("second");
        Assert.Equal((2, true), (again.Revision, again.AlreadyDone));
        Assert.Equal("first second", board.IdsInFile());
        await board.HoldsAsync("first second");
    }

    [Fact]
    public async Task Where_it_cannot_be_found_out_the_next_turn_forgets_what_did_not_happen()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.UndoneAndDoubted);
        board.Journals.FailingOpenings = 1;
        Assert.Equal(2, (await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"))).Revision);
        var again = await board.AddAsync("second");
        Assert.Equal((2, false), (again.Revision, again.AlreadyDone));
        await board.HoldsAsync("first second");
    }

    [Fact]
    public async Task What_happened_in_spite_of_the_error_is_written_anew_before_it_is_answered()
    {
        // A system that once failed to flush may have dropped what it took, and says nothing the second time.
        await using var board = await FaultyBoard.WithATaskAsync(durability: Durability.Flushed);
        var log = new FileInfo(board.Paths.History + "-wal");
        Assert.NotEqual(0, log.Length);
        board.Journals.Plan(CommitFate.DoneAndDoubted);
        Assert.Equal(2, (await board.AddAsync("second")).Revision);
        Assert.Equal(1, board.Journals.Checkpoints);
        Assert.InRange(new FileInfo(board.Paths.History + "-wal").Length, 0, log.Length - 1);
        await board.AddAsync("third");
        Assert.Equal(1, board.Journals.Checkpoints);
    }

    [Fact]
    public async Task What_cannot_be_written_anew_stays_in_doubt_until_it_can()
    {
        await using var board = await FaultyBoard.WithATaskAsync(durability: Durability.Flushed);
        board.Journals.Plan(CommitFate.DoneAndDoubted);
        board.Journals.FailingCheckpoints = 3;
        Assert.Equal(2, (await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"))).Revision);
        Assert.Equal("first", board.IdsInFile());
        await Assert.ThrowsAsync<DiskException>(() => board.AddAsync("second"));
        Assert.Equal("first", board.IdsInFile());
        var again = await board.AddAsync("second");
        Assert.Equal((2, true), (again.Revision, again.AlreadyDone));
        await board.HoldsAsync("first second");
    }

    [Fact]
    public async Task Another_process_finishes_it_as_well()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.DoneAndDoubted);
        board.Journals.FailingOpenings = 1;
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AddAsync("second"));
        await board.HoldsAsync("first second");
    }

    [Theory]
    [InlineData(CommitFate.DoneAndDoubted)]
    [InlineData(CommitFate.UndoneAndDoubted)]
    public async Task Doubt_about_the_mark_of_a_change_that_is_visible_does_not_make_its_answer_untrue(object fate)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.Done, (CommitFate)fate);
        Assert.Equal(2, (await board.AddAsync("second")).Revision);
        Assert.Equal("first second", board.IdsInFile());
        Assert.Equal(3, (await board.AddAsync("third")).Revision);
        await board.HoldsAsync("first second third");
    }

    [Fact]
    public async Task Doubt_about_the_mark_of_a_merge_leaves_the_next_save_to_the_next_turn()
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        board.Journals.Plan(CommitFate.Done, CommitFate.Done, CommitFate.Done, CommitFate.UndoneAndDoubted);
        board.Disk.BeforeNext("Exchange", board.Paths.Board, () =>
        {
            SaveWith(board, "mine");
            board.Disk.BeforeNext("Exchange", board.Paths.Board, () => SaveWith(board, "other"));
        });
        await board.AddAsync("second");
        await board.HoldsAsync("first second mine other");
    }

    [Theory]
    [InlineData(CommitFate.DoneAndDoubted)]
    [InlineData(CommitFate.UndoneAndDoubted)]
    public async Task A_hand_edit_whose_record_was_in_doubt_is_recorded_once_and_the_request_not_at_all(object fate)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        File.WriteAllText(board.Paths.Board, """[{"id":"first"},{"id":"mine","title":"Mine"}]""");
        board.Journals.Plan((CommitFate)fate);
        await Assert.ThrowsAsync<BoardIOException>(() => board.AddAsync("second"));
        Assert.Equal("first mine", board.IdsInFile());
        await board.HoldsAsync("first mine");
        Assert.False((await board.AddAsync("second")).AlreadyDone);
        await board.HoldsAsync("first mine second");
    }

    [Theory]
    [InlineData(CommitFate.DoneAndDoubted)]
    [InlineData(CommitFate.UndoneAndDoubted)]
    public async Task Who_cannot_make_sure_leaves_the_lock_so_that_the_next_one_does(object fate)
    {
        // The record of a hand edit is complete with its commit, so nothing else would tell the next one of the doubt.
        await using var board = await FaultyBoard.WithATaskAsync(durability: Durability.Flushed);
        File.WriteAllText(board.Paths.Board, """[{"id":"first"},{"id":"mine","title":"Mine"}]""");
        board.Journals.Plan((CommitFate)fate);
        board.Journals.FailingCheckpoints = 1;
        await Assert.ThrowsAsync<BoardIOException>(() => board.AddAsync("second"));
        Assert.True(File.Exists(board.Paths.Lock));
        Assert.Equal(1, board.Journals.Checkpoints);
        await board.AddAsync("second");
        Assert.False(File.Exists(board.Paths.Lock));
        Assert.Equal(2, board.Journals.Checkpoints);
        await board.HoldsAsync("first mine second");
    }

    [Theory]
    [InlineData(CommitFate.DoneAndDoubted)]
    [InlineData(CommitFate.UndoneAndDoubted)]
    public async Task A_sign_of_life_in_doubt_is_said_to_be_in_doubt(object fate)
    {
        await using var board = await FaultyBoard.WithATaskAsync();
        var claim = new ChangeBy("agent-1");
        BoardOperation claiming = Operations.Claim(TaskId.Parse("first"), claim, new ClaimOptions());
        await board.AskAsync(claim, "", claiming);
        board.Journals.Plan((CommitFate)fate);
        await Assert.ThrowsAsync<BoardInDoubtException>(() => board.AskAsync(claim, "", claiming));
        Assert.True((await board.AskAsync(claim, "", claiming)).Resumed);
        await board.HoldsAsync("first");
    }

    /// <summary>A person adds a task and saves by renaming.</summary>
    private static void SaveWith(FaultyBoard board, string id)
    {
        var text = File.ReadAllText(board.Paths.Board).TrimEnd();
        File.WriteAllText(board.Paths.Board + "~", $"{text[..^1]},{{\"id\":\"{id}\",\"title\":\"By hand\"}}]\n");
        File.Move(board.Paths.Board + "~", board.Paths.Board, overwrite: true);
    }
}
