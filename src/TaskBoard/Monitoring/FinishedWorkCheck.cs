using System.Globalization;
using TaskBoard.Files;
using TaskBoard.History;

namespace TaskBoard.Monitoring;

/// <summary>
/// Whether a hand edit took off, or reset, more than half of the finished work (a board that was made anew over night, an old version that was checked
/// out). That is somebody's right, so nothing is undone here; but it must not pass silently.
/// </summary>
internal static class FinishedWorkCheck
{
    private const int Least = 3;
    private const int IdsTold = 5;

    /// <summary>What nobody minded for so long, nobody will.</summary>
    private static readonly TimeSpan Minded = TimeSpan.FromDays(7);

    private const string Removals = """
        SELECT revision, task_id, recorded_at FROM events
        WHERE seq > CAST(:after AS INTEGER) AND source = 'hand-edit' AND from_status = 'COMPLETED' AND to_status IS NOT 'COMPLETED'
        ORDER BY seq
        """;

    // With max() the other columns are those of the row that has it.
    private const string CompletedBefore = """
        SELECT count(*) FROM (
            SELECT to_status, max(seq) FROM events
            WHERE task_id IS NOT NULL AND (from_status IS NOT NULL OR to_status IS NOT NULL) AND revision < CAST(:revision AS INTEGER)
            GROUP BY task_id)
        WHERE to_status = 'COMPLETED'
        """;

    public static async Task<IReadOnlyList<MonitorFinding>> LookAsync(MonitorScene scene, CancellationToken cancellationToken)
    {
        if (scene.Head is null || scene.Snapshot is not { } board)
        {
            return [];
        }

        await scene.Board.History.ReadAsync(reader => Scan(scene, reader, cancellationToken), cancellationToken).ConfigureAwait(false);
        scene.Memory.Removals.RemoveAll(r => scene.Now - r.At > Minded);
        return [.. scene.Memory.Removals.Select(removal => FindingOf(removal, board)).OfType<MonitorFinding>()];
    }

    private static MonitorFinding? FindingOf(RemovedWork removal, BoardSnapshot board)
    {
        // What is finished again is back, by a restored file or by work.
        var gone = removal.Tasks.Where(id => board.Content.Find(id)?.Item.State != TaskState.Completed).ToList();
        return !IsMost(gone.Count, removal.Before)
            ? null
            : new MonitorFinding(
                MonitorCodes.FinishedWorkRemoved,
                MonitorSeverity.Error,
                "tasks.json",
                $"A hand edit (revision {removal.Revision}, {Timestamps.Write(removal.At)}) took off, or reset, {removal.Tasks.Count} of {removal.Before} completed tasks; "
                + $"still not back: {string.Join(", ", gone.Take(IdsTold))}{(gone.Count > IdsTold ? $" and {gone.Count - IdsTold} more" : "")}.",
                $"'taskboard replay --at {removal.Revision - 1}' prints the board as it was before.");
    }

    /// <summary>Goes on from the last event seen. The numbers of a history that was begun anew begin anew.</summary>
    private static bool Scan(MonitorScene scene, IHistoryReader? reader, CancellationToken cancellationToken)
    {
        if (reader is null)
        {
            return false;
        }

        var memory = scene.Memory;
        if (memory.History != reader.BoardId())
        {
            (memory.History, memory.ScannedTo) = (reader.BoardId(), 0);
            memory.Removals.Clear();
        }

        var rows = Ask(Removals, "after", memory.ScannedTo);
        foreach (var removal in rows.Rows.GroupBy(r => Number(r[0])))
        {
            var tasks = removal.Select(r => (string)r[1]!).Distinct(StringComparer.Ordinal).ToList();
            if (tasks.Count >= Least && Number(Ask(CompletedBefore, "revision", removal.Key).Rows[0][0]) is var before && IsMost(tasks.Count, before))
            {
                memory.Removals.Add(new RemovedWork(removal.Key, StoredTime.Read((string)removal.First()[2]!), tasks, before));
            }
        }

        memory.ScannedTo = reader.Head().LastSequence;
        return true;

        QueryResult Ask(string sql, string name, long value) => reader.Query(
            sql,
            new QueryOptions { MaxRows = int.MaxValue, Parameters = new Dictionary<string, string> { [name] = value.ToString(CultureInfo.InvariantCulture) } },
            scene.Seams.Clock,
            cancellationToken);
    }

    private static bool IsMost(int removed, long before) => removed >= Least && removed * 2 > before;

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
