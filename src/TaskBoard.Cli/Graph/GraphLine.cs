namespace TaskBoard.Cli.Graph;

/// <summary>One line of a tree.</summary>
/// <param name="Kind">Why the task stands here.</param>
/// <param name="Place">The task; -1: it is not on the board.</param>
/// <param name="Id">Its id.</param>
/// <param name="Guides">For each level above, from the top, whether more follows on it; the last is the line's own. Empty at the top.</param>
/// <param name="Sequel">What is told of it elsewhere.</param>
/// <param name="Cycle">The way round, where it leads back to a task that it is below; null: it does not.</param>
internal sealed record GraphLine(GraphEdgeKind Kind, int Place, string Id, bool[] Guides, GraphSequel Sequel, string? Cycle);

/// <summary>Where the rest of a task is told.</summary>
internal enum GraphSequel
{
    /// <summary>Here.</summary>
    Here,

    /// <summary>Further up.</summary>
    Above,

    /// <summary>Further down: there is no room for more levels here.</summary>
    Below,
}
