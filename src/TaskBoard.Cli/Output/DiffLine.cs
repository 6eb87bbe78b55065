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
            (true, true) => [new(DiffKind.Changed, name, from.GetRawText(), to.GetRawText())],
            (false, true) => [new(DiffKind.Added, name, After: to.GetRawText())],
            (true, false) => [new(DiffKind.Removed, name, Before: from.GetRawText())],
            _ =>
            [
                new(DiffKind.List, name),
                .. Elements("removed").Select(e => new DiffLine(DiffKind.Removed, null, Before: e)),
                .. Elements("appended").Select(e => new DiffLine(DiffKind.Added, null, After: e)),
            ],
        };

        IEnumerable<string> Elements(string part) => change.TryGetProperty(part, out var elements) ? elements.EnumerateArray().Select(e => e.GetRawText()) : [];
    }
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
