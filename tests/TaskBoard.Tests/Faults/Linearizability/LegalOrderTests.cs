using Xunit;

namespace TaskBoard.Tests.Faults.Linearizability;

/// <summary>Whether the search tells right from wrong.</summary>
public sealed class LegalOrderTests
{
    [Fact]
    public void One_after_the_other_is_legal() => Assert.Null(Missing(
        Asked("a", "claim", 0, 1, 2, "ok", "InProgress", 1, "a"), Asked("a", "complete", 1, 3, 4, "ok", "Completed", 1, "a"), Asked("b", "claim", 0, 5, 6, "refused")));

    [Fact]
    public void What_overlaps_may_have_come_in_either_order() => Assert.Null(Missing(
        Asked("a", "claim", 0, 1, 9, "refused"), Asked("b", "claim", 0, 2, 8, "ok", "InProgress", 1, "b"), Asked("c", "read", 0, 3, 4, "ok", "Pending"), Asked("d", "read", 0, 5, 6, "ok", "InProgress", 1, "b")));

    [Fact]
    public void Two_that_got_the_same_task_are_not() => Assert.NotNull(Missing(
        Asked("a", "claim", 0, 1, 9, "ok", "InProgress", 1, "a"), Asked("b", "claim", 0, 2, 8, "ok", "InProgress", 1, "b")));

    [Fact]
    public void A_reading_from_before_an_answer_that_was_given_is_not() => Assert.NotNull(Missing(
        Asked("a", "claim", 0, 1, 2, "ok", "InProgress", 1, "a"), Asked("b", "read", 0, 3, 4, "ok", "Pending")));

    [Fact]
    public void A_late_writer_that_was_let_in_is_not() => Assert.NotNull(Missing(
        Asked("a", "claim", 0, 1, 2, "ok", "InProgress", 1, "a"), Asked("b", "cancel", 0, 3, 4, "ok", "Cancelled", 1), Asked("a", "complete", 1, 5, 6, "ok", "Completed", 1, "a")));

    [Fact]
    public void Who_died_may_have_done_it_or_not()
    {
        var died = new Operation("a", "claim", 0, 1, null);
        Assert.Null(Missing(died, Asked("b", "read", 0, 5, 6, "ok", "InProgress", 1, "a")));
        Assert.Null(Missing(died, Asked("b", "read", 0, 5, 6, "ok", "Pending")));
        Assert.NotNull(Missing(died, Asked("b", "read", 0, 3, 4, "ok", "InProgress", 1, "a"), Asked("b", "read", 0, 5, 6, "ok", "Pending")));
    }

    private static string? Missing(params Operation[] operations) => LegalOrder.Missing(operations);

    private static Operation Asked(string client, string what, int attempt, long begin, long end, string outcome, string state = "-", int attempts = 0, string owner = "-") =>
        new(client, what, attempt, begin, new Answer(end, outcome, state, attempts, owner));
}
