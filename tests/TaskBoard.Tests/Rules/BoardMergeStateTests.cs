using TaskBoard.Rules;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class BoardMergeStateTests
{
    private const string Pending = """{"status":"PENDING","assigned_to":null}""";
    private const string Claimed = """{"status":"IN_PROGRESS","assigned_to":"a1","attempts":1}""";

    [Fact]
    public void A_state_that_only_we_changed_stands_beside_what_was_edited_by_hand()
    {
        var result = Merge(Pending, Claimed, """{"title":"T","status":"PENDING","assigned_to":null}""");

        Assert.Equal("""{"title":"T","status":"IN_PROGRESS","assigned_to":"a1","attempts":1}""", result.Content.Tasks[0].Json);
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void A_state_that_was_changed_only_by_hand_stands_even_where_no_command_could_do_it()
    {
        var result = Merge("""{"status":"COMPLETED"}""", """{"status":"COMPLETED","x":1}""", """{"status":"IN_PROGRESS","assigned_to":"bob"}""");

        Assert.Equal("""{"status":"IN_PROGRESS","assigned_to":"bob","x":1}""", result.Content.Tasks[0].Json);
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void A_legal_transition_by_hand_stands_and_the_claim_is_lost_but_its_number_does_not_come_back()
    {
        var result = Merge(Pending, Claimed, """{"status":"CANCELLED","assigned_to":null}""");

        Assert.Equal("""{"status":"CANCELLED","assigned_to":null,"attempts":1}""", result.Content.Tasks[0].Json);
        Assert.Equal(
            """state: TaskBoard had {"status":"IN_PROGRESS","assigned_to":"a1","attempts":1}, the hand edit had {"status":"CANCELLED","assigned_to":null}; """
            + "the hand edit stands, and the claim of a1 is lost.",
            Assert.Single(result.Conflicts).Details);
    }

    [Theory]
    [InlineData("""{"status":"CLAIMED","assigned_to":"bob","attempts":1}""")] // two claims of one task
    [InlineData("""{"status":"PENDING","assigned_to":"bob"}""")] // no transition by hand
    [InlineData("""{"status":"PENDING","assigned_to":null,"blocked":"wait"}""")]
    [InlineData("""{"status":"DONE"}""")]
    [InlineData("""{"status":7}""")]
    public void Otherwise_our_state_stands_and_both_are_on_record(string theirs)
    {
        var result = Merge(Pending, Claimed, theirs);

        Assert.True(StateMerge.Same(TaskContent.FromJson("t", Claimed), result.Content.Tasks[0]));
        var conflict = Assert.Single(result.Conflicts);
        Assert.Contains(Claimed, conflict.Details, StringComparison.Ordinal);
        Assert.Contains(theirs, conflict.Details, StringComparison.Ordinal);
        Assert.EndsWith("TaskBoard's stands.", conflict.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_change_on_both_sides_is_no_conflict()
    {
        var result = Merge(Pending, """{"status":"CANCELLED","assigned_to":null}""", """{"status":"cancelled"}""");

        Assert.Equal("""{"status":"cancelled"}""", result.Content.Tasks[0].Json);
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void A_hand_edit_may_do_what_some_command_may()
    {
        var legal = from a in Enum.GetValues<TaskState>() from b in Enum.GetValues<TaskState>() where Transitions.Moves(a, b) select $"{a}>{b}";

        Assert.Equal(
            "Pending>Claimed Pending>InProgress Pending>Completed Pending>Cancelled Claimed>Pending Claimed>InProgress Claimed>Failed "
            + "Claimed>Cancelled InProgress>Pending InProgress>Completed InProgress>Failed InProgress>Cancelled Completed>Pending Failed>Pending "
            + "Failed>Completed Failed>Cancelled Cancelled>Pending",
            string.Join(' ', legal));
    }

    private static MergeResult Merge(string basis, string ours, string theirs) => BoardMerge.Merge(Board(basis), Board(ours), Board(theirs));

    private static BoardContent Board(string properties) => new([TaskContent.FromJson("t", properties)]);
}
