namespace TaskBoard.History;

/// <summary>Looks for rows that are not what was written.</summary>
internal sealed class RowCheck(SqliteDatabase database)
{
    private readonly ColumnHash _hash = new();

    /// <summary>All of them, by table in the order of the schema, then by key. A table that is not as we make it has none: that is another fault.</summary>
    public IReadOnlyList<UnfitRow> UnfitRows() => [.. RowTable.All.Where(IsThere).SelectMany(In)];

    private bool IsThere(RowTable table)
    {
        using var columns = database.Statement("SELECT name FROM pragma_table_info(?)").With(table.Name);
        var missing = Enumerable.Range(0, table.Count).Select(table.Column).Append("row_hash").ToHashSet(StringComparer.Ordinal);
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
