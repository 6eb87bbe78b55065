using TaskBoard.History;
using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

/// <summary>The rules of going back, by themselves.</summary>
public sealed class GoingBackTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(3, 3, true)]
    [InlineData(5, 3, true)]
    [InlineData(6, 3, false)]
    [InlineData(2, 2, false)]
    [InlineData(21, 21, true)]
    public void More_than_half_and_at_least_three_is_most_of_the_finished_work(int completed, int removed, bool isMost)
    {
        var before = Board(Enumerable.Range(1, completed).Select(i => Done($"t{i}")));
        var after = Board(before.Tasks.Skip(removed).Select(t => t.Json));
        var found = FinishedWork.RemovedBy(before, Between(before, after), 7, s_at);
        Assert.Equal(isMost, found is not null);
        Assert.Equal(isMost ? completed : null, found?.Before);
        Assert.True(found is null || found.Tasks.Count == removed);
    }

    [Fact]
    public void Reset_is_removed_and_what_is_finished_again_is_back()
    {
        var before = Board(new[] { "a", "b", "c" }.Select(Done));
        var after = Board([Task("a"), Task("b", "\"status\":\"IN_PROGRESS\"")]);
        var removed = FinishedWork.RemovedBy(before, Between(before, after), 7, s_at)!;
        Assert.Equal(["c", "a", "b"], removed.Tasks);
        Assert.Equal(["c", "a", "b"], FinishedWork.StillGone(removed, after));
        Assert.Empty(FinishedWork.StillGone(removed, Board([Done("a"), Task("b")])));
        Assert.Equal(
            "A hand edit (revision 7, 2026-11-21T09:00:00.000Z) took off, or reset, 3 of 3 completed tasks; still not back: c, a, b.",
            FinishedWork.Told(removed, FinishedWork.StillGone(removed, after)).Text);
    }

    [Fact]
    public void Work_that_others_do_is_no_removal()
    {
        var before = Board([Done("a"), Done("b"), Done("c"), Task("d")]);
        Assert.Null(FinishedWork.RemovedBy(before, Between(before, Board([Done("a"), Done("b"), Done("c"), Done("d")])), 7, s_at));
    }

    [Fact]
    public void A_task_comes_back_behind_the_nearest_one_that_stood_before_it()
    {
        var then = Board(new[] { "a", "b", "c", "d" }.Select(id => Task(id)));
        Assert.Equal("x c d", Order(TaskPlaces.PutBack(Board([Task("x"), Task("c")]), then.Find("d")!, then)));
        Assert.Equal("b x", Order(TaskPlaces.PutBack(Board([Task("x")]), then.Find("b")!, then)));
        Assert.Equal("a b c d x", Order(TaskPlaces.MoveBack(Board([Task("d"), Task("a"), Task("c"), Task("b"), Task("x")]), new HashSet<string> { "b", "c", "d", "gone" }, then)));

        static string Order(BoardContent board) => string.Join(' ', board.Tasks.Select(t => t.Key));
    }

    [Fact]
    public void Claims_end_begin_anew_or_live_on()
    {
        var board = new DecidedBoard(Task("a"), Task("b"), Task("c"), Task("d"), Task("e"));
        var start = board.Content;
        board.Claim("a", "agent-1");
        board.Claim("b", "agent-2");
        board.Claim("e", "lead");
        var then = board.Content;
        board.Complete("b", "agent-2");
        board.Claim("c", "agent-3");

        var back = ClaimsAcross.Of(board.View, then, "lead");
        Assert.Equal([new LostClaim(new ClaimHandle(TaskId.Parse("c"), 1), "agent-3")], back.Lost);
        Assert.Equal(["b", "c"], back.Leases.Keys.Order());
        Assert.Null(back.Leases["c"]);
        Assert.Equal(("agent-2", 1, board.Now + board.Settings.Lease), (back.Leases["b"]!.Agent, back.Leases["b"]!.Attempt, back.Leases["b"]!.ExpiresAt));

        // One's own claim is nobody else's loss, and one whose lease is over was lost already.
        Assert.Equal(["agent-1", "agent-3"], ClaimsAcross.Of(board.View, start, "lead").Lost.Select(l => l.Agent));
        board.Pass(TimeSpan.FromHours(1));
        Assert.Empty(ClaimsAcross.Of(board.View, start, "lead").Lost);
    }

    private static string Done(string id) => Task(id, "\"status\":\"COMPLETED\"");

    private static BoardContent Board(IEnumerable<string> tasks) => new DecidedBoard([.. tasks]).Content;

    private static BoardDelta Between(BoardContent before, BoardContent after)
    {
        var places = BoardDiff.Between(BoardContent.Empty, before, static _ => null).Mirror.Upserts.ToDictionary(t => t.Key, t => t.Position);
        return BoardDiff.Between(before, after, places.GetValueOrDefault);
    }
}
