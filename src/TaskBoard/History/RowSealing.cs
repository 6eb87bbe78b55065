namespace TaskBoard.History;

/// <summary>Gives rows the hash of what they hold as they stand, inside the caller's transaction.</summary>
internal sealed class RowSealing(SqliteDatabase database)
{
    private readonly ColumnHash _hash = new();

    /// <summary>Gives it to every row that has none: of tables whose rows did not carry one yet. One that holds what we never write stays without, and so does not fit.</summary>
    public void SealAll()
    {
        foreach (var table in RowTable.All)
        {
            Seal(table);
        }
    }

    private void Seal(RowTable table)
    {
        // Gathered first, because a table is not to be changed while it is read.
        var hashes = new List<(SqlValue[] Keys, string Hash)>();
        using (var rows = database.Statement($"{table.Selection} WHERE row_hash = ''"))
        {
            while (rows.Step())
            {
                if (table.HasOurKinds(rows))
                {
                    hashes.Add(([.. table.Keys.Select(key => table.Value(rows, key))], table.HashOf(_hash, rows).ToHexadecimal()));
                }
            }
        }

        foreach (var (keys, hash) in hashes)
        {
            database.Statement(table.Sealing).With([.. keys, hash]).Run();
        }
    }
}
