namespace TaskBoard.Files;

/// <summary>Which known word somebody may have meant.</summary>
internal static class NearestWord
{
    // What other tools write for the same thing, where no typing error leads there.
    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["done"] = "COMPLETED",
        ["complete"] = "COMPLETED",
        ["finished"] = "COMPLETED",
        ["closed"] = "COMPLETED",
        ["todo"] = "PENDING",
        ["to-do"] = "PENDING",
        ["open"] = "PENDING",
        ["new"] = "PENDING",
        ["ready"] = "PENDING",
        ["blocked"] = "PENDING",
        ["deferred"] = "PENDING",
        ["active"] = "IN_PROGRESS",
        ["started"] = "IN_PROGRESS",
        ["doing"] = "IN_PROGRESS",
        ["wip"] = "IN_PROGRESS",
        ["review"] = "IN_PROGRESS",
        ["error"] = "FAILED",
        ["aborted"] = "CANCELLED",
        ["skipped"] = "CANCELLED",
        ["urgent"] = "critical",
        ["highest"] = "critical",
        ["normal"] = "medium",
        ["minor"] = "low",
        ["lowest"] = "low",
    };

    /// <summary>The word among <paramref name="known"/> that is nearest to <paramref name="text"/>; null: none is near.</summary>
    public static string? To(string text, IReadOnlyList<string> known)
    {
        if (Synonyms.TryGetValue(text.Trim(), out var meant) && known.Contains(meant))
        {
            return meant;
        }

        if (text.Length > 32)
        {
            return null;
        }

        var nearest = known.MinBy(word => Distance(text.ToUpperInvariant(), word.ToUpperInvariant()))!;
        return Distance(text.ToUpperInvariant(), nearest.ToUpperInvariant()) <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    // Letters that are missing, too many, others, or exchanged with their neighbour.
    private static int Distance(string left, string right)
    {
        var steps = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i, j] = i + j;
                    continue;
                }

                var replaced = steps[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                var least = Math.Min(replaced, Math.Min(steps[i - 1, j], steps[i, j - 1]) + 1);
                var exchanged = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                steps[i, j] = exchanged ? Math.Min(least, steps[i - 2, j - 2] + 1) : least;
            }
        }

        return steps[left.Length, right.Length];
    }
}
