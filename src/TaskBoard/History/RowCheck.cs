namespace TaskBoard.History;

/// <summary>Looks for rows that are not what was written, and for those of the mirror that are gone.</summary>
internal sealed class RowCheck(SqliteDatabase database)
{
    private readonly ColumnHash _hash = new();

    /// <summary>All of them, by table in the order of the schema, then by key. A table that is not as we make it has none: that is another fault.</summary>
    public IReadOnlyList<UnfitRow> UnfitRows() => [.. RowTable.All.Where(IsThere).SelectMany(table => table == RowTable.Tasks ? [.. In(table), .. Gone()] : In(table))];

    /// <summary>The tasks that are on the board by their last event, and of which the mirror has no row, each under its key.</summary>
    public IReadOnlyList<UnfitRow> Gone()
    {
        if (!IsThere("events", ["seq", "task_id", "changes", "to_status"]))
        {
            return [];
        }

        var gone = new List<UnfitRow>();
        using var rows = database.Statement(
            "SELECT e.task_id FROM (SELECT max(seq) AS last FROM events WHERE task_id IS NOT NULL AND changes IS NOT NULL GROUP BY task_id) JOIN events e ON e.seq = last "
            + "WHERE e.to_status IS NOT NULL AND e.task_id NOT IN (SELECT CAST(id AS TEXT) FROM board_tasks WHERE id IS NOT NULL) ORDER BY e.task_id");
        while (rows.Step())
        {
            gone.Add(new UnfitRow(RowTable.Tasks, [rows.Text(0), null, null], [(rows.Kind(0), rows.Bytes(0).ToArray())]) { IsGone = true });
        }

        return gone;
    }

    /// <summary>What is thrown where such a task is met.</summary>
    public static InvalidDataException GoneFault(string task) => new($"the mirror's row of task {task} is gone, and 'taskboard repair' puts it back from the events");

    private bool IsThere(RowTable table) => IsThere(table.Name, [.. Enumerable.Range(0, table.Count).Select(table.Column), "row_hash"]);

    private bool IsThere(string table, string[] wanted)
    {
        using var columns = database.Statement("SELECT name FROM pragma_table_info(?)").With(table);
        var missing = wanted.ToHashSet(StringComparer.Ordinal);
        while (columns.Step())
        {
            missing.Remove(columns.Text(0));
        }

        return missing.Count == 0;
    }

    private List<UnfitRow> In(RowTable table)
    {
        var unfit = new List<UnfitRow>();
        using var rows = database.Statement($"{table.Selection} ORDER BY {string.Join(", ", table.Keys.Select(table.Column))}");
        while (rows.Step())
        {
            if (!table.Fits(_hash, rows))
            {
                // In this order: what a value was is not known any more once it was read as text.
                (string, byte[])[] keys = [.. table.Keys.Select(key => (rows.Kind(key), rows.Bytes(key).ToArray()))];
                unfit.Add(new UnfitRow(table, [.. Enumerable.Range(0, table.Count).Select(rows.TextOrNull)], keys));
            }
        }

        return unfit;
    }
}
