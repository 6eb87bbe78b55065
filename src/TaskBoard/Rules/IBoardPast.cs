using TaskBoard.History;

namespace TaskBoard.Rules;

/// <summary>What is on record of a board's past, as a decision may ask it: as of the last commit.</summary>
internal interface IBoardPast
{
    /// <summary>The board as it was after a revision; 0: before the first.</summary>
    /// <exception cref="RevisionNotFoundException">There is no such revision.</exception>
    MirrorBoard At(long revision);

    /// <summary>What an agent changed last, in one revision, in order; empty: nothing. That leases had ended is the clock's doing, whoever met it.</summary>
    IReadOnlyList<BoardEvent> LastChangeOf(string agent);

    /// <summary>All events after a revision, in order.</summary>
    IEnumerable<BoardEvent> EventsAfter(long revision);

    /// <summary>The last revision.</summary>
    long LastRevision { get; }
}
