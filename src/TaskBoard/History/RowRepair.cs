namespace TaskBoard.History;

/// <summary>What became of rows that were not what was written.</summary>
/// <param name="Repaired">Those that are repaired, each as its <see cref="UnfitRow.Remedy"/> says.</param>
/// <param name="Left">Those that only the events could have told anew, which do not fit each other either.</param>
internal sealed record RowRepair(IReadOnlyList<UnfitRow> Repaired, IReadOnlyList<UnfitRow> Left)
{
    /// <summary>There was nothing to do.</summary>
    public static RowRepair None { get; } = new([], []);
}
