namespace HandEdit;

/// <summary>The lines that differ between two texts, as <c>diff</c> shows them, by the longest common subsequence.</summary>
internal static class LineDiff
{
    /// <summary>Each line that went (<c>-</c>) or came (<c>+</c>); a tab is shown as two blanks, a carriage return not at all.</summary>
    public static IEnumerable<string> Of(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (i < old.Length && (j == now.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                yield return Shown('-', old[i++]);
            }
            else
            {
                yield return Shown('+', now[j++]);
            }
        }
    }

    private static string Shown(char sign, string line) => $"{sign} {line.TrimEnd('\r').Replace("\t", "  ", StringComparison.Ordinal)}";
}
