namespace TaskBoard.History;

/// <summary>One persona as the database holds it.</summary>
/// <param name="Id">What tasks and agents call it.</param>
/// <param name="Name">What it is called among people.</param>
/// <param name="Definition">Its definition.</param>
/// <param name="Source">The file that it was set from; null: not said.</param>
/// <param name="CreatedAt">When it was set.</param>
internal sealed record PersonaRow(string Id, string Name, string Definition, string? Source, DateTimeOffset CreatedAt)
{
    /// <summary>Why it cannot be used and what to do, as a sentence; null: it can.</summary>
    public string? Problem { get; private init; }

    /// <summary>One of which nothing is believed but that it was set.</summary>
    public static PersonaRow Altered(string id) => new(id, id, "", null, default)
    {
        Problem = $"What was set for the persona '{id}' was changed by another program, and is not used. 'taskboard repair' takes it out.",
    };
}
