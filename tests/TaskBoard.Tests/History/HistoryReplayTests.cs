using TaskBoard.History;
using Xunit;

namespace TaskBoard.Tests.History;

public sealed class HistoryReplayTests
{
    [Fact]
    public void Every_revision_is_replayed_as_it_was_forwards_and_backwards()
    {
        using var board = RecordedBoard.WithALife();
        using var reader = board.Store.OpenReader()!;
        var statuses = Enumerable.Range(0, 7)
            .Select(r => HistoryReplay.At(reader, r, default).Content)
            .Select(c => $"{c.Tasks.Count} {c.Find("a")?["status"]}");
        Assert.Equal(["0 ", "2 ", "2 \"CLAIMED\"", "2 \"PENDING\"", "2 \"IN_PROGRESS\"", "2 \"COMPLETED\"", "3 \"COMPLETED\""], statuses);
        Assert.True(HistoryReplay.At(reader, 6, default).Content.SameValues(reader.Mirror().Content));
        Assert.Throws<RevisionNotFoundException>(() => HistoryReplay.At(reader, 7, default));
        Assert.Throws<RevisionNotFoundException>(() => HistoryReplay.At(reader, -1, default));
    }

    [Fact]
    public void A_time_means_the_last_revision_recorded_not_later()
    {
        using var board = RecordedBoard.WithALife();
        using var reader = board.Store.OpenReader()!;
        var third = reader.Events(new EventFilter { AfterRevision = 2, ToRevision = 3 }, 1)[0].RecordedAt;
        Assert.Equal(3, reader.RevisionAt(third));
        Assert.Equal(2, reader.RevisionAt(third.AddMilliseconds(-1)));
        Assert.Equal(0, reader.RevisionAt(third.AddDays(-1)));
    }
}
