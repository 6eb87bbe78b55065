using TaskBoard.Rules;

namespace TaskBoard.History;

/// <summary>The past as whoever takes no turn may ask it: of the moment that a reader sees.</summary>
internal sealed class ReaderPast(IHistoryReader reader, CancellationToken cancellationToken) : IBoardPast
{
    /// <inheritdoc/>
    public long LastRevision => reader.Head().LastRevision;

    /// <inheritdoc/>
    public MirrorBoard At(long revision) => HistoryReplay.At(reader, revision, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<BoardEvent> LastChangeOf(string agent) => PastChanges.LastOf(agent, HistoryPages.Of(reader, new EventFilter { Agent = agent, NewestFirst = true }, cancellationToken));

    /// <inheritdoc/>
    public IEnumerable<BoardEvent> EventsAfter(long revision) => HistoryPages.Of(reader, new EventFilter { AfterRevision = revision }, cancellationToken);
}
