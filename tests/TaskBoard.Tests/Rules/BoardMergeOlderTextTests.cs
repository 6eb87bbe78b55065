using TaskBoard.Rules;
using TaskBoard.Tests.History;
using Xunit;

namespace TaskBoard.Tests.Rules;

public sealed class BoardMergeOlderTextTests
{
    private const string Created = """{"timestamp":"2026-01-01T00:00:00Z","event":"CREATED"}""";
    private const string Assigned = """{"timestamp":"2026-01-02T00:00:00Z","event":"ASSIGNED"}""";
    private const string Finished = """{"timestamp":"2026-01-03T00:00:00Z","event":"STATUS_CHANGED"}""";

    private static readonly string Pending = $$"""{"title":"T","status":"PENDING","assigned_to":null,"history":[{{Created}}]}""";
    private static readonly string Claimed = $$"""{"title":"T","status":"IN_PROGRESS","assigned_to":"a1","attempts":1,"history":[{{Created}},{{Assigned}}]}""";

    private static readonly string Completed =
        $$"""{"title":"T","status":"COMPLETED","assigned_to":"a1","attempts":1,"result":{"summary":"S"},"history":[{{Created}},{{Assigned}},{{Finished}}]}""";

    [Fact]
    public void An_older_text_keeps_our_state_and_its_own_other_properties()
    {
        var found = $$"""{"title":"New","status":"PENDING","assigned_to":null,"x":1,"history":[{{Created}}]}""";

        var result = Reject(Claimed, found, Pending);

        Same($$"""{"title":"New","status":"IN_PROGRESS","assigned_to":"a1","attempts":1,"x":1,"history":[{{Created}},{{Assigned}}]}""", result);
        var conflict = Assert.Single(result.Conflicts);
        Assert.Equal("t", conflict.Task);
        Assert.Contains("IN_PROGRESS", conflict.Details, StringComparison.Ordinal);
        Assert.Contains("PENDING", conflict.Details, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_text_keeps_our_result_and_the_history_entries_of_both()
    {
        var own = """{"timestamp":"2026-01-02T12:00:00Z","event":"UPDATED","agent_id":"person"}""";
        var found = Claimed.Replace(Assigned, $"{Assigned},{own}", StringComparison.Ordinal);

        var result = Reject(Completed, found, Claimed);

        Same(Completed.Replace(Finished, $"{own},{Finished}", StringComparison.Ordinal), result);
        Assert.Single(result.Conflicts);
    }

    [Fact]
    public void An_older_text_does_not_take_back_what_we_changed_besides_the_state()
    {
        var ours = $$"""{"title":"Ours","status":"PENDING","history":[{{Created}},{{Assigned}}]}""";

        var result = Reject(ours, $$"""{"title":"T","status":"PENDING","x":1,"history":[{{Created}}]}""", $$"""{"title":"T","status":"PENDING","history":[{{Created}}]}""");

        Same($$"""{"title":"Ours","status":"PENDING","x":1,"history":[{{Created}},{{Assigned}}]}""", result);
        Assert.Single(result.Conflicts);
    }

    /// <summary>The editor itself gave the task its state, between our changes, and knows none of them.</summary>
    [Fact]
    public void Which_text_was_read_is_told_by_the_entries_that_are_left_and_not_by_a_state_that_its_editor_gave()
    {
        const string Notes = """[{"text":"N"}]""";
        var (unread, noted) = (
            $$"""{"title":"T","status":"PENDING","history":[{{Created}}]}""",
            $$"""{"title":"T","status":"COMPLETED","notes":{{Notes}},"history":[{{Created}},{{Assigned}}]}""");
        var ours = $$"""{"title":"P","status":"COMPLETED","notes":{{Notes}},"history":[{{Created}},{{Assigned}},{{Finished}}]}""";
        var found = $$"""{"title":"P","status":"COMPLETED","x":1,"history":[{{Created}}]}""";

        var result = BoardMerge.RejectOlderText(Board(ours), Board(found), Past(ours, noted, unread));

        Same($$"""{"title":"P","status":"COMPLETED","x":1,"notes":{{Notes}},"history":[{{Created}},{{Assigned}},{{Finished}}]}""", result);
        Assert.Contains("older text", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_older_by_several_changes_is_found_out_too()
    {
        var asked = new List<string>();

        var result = BoardMerge.RejectOlderText(Board(Completed), Board(Pending), (_, entries) =>
        {
            asked.AddRange(entries.Missing);
            return Past(Completed, Claimed, Pending)("t", entries);
        });

        Same(Completed, result);
        Assert.Equal(new[] { Assigned, Finished }.Select(ListMerge.Canonical), asked);
        Assert.Single(result.Conflicts);
    }

    [Fact]
    public void An_older_text_without_any_history_is_found_out_by_its_state()
    {
        var result = BoardMerge.RejectOlderText(
            Board(Completed), Board("""{"title":"T","status":"IN_PROGRESS","assigned_to":"a1","attempts":1}"""), Past(Completed, Claimed, Pending));

        Same(Completed, result);
        Assert.Single(result.Conflicts);
    }

    /// <summary>The file keeps few entries: what was read long ago has none of those that are there now.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("""{"event":"NOTE"},""")]
    public void An_older_text_whose_entries_were_all_dropped_since_is_found_out_by_its_newest(string own)
    {
        var ours = Completed.Replace($"{Created},{Assigned},", "", StringComparison.Ordinal);
        var found = $$"""{"title":"New","status":"PENDING","assigned_to":null,"history":[{{own}}{{Created}}]}""";

        var result = BoardMerge.RejectOlderText(
            Board(ours), Board(found), (_, _) => throw new InvalidOperationException("not to be asked"), _ => TaskContent.FromJson("t", Pending));

        Assert.True(StateMerge.Same(TaskContent.FromJson("t", ours), result.Content.Tasks[0]));
        Assert.Equal("\"New\"", result.Content.Tasks[0]["title"]);
        Assert.Contains("older text", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void A_legal_decision_by_somebody_who_did_not_know_our_change_stands_with_a_conflict()
    {
        var found = $$"""{"title":"T","status":"CANCELLED","assigned_to":null,"history":[{{Created}}]}""";

        var result = Reject(Claimed, found, Pending);

        Same($$"""{"title":"T","status":"CANCELLED","assigned_to":null,"attempts":1,"history":[{{Created}},{{Assigned}}]}""", result);
        Assert.EndsWith("the claim of a1 is lost.", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_claim_by_somebody_who_did_not_know_ours_is_lost_with_a_conflict()
    {
        var found = $$"""{"title":"T","status":"IN_PROGRESS","assigned_to":"bob","history":[{{Created}}]}""";

        var result = Reject(Claimed, found, Pending);

        Same(Claimed, result);
        Assert.EndsWith("TaskBoard's stands.", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_text_is_found_out_although_the_clock_was_set_back_before_our_change()
    {
        // Written last, and by its time older than all others.
        const string SetBack = """{"timestamp":"2025-12-31T00:00:00Z","event":"ASSIGNED"}""";
        var claimed = Claimed.Replace(Assigned, SetBack, StringComparison.Ordinal);

        var result = Reject(claimed, $$"""{"title":"T","status":"PENDING","assigned_to":null,"x":1,"history":[{{Created}}]}""", Pending);

        Assert.True(StateMerge.Same(TaskContent.FromJson("t", claimed), result.Content.Tasks[0]));
        Assert.Equal("1", result.Content.Tasks[0]["x"]);
        Assert.Single(result.Conflicts);
    }

    [Fact]
    public void A_text_that_has_our_newest_entry_is_an_ordinary_hand_edit_whatever_it_changes()
    {
        var found = Board($$"""{"title":"T","status":"PENDING","assigned_to":null,"history":[{{Created}},{{Assigned}}]}""");

        var result = BoardMerge.RejectOlderText(Board(Claimed), found, (_, _) => throw new InvalidOperationException("not to be asked"));

        Assert.Same(found, result.Content);
        Assert.Empty(result.Conflicts);
    }

    [Theory]
    [InlineData("""{"title":"T","status":"IN_PROGRESS","assigned_to":"a1","attempts":1}""")]
    [InlineData("""{"title":"New","status":"IN_PROGRESS","assigned_to":"a1","attempts":1,"history":[]}""")]
    public void A_text_that_has_our_state_but_no_history_is_an_ordinary_hand_edit(string json)
    {
        var found = Board(json);

        var result = BoardMerge.RejectOlderText(Board(Claimed), found, Past(Claimed, Pending));

        Assert.Same(found, result.Content);
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void To_have_our_state_is_no_proof_of_knowing_what_else_we_changed()
    {
        var ours = $$"""{"title":"Ours","status":"CANCELLED","history":[{{Created}},{{Assigned}}]}""";

        var result = Reject(ours, $$"""{"title":"T","status":"CANCELLED","history":[{{Created}}]}""", $$"""{"title":"T","status":"PENDING","history":[{{Created}}]}""");

        Same(ours, result);
        Assert.Contains("older text", Assert.Single(result.Conflicts).Details, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_decided_where_the_past_is_not_known_or_the_task_is_new_or_gone()
    {
        var found = new BoardContent([TaskContent.FromJson("t", Pending), TaskContent.FromJson("new", Pending)]);

        var result = BoardMerge.RejectOlderText(
            new BoardContent([TaskContent.FromJson("t", Claimed), TaskContent.FromJson("gone", Claimed)]), found, Past());

        Assert.Same(found, result.Content);
        Assert.Empty(result.Conflicts);
    }

    [Fact]
    public void A_dropped_entry_comes_back_without_a_conflict_where_nothing_else_differs()
    {
        var result = Reject(
            $$"""{"status":"PENDING","history":[{{Created}},{{Assigned}}]}""",
            $$"""{"status":"PENDING","history":[{{Created}}]}""",
            $$"""{"status":"PENDING","history":[{{Created}}]}""");

        Same($$"""{"status":"PENDING","history":[{{Created}},{{Assigned}}]}""", result);
        Assert.Empty(result.Conflicts);
    }

    private static MergeResult Reject(string mirror, string found, string before) =>
        BoardMerge.RejectOlderText(Board(mirror), Board(found), Past(mirror, before));

    /// <summary>The past of a task: as it is on record, and as it was before each change, none of which was made by hand.</summary>
    private static Func<string, LackedEntries, IReadOnlyList<TaskContent>> Past(params string[] states) =>
        (_, lacked) => lacked.StatesRead(states.Select(json => new PastState(TaskContent.FromJson("t", json), ByHand: false)));

    private static BoardContent Board(string json) => new([TaskContent.FromJson("t", json)]);

    private static void Same(string expected, MergeResult actual) => DiffBoards.AssertSame(Board(expected), actual.Content);
}
