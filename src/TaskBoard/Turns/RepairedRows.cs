using System.Globalization;
using TaskBoard.History;

namespace TaskBoard.Turns;

/// <summary>What follows from rows of the history that were repaired. Pure.</summary>
internal static class RepairedRows
{
    private const int MostNamed = 5;

    private static readonly int s_attempt = RowTable.Leases.IndexOf("attempt");
    private static readonly int s_agent = RowTable.Leases.IndexOf("agent_id");

    /// <summary>
    /// The leases to be given again: of tasks in hand that have none any more, where one was taken out that was the task's, or, if it is of no such task, because that
    /// may be what was changed in it, its holder's for that attempt.
    /// </summary>
    /// <param name="repair">What was repaired.</param>
    /// <param name="inHand">A fresh lease of each task in hand.</param>
    /// <param name="there">The leases that there are.</param>
    public static IEnumerable<Lease> LeasesAgain(RowRepair repair, IEnumerable<Lease> inHand, IReadOnlyList<Lease> there)
    {
        var known = there.Select(lease => lease.Task).ToHashSet(StringComparer.Ordinal);
        var without = inHand.Where(lease => !known.Contains(lease.Task)).ToList();
        return repair.Repaired.Where(row => row.Table == RowTable.Leases).SelectMany(row => without.Where(lease => lease.Task == row.Values[0]).ToList() is [_, ..] own
            ? own
            : without.Where(lease => IsOfHolder(row, lease)).ToList());
    }

    /// <summary>What was repaired, and how, as one clause for each table.</summary>
    public static string Told(RowRepair repair) => string.Join("; ", repair.Repaired.GroupBy(row => (row.Table, row.Done)).Select(rows =>
        $"{string.Join(", ", rows.Take(MostNamed).Select(row => row.Name))}{(rows.Count() > MostNamed ? $" and {rows.Count() - MostNamed} more" : "")} in table {rows.Key.Table.Name} ({rows.Key.Done})"));

    private static bool IsOfHolder(UnfitRow row, Lease lease) =>
        row.Values[s_agent] == lease.Agent && row.Values[s_attempt] == lease.Attempt.ToString(CultureInfo.InvariantCulture);
}
