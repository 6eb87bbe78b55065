using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Locking;
using TaskBoard.TestKit;
using TaskBoard.Turns;
using Xunit;

namespace TaskBoard.Tests.Turns;

/// <summary>What another program did to the database ends a COMMIT before it was one: the transaction does not stay open, in which nobody else could write.</summary>
public sealed class BrokenCommitTests : IDisposable
{
    private readonly TempDirectory _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Others_can_write_after_it()
    {
        var paths = new BoardPaths(_place.Path);
        var journals = new SqliteJournalStore(
            paths.History, new RealDisk(), static () => BoardMode.Local, static () => Durability.Buffered, memory => memory.Span.Fill(1));
        var seams = new TurnSeams(new RealDisk(), MachineProcesses.Current, journals, TimeProvider.System, new Random(1).Next);
        var connection = new JournalConnection(
            seams, paths, () => new TurnSettings(false, TimeSpan.FromSeconds(1), new BoardLimits(), BoardEngine.RulesOf(new BoardOptions())));
        var transaction = new JournalTransaction(paths, connection);
        transaction.Begin();
        transaction.Rollback();
        using var other = SqliteDatabase.Open(paths.History, SqliteMode.ReadWrite);
        other.Execute(
            "INSERT INTO commits VALUES (1, 1, 1, 'a', 'b', 'pending', '2026-11-21T09:00:00.000Z', 'x');"
            + "CREATE TRIGGER of_my_own BEFORE UPDATE ON commits BEGIN SELECT RAISE(ABORT, 'not here'); END");
        try
        {
            transaction.Begin();
            transaction.Journal.SetState(1, CommitState.Applied);
            Assert.Throws<InvalidDataException>(() => transaction.Commit(durable: true));
            Assert.False(transaction.IsOpen);
            other.Execute("BEGIN IMMEDIATE; ROLLBACK");
        }
        finally
        {
            connection.CloseWhileLocked();
        }
    }
}
