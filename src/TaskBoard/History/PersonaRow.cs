namespace TaskBoard.History;

/// <summary>One persona as the database holds it.</summary>
/// <param name="Id">What tasks and agents call it.</param>
/// <param name="Name">What it is called among people.</param>
/// <param name="Definition">Its definition.</param>
/// <param name="Source">The file that it was set from; null: not said.</param>
/// <param name="CreatedAt">When it was set.</param>
internal sealed record PersonaRow(string Id, string Name, string Definition, string? Source, DateTimeOffset CreatedAt);
