using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.TestKit;
using Xunit;

namespace TaskBoard.Tests.Errors;

/// <summary>What the system says becomes an exception with a code, a kind, the path, and what to do.</summary>
public sealed class DiskErrorsTests
{
    [Fact]
    public async Task Each_fault_reads_as_it_did()
    {
        var page = new RefusalPage();
        foreach (var fault in Enum.GetValues<DiskFault>())
        {
            page.Add($"{fault}", DiskErrors.Translate(new DiskException(fault, "open", "/board/tasks.json", "what the system says")), "/board");
        }

        page.Add("in doubt", DiskErrors.Translate(new DiskException(DiskFault.Io, "fsync", "/board/tasks.json", "what the system says"), nothingChanged: false), "/board");
        await Snapshot.Verify(page.ToString());
    }

    [Theory]
    [InlineData(nameof(DiskFault.Full), typeof(BoardDiskFullException), BoardErrorCodes.BoardDiskFull)]
    [InlineData(nameof(DiskFault.Denied), typeof(BoardAccessException), BoardErrorCodes.BoardAccess)]
    [InlineData(nameof(DiskFault.ReadOnly), typeof(BoardAccessException), BoardErrorCodes.BoardAccess)]
    [InlineData(nameof(DiskFault.Busy), typeof(BoardPlaceException), BoardErrorCodes.BoardPlace)]
    [InlineData(nameof(DiskFault.OtherDevice), typeof(BoardPlaceException), BoardErrorCodes.BoardPlace)]
    [InlineData(nameof(DiskFault.WrongKind), typeof(BoardPlaceException), BoardErrorCodes.BoardPlace)]
    [InlineData(nameof(DiskFault.Io), typeof(BoardIOException), BoardErrorCodes.BoardIO)]
    public void Each_fault_has_its_exception(string fault, Type exception, string code)
    {
        var refusal = DiskErrors.Translate(new DiskException(Enum.Parse<DiskFault>(fault), "open", "/board/tasks.json", "said"));
        Assert.IsType(exception, refusal);
        Assert.Equal((code, BoardErrorKind.Failed), (refusal.Code, refusal.Kind));
        Assert.Contains("/board/tasks.json", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(13, nameof(DiskFault.Full))] // SQLITE_FULL
    [InlineData(10 | (19 << 8), nameof(DiskFault.Full))] // SQLITE_IOERR_SHMSIZE
    [InlineData(8, nameof(DiskFault.ReadOnly))] // SQLITE_READONLY
    [InlineData(10, nameof(DiskFault.Io))] // SQLITE_IOERR, EIO
    [InlineData(14, nameof(DiskFault.Denied))] // SQLITE_CANTOPEN
    [InlineData(5, nameof(DiskFault.Busy))] // SQLITE_BUSY
    public void The_database_is_heard_as_the_disk_is(int code, string fault) =>
        Assert.Equal(fault, Assert.IsType<DiskException>(SqliteFaults.Of(code, "said", "COMMIT", "/history.db")).Fault.ToString());

    [Theory]
    [InlineData(11)] // SQLITE_CORRUPT
    [InlineData(26)] // SQLITE_NOTADB
    public void Damaged_means_nothing_but_damaged(int code) =>
        Assert.IsType<HistoryDamagedException>(SqliteFaults.Of(code, "said", "COMMIT", "/history.db"));
}
