using TaskBoard.Files;

namespace TaskBoard.Report;

/// <summary>All that a report is made of.</summary>
/// <param name="Name">What the board is called.</param>
/// <param name="Board">The board.</param>
/// <param name="Standing">Where its tasks stand.</param>
/// <param name="Start">From where on it tells what happened.</param>
/// <param name="Events">What happened since then, oldest first.</param>
/// <param name="Last">The last event on record; null: there is none.</param>
internal sealed record ReportSource(
    string Name, BoardSnapshot Board, IReadOnlyDictionary<TaskId, TaskStanding> Standing, ReportStart Start, IReadOnlyList<BoardEvent> Events, BoardEvent? Last)
{
    /// <summary>The agents that made themselves known.</summary>
    public IReadOnlyList<KnownAgent> Agents { get; init; } = [];

    /// <summary>The personas that are described somewhere.</summary>
    public IReadOnlyList<KnownPersona> Personas { get; init; } = [];

    /// <summary>What went wrong while this was put together, each as a sentence.</summary>
    public IReadOnlyList<string> Troubles { get; init; } = [];
}

/// <summary>An agent that made itself known.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Persona">Its persona; null: none.</param>
/// <param name="Role">Its role; null: as the persona says.</param>
/// <param name="Focus">What it looks after; null: as the persona says.</param>
/// <param name="WorkingDirectory">Where it works; null: not known.</param>
/// <param name="Note">Its own word on how it stands; null: none.</param>
/// <param name="IsLost">Nothing was heard of it for too long.</param>
internal sealed record KnownAgent(string Id, string? Persona, string? Role, string? Focus, string? WorkingDirectory, string? Note, bool IsLost);

/// <summary>A persona that is described somewhere.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called; null: it has no name beside its id.</param>
/// <param name="Focus">The first paragraph of its definition, on one line; null: there is none.</param>
internal sealed record KnownPersona(string Id, string? Name, string? Focus)
{
    /// <summary>What a definition says.</summary>
    public static KnownPersona Of(string id, string definition) => new(id, PersonaText.NameOf(definition), PersonaText.FocusOf(definition));
}
