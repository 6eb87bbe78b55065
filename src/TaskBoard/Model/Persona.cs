namespace TaskBoard;

/// <summary>A role that agents play.</summary>
/// <param name="Id">What tasks and agents call it.</param>
/// <param name="Name">What it is called among people: the first heading of its definition, else the id.</param>
/// <param name="Definition">Who it is and how it works, in Markdown; empty where it cannot be used (<see cref="Problem"/>).</param>
public sealed record Persona(string Id, string Name, string Definition)
{
    /// <summary>Where the definition comes from. What was set counts; a file, where nothing was.</summary>
    public PersonaSource Source { get; init; }

    /// <summary>The file that holds the definition, or that it was set from; null: not said.</summary>
    public string? File { get; init; }

    /// <summary>When it was set; null: it stands in a file, or that is not known (<see cref="Problem"/>).</summary>
    public DateTimeOffset? SetAt { get; init; }

    /// <summary>Why its file, or what was set, cannot be used and what to do, as a sentence; null: it can.</summary>
    public string? Problem { get; init; }
}

/// <summary>Where the definition of a persona comes from.</summary>
public enum PersonaSource
{
    /// <summary>It was set (<see cref="Board.SetPersonaAsync"/>), and is kept beside the history.</summary>
    Database,

    /// <summary>It is a file of the directory <c>personas</c> beside the board.</summary>
    File,
}
