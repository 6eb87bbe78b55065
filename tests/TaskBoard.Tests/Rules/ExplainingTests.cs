using TaskBoard.Rules;
using Xunit;
using static TaskBoard.Tests.Rules.DecidedBoard;

namespace TaskBoard.Tests.Rules;

public sealed class ExplainingTests
{
    [Fact]
    public void A_ready_task_is_to_be_claimed()
    {
        var why = Explain(new DecidedBoard(Task("a")), "a");

        Assert.True(why.Standing.Ready);
        Assert.Equal(["Claim it: it is ready."], why.Advice);
        Assert.Empty(why.NotForAll);
    }

    [Fact]
    public void Each_dependency_is_told_with_its_state_and_why_and_the_parents_ones_too()
    {
        var board = new DecidedBoard(
            Task("done", "\"status\":\"COMPLETED\""),
            Task("c", "\"status\":\"FAILED\",\"history\":[{\"event\":\"STATUS_CHANGED\",\"agent_id\":\"x\",\"details\":\"failed (attempt 1): no disk\"}]"),
            Task("b", "\"depends_on\":[\"c\"]"),
            Task("6", "\"depends_on\":[\"b\",\"gone\"]"),
            Task("6.1", "\"parent\":\"6\",\"depends_on\":[\"done\"]"),
            Task("6.1.1", "\"parent\":\"6.1\""));

        var why = Explain(board, "6.1.1");

        Assert.Equal(
            ["done of 6.1: ", "b of 6: waits for c, which FAILED", "gone of 6: it is not on the board"],
            why.Dependencies.Select(d => $"{d.Id} of {d.Through}: {string.Join("; ", d.Because)}"));
        Assert.Equal([true, false, false], why.Dependencies.Select(d => d.IsMet));
        Assert.Equal(
            [
                "Add 'gone', which is not on the board, or take it out of what '6' depends on.",
                "Retry 'c', which FAILED, or take it out of what 'b' depends on.",
            ],
            why.Advice);
        Assert.Equal(["failed (attempt 1): no disk"], Explain(board, "b").Dependencies[0].Because);
    }

    [Fact]
    public void Advice_goes_down_to_the_tasks_that_can_be_acted_on()
    {
        var board = new DecidedBoard(
            Task("free"),
            Task("hers", "\"assigned_to\":\"alice\""),
            Task("role", "\"persona\":\"reviewer\""),
            Task("stuck", "\"blocked\":\"no licence\""),
            Task("later", "\"not_before\":\"2026-11-22T00:00:00Z\""),
            Task("hand", "\"status\":\"IN_PROGRESS\",\"assigned_to\":\"bob\",\"progress\":40"),
            Task("nobodys", "\"status\":\"IN_PROGRESS\""),
            Task("off", "\"status\":\"CANCELLED\""),
            Task("near", "\"depends_on\":[\"free\",\"hers\",\"role\",\"stuck\"]"),
            Task("all", "\"depends_on\":[\"near\",\"later\",\"hand\",\"nobodys\",\"off\"]"));

        Assert.Equal(
            [
                "Reopen 'off', which was CANCELLED, or take it out of what 'all' depends on.",
                "Wait until 2026-11-22T00:00:00.000Z, when 'later' may begin, or give it another time.",
                "Wait for 'hand': bob has it in hand, 40 % done, by tasks.json alone, so that no lease ends it.",
                "Claim 'nobodys': it is IN_PROGRESS, and nobody holds it.",
                "Claim 'free': it is ready.",
                "Claim 'hers': it is ready, and meant for alice.",
                "Claim 'role': it is ready, for the persona reviewer.",
                "Unblock 'stuck' when it can go on: no licence",
            ],
            Explain(board, "all").Advice);
        Assert.Equal(["Unblock it when it can go on: no licence"], Explain(board, "stuck").Advice);
    }

    [Fact]
    public void A_circle_is_spelled_out_also_to_those_who_wait_for_it()
    {
        var board = new DecidedBoard(Task("a", "\"depends_on\":[\"b\"]"), Task("b", "\"depends_on\":[\"a\"]"), Task("after", "\"depends_on\":[\"a\"]"));

        Assert.Equal("a -> b -> a", Explain(board, "a").Cycle);
        Assert.Null(Explain(board, "after").Cycle);
        Assert.Equal(["Take one of these links out: a -> b -> a."], Explain(board, "after").Advice);
    }

