using TaskBoard.Rules;

namespace TaskBoard.Files;

/// <summary>Which elements of one list became which of another: those that are equal as JSON keep their place in the order, so that their text can stay.</summary>
internal static class Alignment
{
    private const long LargestTable = 4_000_000;

    /// <summary>Pairs of places, in order; -1: the element goes, or is new.</summary>
    public static IEnumerable<(int From, int To)> Of(IReadOnlyList<string> old, IReadOnlyList<string> wanted)
    {
        var (before, after) = Numbered(old, wanted);
        var start = 0;
        while (start < before.Length && start < after.Length && before[start] == after[start])
        {
            yield return (start, start);
            start++;
        }

        var end = 0;
        while (end < before.Length - start && end < after.Length - start && before[^(end + 1)] == after[^(end + 1)])
        {
            end++;
        }

        foreach (var (from, to) in Middle(before.AsMemory(start..^end), after.AsMemory(start..^end)))
        {
            yield return (from < 0 ? -1 : from + start, to < 0 ? -1 : to + start);
        }

        for (; end > 0; end--)
        {
            yield return (before.Length - end, after.Length - end);
        }
    }

    /// <summary>
    /// The elements as numbers, equal where they are equal as JSON. Most elements are the same text on both sides; only the others are
    /// looked at more closely.
    /// </summary>
    private static (int[] Old, int[] Wanted) Numbered(IReadOnlyList<string> old, IReadOnlyList<string> wanted)
    {
        var (before, after) = (old.ToHashSet(StringComparer.Ordinal), wanted.ToHashSet(StringComparer.Ordinal));
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        return (old.Select(text => NumberOf(text, after)).ToArray(), wanted.Select(text => NumberOf(text, before)).ToArray());

        int NumberOf(string text, HashSet<string> others)
        {
            // No compact text begins with a blank, so that the two forms do not meet by chance.
            var key = others.Contains(text) ? text : " " + ListMerge.Canonical(text);
            return numbers.TryGetValue(key, out var number) ? number : numbers[key] = numbers.Count;
        }
    }

    private static IEnumerable<(int From, int To)> Middle(ReadOnlyMemory<int> old, ReadOnlyMemory<int> wanted)
    {
        var common = (long)old.Length * wanted.Length <= LargestTable ? Common(old.Span, wanted.Span) : [];
        var (from, to) = (0, 0);
        foreach (var (nextFrom, nextTo) in common.Append((old.Length, wanted.Length)))
        {
            // As many gone as new: each became the other.
            if (nextFrom - from == nextTo - to)
            {
                for (; from < nextFrom; from++, to++)
                {
                    yield return (from, to);
                }
            }

            for (; from < nextFrom; from++)
            {
                yield return (from, -1);
            }

            for (; to < nextTo; to++)
            {
                yield return (-1, to);
            }

            if (nextFrom < old.Length)
            {
                yield return (nextFrom, nextTo);
                (from, to) = (nextFrom + 1, nextTo + 1);
            }
        }
    }

    /// <summary>The longest common subsequence.</summary>
    private static List<(int From, int To)> Common(ReadOnlySpan<int> old, ReadOnlySpan<int> wanted)
    {
        var lengths = new int[old.Length + 1, wanted.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = wanted.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = old[i] == wanted[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        var result = new List<(int From, int To)>();
        for (int i = 0, j = 0; i < old.Length && j < wanted.Length;)
        {
            if (old[i] == wanted[j])
            {
                result.Add((i++, j++));
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return result;
    }
}
