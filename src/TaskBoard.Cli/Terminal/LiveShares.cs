namespace TaskBoard.Cli.Terminal;

/// <summary>How the lines of a terminal are shared out among parts of which each would like more.</summary>
internal static class LiveShares
{
    /// <summary>What a part takes beside its rows: an empty line and its title.</summary>
    public const int Frame = 2;

    /// <summary>The rows of each part; 0: it is not shown. What one part does not need goes to the others.</summary>
    /// <param name="wanted">The rows that each part has.</param>
    /// <param name="lines">The lines there are, the parts' frames included.</param>
    public static int[] Of(IReadOnlyList<int> wanted, int lines)
    {
        var rows = new int[wanted.Count];
        for (var free = lines; ;)
        {
            // The part that has least comes next; of those that have as much, the first.
            var next = Enumerable.Range(0, rows.Length)
                .Where(i => rows[i] < wanted[i] && Cost(i) <= free)
                .DefaultIfEmpty(-1)
                .MinBy(i => i < 0 ? 0 : rows[i]);
            if (next < 0)
            {
                return rows;
            }

            free -= Cost(next);
            rows[next]++;
        }

        int Cost(int part) => rows[part] == 0 ? Frame + 1 : 1;
    }
}
