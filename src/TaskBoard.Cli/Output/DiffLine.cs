using System.Text.Json;

namespace TaskBoard.Cli.Output;

/// <summary>One property, or one element of a list, that differs between two boards.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Name">The property; null for an element.</param>
/// <param name="Before">What it was, as JSON; null: it was not there.</param>
/// <param name="After">What it is, as JSON; null: it is not there any more.</param>
internal sealed record DiffLine(DiffKind Kind, string? Name, string? Before = null, string? After = null)
{
    /// <summary>Where a task stands in the order; a property of that name in the file has one more <c>$</c>.</summary>
    public const string Position = "$position";

    /// <summary>All that differs in a task, in the order of its properties.</summary>
    public static IReadOnlyList<DiffLine> Of(BoardDifference difference)
    {
        using var changes = BoardJson.Parse(difference.Changes);
        return [.. changes.RootElement.EnumerateObject().SelectMany(property => Of(difference, property))];
    }

    private static IEnumerable<DiffLine> Of(BoardDifference difference, JsonProperty property)
    {
        var (name, change) = (property.TextOfName(), property.Value);
        if (name == Position)
        {
            // A task that comes or goes has a place of its own; its number says nothing to people.
            return difference is { FromStatus: not null, ToStatus: not null } ? [new(DiffKind.Moved, "stands elsewhere in the order")] : [];
        }

        if (name.StartsWith('$') && name.TrimStart('$') == Position.TrimStart('$'))
        {
            name = name[1..];
        }

        return (change.TryGetProperty("from", out var from), change.TryGetProperty("to", out var to)) switch
        {
            (true, true) => OfValue(name, from, to),
            (false, true) => [new(DiffKind.Added, name, After: to.GetRawText())],
            (true, false) => [new(DiffKind.Removed, name, Before: from.GetRawText())],
            _ => OfList(name, Elements("removed"), Elements("appended")),
        };

        IEnumerable<string> Elements(string part) => change.TryGetProperty(part, out var elements) ? ElementsOf(elements) : [];
    }

    // Lists that begin or end alike differ in some elements: a history that loses its last entries is not told twice over.
    private static IEnumerable<DiffLine> OfValue(string name, JsonElement from, JsonElement to)
    {
        if ((from.ValueKind, to.ValueKind) is (JsonValueKind.Array, JsonValueKind.Array))
        {
            var (before, after) = (ElementsOf(from).ToArray(), ElementsOf(to).ToArray());
            var first = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
            var last = before.Skip(first).Reverse().Zip(after.Skip(first).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
            if (first + last > 0)
            {
                return OfList(name, before[first..^last], after[first..^last]);
            }
        }

        return [new(DiffKind.Changed, name, from.GetRawText(), to.GetRawText())];
    }

    private static IEnumerable<DiffLine> OfList(string name, IEnumerable<string> removed, IEnumerable<string> added) =>
    [
        new(DiffKind.List, name),
        .. removed.Select(e => new DiffLine(DiffKind.Removed, null, Before: e)),
        .. added.Select(e => new DiffLine(DiffKind.Added, null, After: e)),
    ];

    private static IEnumerable<string> ElementsOf(JsonElement list) => list.EnumerateArray().Select(e => e.GetRawText());
}

/// <summary>How something differs.</summary>
internal enum DiffKind
{
    /// <summary>It has another value.</summary>
    Changed,

    /// <summary>It was not there before.</summary>
    Added,

    /// <summary>It is not there any more.</summary>
    Removed,

    /// <summary>The list whose elements follow.</summary>
    List,

    /// <summary>The task has another place; the name says so.</summary>
    Moved,
}
