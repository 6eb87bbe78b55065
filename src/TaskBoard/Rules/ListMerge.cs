using System.Collections.Frozen;
using TaskBoard.Files;

namespace TaskBoard.Rules;

/// <summary>The merge of two lists, element by element.</summary>
internal static class ListMerge
{
    private static readonly FrozenSet<string> ByElement =
        new[] { "depends_on", "related", "labels", "paths", "acceptance", "notes" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether these values are lists to be merged by element: those known to be sets of a kind, and lists of plain values.</summary>
    public static bool Applies(string name, string? basis, string? ours, string? theirs) =>
        ours is ['[', ..] && theirs is ['[', ..]
        && (ByElement.Contains(name) || new[] { basis, ours, theirs }.All(list => Elements(list).All(e => e[0] is not ('[' or '{'))));

    /// <summary>What either side removed is gone, what either side added is there: theirs in its place, ours after the element it followed.</summary>
    public static string Merge(string? basis, string ours, string theirs)
    {
        var (old, ourElements, theirElements) = (Numbered(Elements(basis)), Numbered(Elements(ours)), Numbered(Elements(theirs)));
        var (before, kept) = (Keys(old), Keys(ourElements));
        var result = theirElements.Where(e => !before.Contains(e.Key) || kept.Contains(e.Key)).ToList();
        var present = Keys(result);
        var lastOld = ourElements.FindLastIndex(e => before.Contains(e.Key));
        string? previous = null;
        for (var i = 0; i < ourElements.Count; i++)
        {
            var element = ourElements[i];
            if (!before.Contains(element.Key) && present.Add(element.Key))
            {
                // What was added at the end goes to the end.
                result.Insert(i > lastOld ? result.Count : previous is null ? 0 : result.FindIndex(e => e.Key == previous) + 1, element);
            }

            previous = present.Contains(element.Key) ? element.Key : previous;
        }

        return JsonText.Array(result.Select(e => e.Value));
    }

    /// <summary>Whether a list has all elements that another has more than it had before; false where one is no list.</summary>
    public static bool HasAdded(string? list, string? before, string? other)
    {
        if (list is not ['[', ..] || other is not ['[', ..])
        {
            return false;
        }

        var known = Elements(list).Concat(Elements(before)).Select(Canonical).ToHashSet(StringComparer.Ordinal);
        return Elements(other).Select(Canonical).All(known.Contains);
    }

    /// <summary>A form in which equal JSON values are equal texts: objects with their keys in ordinal order.</summary>
    public static string Canonical(string json) => json[0] switch
    {
        '[' => JsonText.Array(JsonText.Elements(json).Select(Canonical)),
        '{' => JsonText.Object(JsonText.Properties(json)
            .OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, Canonical(p.Value)))),
        _ => json,
    };

    private static IReadOnlyList<string> Elements(string? list) => list is ['[', ..] ? JsonText.Elements(list) : [];

    private static HashSet<string> Keys(IEnumerable<KeyValuePair<string, string>> elements) =>
        elements.Select(e => e.Key).ToHashSet(StringComparer.Ordinal);

    // The same element can stand twice: each occurrence is one of its own.
    private static List<KeyValuePair<string, string>> Numbered(IReadOnlyList<string> elements)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        return elements.Select(element =>
        {
            var canonical = Canonical(element);
            counts[canonical] = counts.GetValueOrDefault(canonical) + 1;
            return KeyValuePair.Create($"{counts[canonical]} {canonical}", element);
        }).ToList();
    }
}
