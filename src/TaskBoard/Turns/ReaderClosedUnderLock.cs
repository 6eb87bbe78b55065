using TaskBoard.Files;
using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>A reader of the history whose connection is closed under <c>commit.lock</c>, as it was opened.</summary>
internal sealed class ReaderClosedUnderLock(IHistoryReader reader, Func<IDisposable> takeCommitLock) : IHistoryReader
{
    /// <inheritdoc/>
    public JournalHead Head() => reader.Head();

    /// <inheritdoc/>
    public (long Sequence, string Hash) LastEvent() => reader.LastEvent();

    /// <inheritdoc/>
    public MirrorBoard Mirror() => reader.Mirror();

    /// <inheritdoc/>
    public IReadOnlyList<Lease> Leases() => reader.Leases();

    /// <inheritdoc/>
    public IReadOnlyList<AgentRow> Agents() => reader.Agents();

    /// <inheritdoc/>
    public int? HighestAttempt(string task) => reader.HighestAttempt(task);

    /// <inheritdoc/>
    public IReadOnlyList<PersonaRow> Personas() => reader.Personas();

    /// <inheritdoc/>
    public string BoardId() => reader.BoardId();

    /// <inheritdoc/>
    public void CopyTo(string path) => reader.CopyTo(path);

    /// <inheritdoc/>
    public QueryResult Query(string sql, QueryOptions options, TimeProvider timeProvider, CancellationToken cancellationToken) =>
        reader.Query(sql, options, timeProvider, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<BoardEvent> Events(EventFilter filter, int limit) => reader.Events(filter, limit);

    /// <inheritdoc/>
    public long Count(EventFilter filter) => reader.Count(filter);

    /// <inheritdoc/>
    public long RevisionAt(DateTimeOffset time) => reader.RevisionAt(time);

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults() => reader.Faults();

    /// <inheritdoc/>
    public IReadOnlyList<string> SchemaProblems() => reader.SchemaProblems();

    /// <inheritdoc/>
    public IReadOnlyList<UnfitRow> UnfitRows() => reader.UnfitRows();

    /// <inheritdoc/>
    public IReadOnlyList<CommitRecord> Commits(long first, int limit) => reader.Commits(first, limit);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            using var held = takeCommitLock();
            reader.Dispose();
        }
        catch (Exception e) when (e is BoardException or DiskException)
        {
            // What was read is true; an open reader would only keep the log from being emptied.
            reader.Dispose();
        }
    }
}
