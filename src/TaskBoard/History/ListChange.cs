using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>
/// How a list differs that lost elements at its start and got some at its end: so a <c>history</c> that is kept at twenty entries costs one
/// entry per change, not forty.
/// </summary>
internal static class ListChange
{
    private const string Removed = "removed";

    /// <summary>The part that holds what a list got at its end.</summary>
    public const string Appended = "appended";

    private const string None = "[]";

    /// <summary>The change of one compact array into another, as JSON; null where they have nothing in common that could be kept.</summary>
    public static string? Between(string before, string after)
    {
        if (JsonText.Growth(before, after) is { } growth)
        {
            return Of(growth.RemovedElements, growth.AppendedElements);
        }

        var (old, now) = (JsonText.Elements(before), JsonText.Elements(after));
        var kept = Overlap(old, now);
        return kept == 0 && old.Count > 0 && now.Count > 0
            ? null
            : Of(JsonText.Array(old.Take(old.Count - kept)), JsonText.Array(now.Skip(kept)));
    }

    private static string? Of(string removed, string appended)
    {
        var parts = new List<KeyValuePair<string, string>>(2);
        if (removed != None)
        {
            parts.Add(new(Removed, removed));
        }

        if (appended != None)
        {
            parts.Add(new(Appended, appended));
        }

        return parts.Count == 0 ? null : JsonText.Object(parts);
    }

    /// <summary>Whether these are the parts of such a change.</summary>
    public static bool Is(Dictionary<string, string> parts) => parts.ContainsKey(Removed) || parts.ContainsKey(Appended);

    /// <summary>The list with the change made, or taken back.</summary>
    /// <exception cref="InvalidDataException">The list is not long enough to be the one that the change was made on.</exception>
    public static string Replay(string? current, Dictionary<string, string> parts, bool forwards)
    {
        var elements = current is ['[', ..] ? JsonText.Elements(current) : [];
        var removed = parts.TryGetValue(Removed, out var r) ? JsonText.Elements(r) : [];
        var appended = parts.TryGetValue(Appended, out var a) ? JsonText.Elements(a) : [];
        var lost = forwards ? removed.Count : appended.Count;
        if (lost > elements.Count)
        {
            throw new InvalidDataException($"An event takes {lost} elements from a list of {elements.Count}.");
        }

        return JsonText.Array(forwards
            ? elements.Skip(lost).Concat(appended)
            : removed.Concat(elements.Take(elements.Count - lost)));
    }

    // The length of the longest end of `before` that is a beginning of `after` (Knuth, Morris and Pratt: linear, whatever the lists hold).
    private static int Overlap(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        if (after.Count == 0)
        {
            return 0;
        }

        var borders = new int[after.Count];
        for (int i = 1, length = 0; i < after.Count; i++)
        {
            while (length > 0 && after[i] != after[length])
            {
                length = borders[length - 1];
            }

            borders[i] = length += after[i] == after[length] ? 1 : 0;
        }

        var matched = 0;
        foreach (var element in before)
        {
            while (matched > 0 && (matched == after.Count || element != after[matched]))
            {
                matched = borders[matched - 1];
            }

            matched += element == after[matched] ? 1 : 0;
        }

        return matched;
    }
}
