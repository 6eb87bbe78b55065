using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>How one value differs: <c>{"from":…,"to":…}</c>, a missing key meaning absent, or, for lists, the elements removed and appended.</summary>
internal static class ValueChange
{
    /// <summary>The change as JSON; null stands for an absent value.</summary>
    public static string Of(string? from, string? to)
    {
        if (from is ['[', ..] && to is ['[', ..] && ListChange.Between(from, to) is { } list)
        {
            return list;
        }

        var parts = new List<KeyValuePair<string, string>>(2);
        if (from is not null)
        {
            parts.Add(new("from", from));
        }

        if (to is not null)
        {
            parts.Add(new("to", to));
        }

        return JsonText.Object(parts);
    }

    /// <summary>The value that a change brought; of a list that grew, what was appended; null: nothing.</summary>
    public static string? Brought(string change)
    {
        var parts = JsonText.Properties(change).ToDictionary(StringComparer.Ordinal);
        return parts.GetValueOrDefault(ListChange.Is(parts) ? ListChange.Appended : "to");
    }

    /// <summary>The value with the change made, or taken back; null stands for an absent value.</summary>
    public static string? Replay(string? current, string change, bool forwards)
    {
        var parts = JsonText.Properties(change).ToDictionary(StringComparer.Ordinal);
        if (ListChange.Is(parts))
        {
            return ListChange.Replay(current, parts, forwards);
        }

        return parts.GetValueOrDefault(forwards ? "to" : "from");
    }
}
