namespace TaskBoard.Rules;

/// <summary>The properties TaskBoard knows, in the order in which it writes them.</summary>
internal static class PropertyOrder
{
    /// <summary>The order; unknown properties stay where their author put them.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "id", "title", "description", "status", "assigned_to", "persona", "priority", "depends_on", "parent", "related", "labels", "paths",
        "acceptance", "not_before", "attempts", "failures", "max_attempts", "retry_delay", "retry_max_delay", "max_run", "progress", "blocked", "notes", "result",
        "created_by", "created_at", "updated_at", "history",
    ];

    private static readonly Dictionary<string, int> Rank = Ranked(Known);

    /// <summary>
    /// Where to insert <paramref name="name"/> among <paramref name="present"/>: right after the present property that precedes it
    /// most closely in <see cref="Known"/>; at the end for an unknown name; first where none precedes it.
    /// </summary>
    public static int PlaceOf(string name, IReadOnlyList<string> present)
    {
        if (!Rank.TryGetValue(name, out var rank))
        {
            return present.Count;
        }

        var (place, closest) = (0, -1);
        for (var i = 0; i < present.Count; i++)
        {
            if (Rank.TryGetValue(present[i], out var other) && other < rank && other > closest)
            {
                (place, closest) = (i + 1, other);
            }
        }

        return place;
    }

    /// <summary>
    /// Properties in the order of <see cref="Known"/>; an unknown one stays behind the known one that it stands behind. Where a name stands twice
    /// nothing moves, because the last one counts.
    /// </summary>
    /// <param name="properties">The properties.</param>
    /// <param name="nameOf">The name of one.</param>
    public static IEnumerable<T> Sort<T>(IReadOnlyList<T> properties, Func<T, string> nameOf)
    {
        if (properties.Select(nameOf).Distinct(StringComparer.Ordinal).Count() < properties.Count)
        {
            return properties;
        }

        var rank = -1;
        return properties.Select(p => (Rank: rank = Rank.GetValueOrDefault(nameOf(p), rank), Property: p)).ToList().OrderBy(p => p.Rank).Select(p => p.Property);
    }

    // No query: over values that are structs, it would be compiled anew at every start of a program.
    private static Dictionary<string, int> Ranked(IReadOnlyList<string> names)
    {
        var result = new Dictionary<string, int>(names.Count);
        foreach (var name in names)
        {
            result.Add(name, result.Count);
        }

        return result;
    }
}
