using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>
/// Whether a persona that somebody names is one. Where none is described, each word is one: a team may go by mere names. Where some are, a word that
/// is neither described nor asked for by a task is a slip, and a worker that goes by it would wait for ever. Pure.
/// </summary>
internal static class PersonaNames
{
    /// <summary>Refuses a persona that is none.</summary>
    /// <param name="view">The board.</param>
    /// <param name="named">What was named; null or empty: nobody.</param>
    /// <exception cref="PersonaNotFoundException">It is none.</exception>
    public static void Demand(BoardView view, params IEnumerable<string?> named)
    {
        if (Unknown(view, named) is { } unknown)
        {
            throw new PersonaNotFoundException(unknown.Persona, unknown.Meant);
        }
    }

    /// <summary>Refuses to let an agent play a persona whose description cannot be used: it would work without knowing how. Who only asks for it, as a task does, may.</summary>
    /// <param name="view">The board.</param>
    /// <param name="played">The persona; null or empty: none.</param>
    /// <exception cref="PersonaUnreadableException">What describes it cannot be used.</exception>
    public static void DemandUsable(BoardView view, string? played)
    {
        // What was set was checked then, and counts more than a file.
        if (string.IsNullOrEmpty(played))
        {
            return;
        }

        var set = view.Personas().FirstOrDefault(row => row.Id == played);
        if ((set is null ? view.PersonaFault(played) : set.Problem) is { } fault)
        {
            throw new PersonaUnreadableException(played, fault);
        }
    }

    /// <summary>The first that is none, with what was probably meant; null: all are.</summary>
    public static (string Persona, string? Meant)? Unknown(BoardView view, params IEnumerable<string?> named)
    {
        var asked = named.OfType<string>().Where(persona => persona.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (asked.Length == 0)
        {
            return null;
        }

        var described = view.Personas().Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        if (Array.TrueForAll(asked, described.Contains))
        {
            return null;
        }

        described.UnionWith(view.PersonaFiles());
        if (described.Count == 0)
        {
            return null;
        }

        var known = new HashSet<string>(described, StringComparer.Ordinal);
        known.UnionWith(view.Content.Tasks.Select(task => task.Item.Persona).Where(persona => !string.IsNullOrEmpty(persona))!);
        return Array.Find(asked, persona => !known.Contains(persona)) is { } unknown
            ? (unknown, NearestWord.To(unknown, [.. known.Order(StringComparer.Ordinal)]))
            : null;
    }

    /// <summary>Those that unfinished tasks ask for and nobody describes.</summary>
    public static IReadOnlySet<string> Undescribed(IEnumerable<TaskItem> tasks, IEnumerable<Persona> described)
    {
        var undescribed = tasks.Where(task => task.State is not (TaskState.Completed or TaskState.Cancelled)).Select(task => task.Persona)
            .OfType<string>().Where(persona => persona.Length > 0).ToHashSet(StringComparer.Ordinal);
        undescribed.ExceptWith(described.Select(persona => persona.Id));
        return undescribed;
    }

    /// <summary>How an agent claims: whoever does not say which persona it plays plays the one that it registered with.</summary>
    public static ClaimOptions Played(BoardView view, ChangeBy? by, ClaimOptions options) =>
        options.Persona is null && by is not null && view.Agent(by.Agent) is { Status: not History.AgentRow.Gone, Persona: { } registered }
            ? options with { Persona = registered }
            : options;
}
