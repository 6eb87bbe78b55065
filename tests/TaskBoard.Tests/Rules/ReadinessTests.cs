using System.Diagnostics;
using System.Globalization;
using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class ReadinessTests
{
    [Fact]
    public void The_tasks_that_hold_one_back_are_named_by_their_ids_each_once()
    {
        var board = new DecidedBoard(
            Task("a"), Task("b", "\"status\":\"COMPLETED\""), Task("p", "\"depends_on\":[\"a\",\"gone\"]"),
            Task("c", "\"parent\":\"p\",\"depends_on\":[\"b\",\"nope\",\"a\"],\"blocked\":\"no disk\""), Task("c.1", "\"parent\":\"c\""), Task("d", "\"blocked\":\"no disk\""));

        Assert.Equal(["nope", "a", "gone", "c.1"], WaitsFor("c"));
        Assert.Empty(WaitsFor("d"));
        Assert.Empty(WaitsFor("a"));

        IReadOnlyList<string> WaitsFor(string id) => Readiness.WaitsFor(board.Content, board.Content.Find(id)!);
    }

    [Theory]
    [InlineData("""{"id":"d","title":"D"}""", "waits for d (PENDING)")]
    [InlineData("""{"id":"d","title":"D","status":"IN_PROGRESS"}""", "waits for d (IN_PROGRESS)")]
    [InlineData("""{"id":"d","title":"D","status":"FAILED"}""", "waits for d, which FAILED")]
    [InlineData("""{"id":"d","title":"D","status":"CANCELLED"}""", "waits for d, which was CANCELLED")]
    [InlineData("""{"id":"d","title":"D","status":"sideways"}""", "waits for d, which is held because of what stands in tasks.json")]
    [InlineData("""{"id":"e","title":"E"}""", "depends on d, which is not on the board")]
    public void A_task_waits_for_what_it_depends_on(string other, string reason)
    {
        var board = new DecidedBoard(1, [other, Task("a", "\"depends_on\":[\"d\"]")]);

        Assert.Equal([reason], board.HeldBackBy("a"));
        Assert.DoesNotContain("a", board.Ready());
    }

    [Fact]
    public void A_task_is_ready_when_all_it_depends_on_is_completed()
    {
        var board = new DecidedBoard(Task("d", "\"status\":\"completed\""), Task("a", "\"depends_on\":[\"d\"]"));

        Assert.Empty(board.HeldBackBy("a"));
        Assert.Equal(["a"], board.Ready());
    }

    [Fact]
    public void A_subtask_waits_for_what_its_parents_wait_for()
    {
        var board = new DecidedBoard(
            Task("2", "\"status\":\"IN_PROGRESS\""),
            Task("6", "\"depends_on\":[\"2\",\"9\"]"),
            Task("6.1", "\"parent\":\"6\""),
            Task("6.1.1", "\"parent\":\"6.1\""));

        Assert.Equal(["waits for what its parent 6 waits for: 2 (IN_PROGRESS), 9, which is not on the board", "waits for its subtasks: 6.1.1 (PENDING)"],
            board.HeldBackBy("6.1"));
        Assert.Equal(["waits for what its ancestor 6 waits for: 2 (IN_PROGRESS), 9, which is not on the board"], board.HeldBackBy("6.1.1"));
        Assert.Empty(board.Ready());
    }

    [Fact]
    public void A_parent_becomes_ready_when_its_subtasks_are_finished()
    {
        var board = new DecidedBoard(
            Task("2"), Task("2.1", "\"parent\":\"2\",\"status\":\"COMPLETED\""), Task("2.2", "\"parent\":\"2\""), Task("2.3", "\"parent\":\"2\",\"status\":\"FAILED\""));
        Assert.Equal(["waits for its subtasks: 2.2 (PENDING), 2.3, which FAILED"], board.HeldBackBy("2"));
        Assert.Equal(["2.2"], board.Ready());

        board.Edit("2.3", new() { State = TaskState.Cancelled });

        Assert.Equal(["2"], board.Complete("2.2", "a1").Ready.Select(id => id.Value));
        Assert.Equal(["2"], board.Ready());
    }

    [Fact]
    public void The_progress_of_a_parent_is_that_of_its_subtasks()
    {
        var board = new DecidedBoard(
            Task("6"), Task("6.1", "\"parent\":\"6\",\"status\":\"COMPLETED\""), Task("6.2", "\"parent\":\"6\",\"status\":\"CANCELLED\""),
            Task("6.3", "\"parent\":\"6\",\"status\":\"FAILED\""), Task("6.4", "\"parent\":\"6\""), Task("6.4.1", "\"parent\":\"6.4\""));
        Assert.Equal(
            [(4, 2), (0, 0), (1, 0)],
            new[] { "6", "6.3", "6.4" }.Select(id => new Standings(board.View, null).Of(board.Content.Find(id)!)).Select(s => (s.Subtasks, s.SubtasksFinished)));
    }

    [Fact]
    public void A_parent_that_depends_on_its_own_subtask_does_not_stop_the_others()
    {
        var board = new DecidedBoard(Task("p", "\"depends_on\":[\"p1\"]"), Task("p1", "\"parent\":\"p\""), Task("p2", "\"parent\":\"p\""));

        Assert.Equal(["p1", "p2"], board.Ready());
    }

    [Fact]
    public void A_blocked_task_and_one_whose_time_has_not_come_are_not_ready()
    {
        var board = new DecidedBoard(Task("a", "\"blocked\":\"no access\",\"not_before\":\"2026-11-21T09:00:30Z\""));
        Assert.Equal(["blocked: no access", "not before 2026-11-21T09:00:30.000Z"], board.HeldBackBy("a"));

        board.Edit("a", new() { Blocked = "" });
        Assert.Empty(board.Ready());
        board.Pass(TimeSpan.FromSeconds(30));

        Assert.Equal(["a"], board.Ready());
    }

    [Fact]
    public void A_held_task_is_never_ready()
    {
        var board = new DecidedBoard(Task("a", "\"priority\":\"soonish\""));

        Assert.Empty(board.Ready());
        Assert.StartsWith("held because of what stands in tasks.json: ", Assert.Single(board.HeldBackBy("a")), StringComparison.Ordinal);
    }

    [Fact]
    public void Cycles_written_by_hand_are_spelled_out()
    {
        var board = new DecidedBoard(
            Task("a", "\"depends_on\":[\"b\"]"), Task("b", "\"depends_on\":[\"a\"]"), Task("s", "\"depends_on\":[\"s\"]"), Task("after", "\"depends_on\":[\"a\"]"));

        Assert.Equal(["waits for b (PENDING)", "in a cycle: a -> b -> a"], board.HeldBackBy("a"));
        Assert.Equal(["waits for s (PENDING)", "in a cycle: s -> s"], board.HeldBackBy("s"));
        Assert.Equal(["waits for a (PENDING)"], board.HeldBackBy("after"));
        Assert.Empty(board.Ready());
    }

    [Fact]
    public void A_cycle_may_go_through_a_parent()
    {
        var board = new DecidedBoard(Task("6"), Task("7", "\"depends_on\":[\"6\"]"), Task("6.1", "\"parent\":\"6\",\"depends_on\":[\"7\"]"));

        Assert.Contains("in a cycle: 6.1 -> 7 -> 6 -> 6.1", board.HeldBackBy("6.1"));
    }

    [Fact]
    public void Parents_in_a_circle_are_told_and_do_no_harm()
    {
        var board = new DecidedBoard(Task("a", "\"parent\":\"b\""), Task("b", "\"parent\":\"a\""), Task("c", "\"parent\":\"c\""), Task("d"));

        Assert.Equal(["d"], board.Ready());
        Assert.Equal(["waits for its subtasks: c (PENDING)", "in a cycle: c -> c"], board.HeldBackBy("c"));
    }

    [Fact]
    public void Ready_tasks_go_by_priority_then_age_then_place()
    {
        var board = new DecidedBoard(
            Task("late", "\"created_at\":\"2026-11-02T00:00:00Z\""),
            Task("early", "\"created_at\":\"2026-11-01T00:00:00Z\""),
            Task("same", "\"created_at\":\"2026-11-01T00:00:00Z\""),
            Task("urgent", "\"priority\":\"critical\",\"created_at\":\"2026-11-03T00:00:00Z\""),
            Task("by-hand"),
            Task("some-day", "\"priority\":\"low\""));

        Assert.Equal(["urgent", "by-hand", "early", "same", "late", "some-day"], board.Ready());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Ten_thousand_tasks_with_thirty_thousand_dependencies_take_no_longer_than_a_moment(bool inOneLongChain)
    {
        var random = new Random(5);
        var tasks = Enumerable.Range(0, 10_000).Select(i =>
        {
            var on = inOneLongChain
                ? Enumerable.Range(Math.Max(0, i - 3), Math.Min(3, i))
                : Enumerable.Range(0, i == 0 ? 0 : 3).Select(_ => random.Next(i)).Distinct();
            var id = i.ToString(CultureInfo.InvariantCulture);
            return TaskContent.FromJson(id, Task(id, $"\"depends_on\":[{string.Join(',', on.Select(d => $"\"{d}\""))}]" + (inOneLongChain && i > 0 ? $",\"parent\":\"{i - 1}\"" : "")));
        }).ToArray();
        var content = new BoardContent(tasks);
        Assert.All(content.Tasks, t => Assert.False(t.Item.Held));
        var clock = Stopwatch.StartNew();

        var ready = new DecidedBoard { Content = content }.Ready();
        var reasons = content.Tasks.Sum(t => Readiness.HeldBackBy(content, t, DateTimeOffset.UnixEpoch).Count);

        Assert.Equal(inOneLongChain ? [] : ["0"], ready);
        Assert.True(reasons > 9_999);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"took {clock.Elapsed}");
    }
}
