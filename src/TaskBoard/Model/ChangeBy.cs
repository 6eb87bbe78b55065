namespace TaskBoard;

/// <summary>Who changes the board. A string converts to it.</summary>
/// <param name="Agent">The name of the agent: a program or a person. Not empty, one line, at most 200 characters.</param>
public sealed record ChangeBy(string Agent)
{
    /// <summary>The caller's own key for this request: repeating the same request with it changes nothing more and gives the first answer; null: none.</summary>
    public string? RequestKey { get; init; }

    /// <summary>Why, in words, for the history; null: nothing to add.</summary>
    public string? Reason { get; init; }

    /// <summary>An agent without key and reason.</summary>
    public static implicit operator ChangeBy(string agent) => new(agent);

    /// <summary>An agent without key and reason.</summary>
    public static ChangeBy FromString(string agent) => new(agent);
}
