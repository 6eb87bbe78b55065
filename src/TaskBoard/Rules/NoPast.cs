using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>The past of a board of which nothing is on record.</summary>
internal sealed class NoPast : IBoardPast
{
    private NoPast()
    {
    }

    /// <summary>The only one.</summary>
    public static NoPast Instance { get; } = new();

    /// <inheritdoc/>
    public long LastRevision => 0;

    /// <inheritdoc/>
    public MirrorBoard At(long revision) => revision == 0 ? HistoryReplay.Nothing : throw new RevisionNotFoundException($"revision {revision}", 0);

    /// <inheritdoc/>
    public IReadOnlyList<BoardEvent> LastChangeOf(string agent) => [];

    /// <inheritdoc/>
    public IEnumerable<BoardEvent> EventsAfter(long revision) => [];
}
