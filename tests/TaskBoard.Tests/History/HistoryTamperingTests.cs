using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.History;

[Trait("Fault", "13")]
public sealed class HistoryTamperingTests
{
    private const string NoTriggers =
        "DROP TRIGGER events_are_never_changed; DROP TRIGGER events_are_never_deleted; DROP TRIGGER events_follow_each_other; ";

    public static TheoryData<string> Columns => new(EventRow.Columns.Split(", ").Where(c => c != "seq"));

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_change_of_any_column_of_an_event_is_found(string column)
    {
        using var board = RecordedBoard.WithALife();
        var value = column == "revision" ? "revision + 1" : $"CASE WHEN {column} IS NULL THEN '' ELSE {column} || 'x' END";
        board.Meddle($"{NoTriggers}UPDATE events SET {column} = {value} WHERE seq = 4");
        Assert.Equal(4, FirstBad(board));
    }

    [Theory]
    [InlineData("UPDATE events SET details = NULL WHERE seq = 2; DELETE FROM events WHERE seq = 3", 3)]
    [InlineData("DELETE FROM events WHERE seq = 1", 1)]
    [InlineData("DELETE FROM events WHERE seq = 3; UPDATE events SET seq = seq - 1 WHERE seq > 3", 3)]
    [InlineData("UPDATE events SET seq = 99 WHERE seq = 3; UPDATE events SET seq = 3 WHERE seq = 4; UPDATE events SET seq = 4 WHERE seq = 99", 3)]
    [InlineData("UPDATE events SET seq = -seq WHERE seq >= 4; UPDATE events SET seq = 1 - seq WHERE seq < 0; INSERT INTO events SELECT 4, revision, recorded_at, occurred_at, task_id, event, from_status, to_status, agent_id, source, details, changes, hash, hash FROM events WHERE seq = 3", 4)]
    [InlineData("UPDATE events SET details = CAST('x' AS BLOB) WHERE seq = 5", 5)]
    public void Events_removed_swapped_or_inserted_are_found(string sql, long first)
    {
        using var board = RecordedBoard.WithALife();
        board.Meddle(NoTriggers + sql);
        Assert.Equal(first, FirstBad(board));
    }

    [Fact]
    public void A_tail_that_was_cut_off_is_found_with_a_head_that_was_kept()
    {
        using var board = RecordedBoard.WithALife();
        string head;
        using (var reader = board.Store.OpenReader()!)
        {
            head = ChainCheck.HeadOf(reader.Head().LastSequence, reader.Head().LastHash);
        }

        Assert.Null(FirstBad(board, head));
        board.Meddle($"{NoTriggers}DELETE FROM events WHERE seq = 7");
        Assert.Null(FirstBad(board));
        Assert.Equal(7, FirstBad(board, head));
    }

    [Fact]
    public void An_untouched_history_fits()
    {
        using var board = RecordedBoard.WithALife();
        Assert.Null(FirstBad(board));
    }

    private static long? FirstBad(RecordedBoard board, string? head = null)
    {
        var chain = new ChainCheck(head is null ? [] : [head]);
        using var reader = board.Store.OpenReader()!;
        foreach (var _ in chain.Checked(HistoryPages.Of(reader, new EventFilter(), default)))
        {
        }

        return chain.FirstBad;
    }
}
