using TaskBoard.History;
using TaskBoard.Rules;

namespace TaskBoard.Turns;

/// <summary>What one caller wants of a turn.</summary>
/// <param name="By">Who asks.</param>
/// <param name="RequestHash">SHA-256 of what is asked, so that a request key used for another request is noticed.</param>
/// <param name="Operation">The decision, as a pure function.</param>
/// <param name="CancellationToken">Until the decision is taken, the caller may change its mind.</param>
internal sealed record TurnRequest(ChangeBy By, string RequestHash, BoardOperation Operation, CancellationToken CancellationToken = default)
{
    /// <summary>Called where what was decided did not come about, before anything more is decided; null: nothing is to be taken back.</summary>
    public Action? TakeBack { get; init; }

    /// <summary>Whether it brings a whole board back, and so may take the place of a file that cannot be read, or is missing. Nothing else may.</summary>
    public bool Rewrites { get; init; }

    /// <summary>Who made the hand edits that this turn meets, because nobody else had the lock; null: not known.</summary>
    public string? Editor { get; init; }

    /// <summary>
    /// Asks that a history which SQLite cannot read be moved aside before anything else, and a new one begun; told where it is kept. Null: nothing of the kind.
    /// </summary>
    public Action<string>? SetAside { get; init; }

    /// <summary>
    /// Asks that rows of the history which do not fit their hashes be repaired before anything else; told what became of them, and where the history is kept as it was
    /// (null: nowhere, it is in memory). Null: nothing of the kind.
    /// </summary>
    public Action<RowRepair, string?>? RepairRows { get; init; }
}

/// <summary>What one caller is answered: a change, or what was thrown.</summary>
/// <param name="Change">What the request came to; null where it was refused or found nothing to do.</param>
/// <param name="Refusal">Why it was refused; null where it was not.</param>
internal sealed record TurnAnswer(BoardChange? Change, Exception? Refusal)
{
    /// <summary>It was asked beside the turns, and only a turn can answer it.</summary>
    public static TurnAnswer OnlyByTurn { get; } = new(null, null) { NeedsTurn = true };

    /// <summary>Whether it is still to be asked in a turn.</summary>
    public bool NeedsTurn { get; private init; }

    /// <summary>The same answer with one thing more that the caller should know. A refusal says what it has to say already.</summary>
    public TurnAnswer Warned(string warning) => Warned([Sentence.ToCaller(warning)]);

    /// <summary>The same answer with more that the caller should know.</summary>
    public TurnAnswer Warned(IReadOnlyCollection<Sentence> warnings) =>
        Change is null || warnings.Count == 0 ? this : this with { Change = Change with { Said = [.. Change.Said, .. warnings] } };
}
