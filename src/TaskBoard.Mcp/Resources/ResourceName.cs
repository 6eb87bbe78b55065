namespace TaskBoard.Mcp.Resources;

/// <summary>What a resource is called. Ids and personas may hold anything, and are encoded.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The task or persona; empty: it is of the whole board.</param>
internal readonly record struct ResourceName(ResourceKind Kind, string Id)
{
    /// <summary>The whole board.</summary>
    public const string Board = "taskboard://board";

    /// <summary>The coordination document.</summary>
    public const string Report = "taskboard://report";

    /// <summary>What stands before the id of a task.</summary>
    public const string Tasks = "taskboard://tasks/";

    /// <summary>What stands before the id of a persona.</summary>
    public const string Personas = "taskboard://personas/";

    /// <summary>What a URI names; null: nothing that there could be.</summary>
    public static ResourceName? Of(string uri) => uri switch
    {
        Board => new(ResourceKind.Board, ""),
        Report => new(ResourceKind.Report, ""),
        _ when uri.StartsWith(Tasks, StringComparison.Ordinal) && uri.Length > Tasks.Length => new(ResourceKind.Task, Uri.UnescapeDataString(uri[Tasks.Length..])),
        _ when uri.StartsWith(Personas, StringComparison.Ordinal) && uri.Length > Personas.Length => new(ResourceKind.Persona, Uri.UnescapeDataString(uri[Personas.Length..])),
        _ => null,
    };

    /// <summary>Whether an event may have changed it. Of a persona not every change is an event (<see cref="PersonaWatch"/>).</summary>
    public bool IsChangedBy(BoardEvent e) => Kind switch
    {
        ResourceKind.Task => e.Task == Id,
        ResourceKind.Persona => false,
        _ => true,
    };
}

/// <summary>Kinds of resources.</summary>
internal enum ResourceKind
{
    /// <summary>The whole board.</summary>
    Board,

    /// <summary>The coordination document.</summary>
    Report,

    /// <summary>A task.</summary>
    Task,

    /// <summary>A persona.</summary>
    Persona,
}
