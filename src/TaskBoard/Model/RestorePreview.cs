namespace TaskBoard;

/// <summary>What restoring, or undoing, would do, as the board is now.</summary>
public sealed record RestorePreview
{
    /// <summary>The revision whose board, or tasks, would be brought back; of undoing, the one that would be taken back.</summary>
    public required long Revision { get; init; }

    /// <summary>What would change, per task; empty: nothing.</summary>
    public required ValueList<BoardDifference> Differences { get; init; }

    /// <summary>The claims that would end before their time; their holders would be refused from then on.</summary>
    public ValueList<LostClaim> LostClaims { get; init; } = [];

    /// <summary>What the caller should know before, as sentences: whose claims end, which begin again, what becomes of a file that cannot be read.</summary>
    public ValueList<string> Warnings { get; init; } = [];
}
