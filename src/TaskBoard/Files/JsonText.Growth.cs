namespace TaskBoard.Files;

/// <content>Arrays that grow at their end and lose elements at their beginning, as a history of bounded length does.</content>
internal static partial class JsonText
{
    /// <summary>A loss of more elements than a few callers of one turn bring about is found by comparing elements.</summary>
    private const int FewRemoved = 8;

    /// <summary>A compact array with one element more at its end, of which the last ones stay.</summary>
    /// <param name="array">The array.</param>
    /// <param name="element">The new element, compact.</param>
    /// <param name="kept">How many stay, the new one among them; at least 1.</param>
    public static string Append(string array, string element, int kept = int.MaxValue)
    {
        var (count, starts) = (0, new List<int>());
        for (var at = 1; at < array.Length - 1; count++)
        {
            starts.Add(at);
            var end = EndOf(array, at);
            if (!IsFollowed(array, end))
            {
                return Array(Elements(array).Append(element).TakeLast(kept));
            }

            at = end + 1;
        }

        var lost = count + 1L - kept;
        return lost >= count || count == 0
            ? $"[{element}]"
            : string.Concat("[", array.AsSpan(lost <= 0 ? 1 : starts[(int)lost])[..^1], ",", $"{element}]");
    }

    /// <summary>
    /// How one compact array became another that is what it was without its first elements and with others appended, by their texts alone; null:
    /// it is not that, or nothing stayed, or more than a few elements went.
    /// </summary>
    public static ListGrowth? Growth(string before, string after)
    {
        if (before is not ['[', _, .., ']'] || after is not ['[', _, .., ']'])
        {
            return null;
        }

        var start = 1;
        for (var removed = 0; removed <= FewRemoved; removed++)
        {
            var kept = before.AsSpan(start, before.Length - 1 - start);
            var end = 1 + kept.Length;
            if (end < after.Length && after.AsSpan(1).StartsWith(kept) && (end == after.Length - 1 || after[end] == ','))
            {
                return new ListGrowth(
                    removed,
                    removed == 0 ? "[]" : string.Concat(before.AsSpan(0, start - 1), "]"),
                    end == after.Length - 1 ? "[]" : string.Concat("[", after.AsSpan(end + 1)));
            }

            start = EndOf(before, start) + 1;
            if (!IsFollowed(before, start - 1) || start == before.Length)
            {
                return null;
            }
        }

        return null;
    }
}

/// <summary>How an array grew.</summary>
/// <param name="Removed">How many elements went at its beginning.</param>
/// <param name="RemovedElements">These, as a compact array.</param>
/// <param name="AppendedElements">What came at its end, as a compact array.</param>
internal readonly record struct ListGrowth(int Removed, string RemovedElements, string AppendedElements);