    [Fact]
    public void What_touches_paths_that_others_have_in_hand_waits_for_them()
    {
        var board = new DecidedBoard(Task("p", "\"paths\":[\"src/a\"]"), Task("q", "\"paths\":[\"src\"]"), Task("after", "\"depends_on\":[\"q\"]"));
        board.Claim("p", "bob");

        var why = Explain(board, "q", "carol");
        Assert.Equal((false, "touches src, as does p, which bob has in hand"), (why.Standing.Ready, Assert.Single(why.Standing.WaitingBecause)));
        Assert.Empty(why.Standing.WaitingFor);
        Assert.Empty(why.NotForAll);
        Assert.Equal(["Wait for 'p', which touches src as it does: bob has it in hand, by a lease until 2026-11-21T09:15:00.000Z."], why.Advice);
        Assert.Equal(["Wait for 'p', which touches src as 'q' does: bob has it in hand, by a lease until 2026-11-21T09:15:00.000Z."], Explain(board, "after").Advice);
        Assert.Equal(["touches src, as does p, which bob has in hand"], Assert.Single(Explain(board, "after").Dependencies).Because);

        Assert.Equal(["Claim it: it is ready."], Explain(board, "q", "bob").Advice);
        Assert.True(Explain(board, "q", "bob").Standing.Ready);

        board.Pass(TimeSpan.FromMinutes(16));

        Assert.Equal(["Claim it: it is ready."], Explain(board, "q", "carol").Advice);
    }

    [Fact]
    public void What_is_meant_for_others_is_told_to_who_asks()
    {
        var board = new DecidedBoard(Task("p"), Task("hers", "\"assigned_to\":\"alice\",\"persona\":\"reviewer\""));
        board.Claim("p", "bob");

        Assert.Equal(["meant for alice", "asks for the persona reviewer"], Explain(board, "hers").NotForAll);
        Assert.Equal(["It is ready, though not for you: asks for the persona reviewer."], Explain(board, "hers", "alice").Advice);
        Assert.Equal(["Leave it to them: bob has it in hand, by a lease until 2026-11-21T09:15:00.000Z."], Explain(board, "p", "carol").Advice);
        Assert.Equal(["It is yours, as p#1: go on, and complete, fail or release it."], Explain(board, "p", "bob").Advice);

        board.Pass(TimeSpan.FromMinutes(16));

        Assert.Equal(["Claim it: it is ready."], Explain(board, "p", "carol").Advice);
        Assert.True(Explain(board, "p", "carol").Standing.Ready);
    }

    [Theory]
    [InlineData("COMPLETED", "Nothing: it is COMPLETED.")]
    [InlineData("FAILED", "Retry it, or cancel it if it is not to be done.")]
    [InlineData("CANCELLED", "Reopen it, if it is to be done after all.")]
    [InlineData("sideways", "Mend it in tasks.json: ")]
    public void What_is_not_open_says_what_there_is_to_do(string status, string advice) =>
        Assert.StartsWith(advice, Assert.Single(Explain(new DecidedBoard(Task("a", $"\"status\":\"{status}\"")), "a").Advice), StringComparison.Ordinal);

    [Fact]
    public void All_that_waits_for_a_task_is_counted_parents_and_what_is_below_included()
    {
        var board = new DecidedBoard(
            Task("root"), Task("root.1", "\"parent\":\"root\""),
            Task("6", "\"depends_on\":[\"root.1\"]"), Task("6.1", "\"parent\":\"6\""), Task("6.2", "\"parent\":\"6\",\"status\":\"COMPLETED\""),
            Task("7", "\"depends_on\":[\"6.1\"]"), Task("8", "\"depends_on\":[\"7\"],\"status\":\"CANCELLED\""), Task("other"));

        var why = Explain(board, "root.1");

        Assert.Equal(["6", "root"], why.NeededBy.Select(n => n.Id));
        Assert.Equal(4, why.Unlocks);
        Assert.Equal(0, Explain(board, "other").Unlocks);
        Assert.Equal(["root.1"], Explain(board, "root").Subtasks.Select(s => s.Id));
    }

    [Fact]
    public void A_parent_that_depends_on_its_subtask_too_is_told_once()
    {
        var board = new DecidedBoard(Task("p", "\"depends_on\":[\"c\"]"), Task("c", "\"parent\":\"p\""));

        var why = Explain(board, "c");

        Assert.Equal(["p"], why.NeededBy.Select(n => n.Id));
        Assert.Equal(1, why.Unlocks);
    }

    [Fact]
    public void Long_advice_is_cut()
    {
        var board = new DecidedBoard([.. Enumerable.Range(0, 12).Select(i => Task($"t{i}")), Task("all", $"\"depends_on\":[{string.Join(',', Enumerable.Range(0, 12).Select(i => $"\"t{i}\""))}]")]);

        var advice = Explain(board, "all").Advice;

        Assert.Equal(("Claim 't0': it is ready.", "And 4 more.", 9), (advice[0], advice[^1], advice.Count));
    }

    private static TaskExplanation Explain(DecidedBoard board, string id, string? agent = null) =>
        Explaining.Of(board.View, board.Content.Find(id)!, agent is null ? null : new ChangeBy(agent), new ClaimOptions());
}
