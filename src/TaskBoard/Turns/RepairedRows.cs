using TaskBoard.History;

namespace TaskBoard.Turns;

/// <summary>What follows from rows of the history that were repaired. Pure.</summary>
internal static class RepairedRows
{
    private const int MostNamed = 5;

    private static readonly int s_attempt = RowTable.Leases.IndexOf("attempt");
    private static readonly int s_agent = RowTable.Leases.IndexOf("agent_id");

    /// <summary>
    /// The leases to be given again: of tasks in hand that have none any more, where one was taken out that was the task's, or, if it is the task that was changed in
    /// it, its holder's for that attempt.
    /// </summary>
    /// <param name="repair">What was repaired.</param>
    /// <param name="inHand">A fresh lease of each task in hand.</param>
    /// <param name="there">The leases that there are.</param>
    public static IEnumerable<Lease> LeasesAgain(RowRepair repair, IEnumerable<Lease> inHand, IReadOnlyList<Lease> there)
    {
        var known = there.Select(lease => lease.Task).ToHashSet(StringComparer.Ordinal);
        var lost = repair.Repaired.Where(row => row.Table == RowTable.Leases).ToList();
        return inHand.Where(lease => !known.Contains(lease.Task) && lost.Any(row => IsOf(row, lease)));
    }

    /// <summary>What was repaired, and how, as one clause for each table.</summary>
    public static string Told(RowRepair repair) => string.Join("; ", repair.Repaired.GroupBy(row => row.Table).Select(rows =>
        $"{string.Join(", ", rows.Take(MostNamed).Select(row => row.Name))}{(rows.Count() > MostNamed ? $" and {rows.Count() - MostNamed} more" : "")} in table {rows.Key.Name} ({rows.First().Done})"));

    private static bool IsOf(UnfitRow row, Lease lease) =>
        row.Values[0] == lease.Task || (row.Values[s_agent] == lease.Agent && row.Values[s_attempt] == lease.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
