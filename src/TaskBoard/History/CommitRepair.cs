namespace TaskBoard.History;

/// <summary>Puts a commit right whose row does not fit: what the commits beside it and the events tell is taken from them, the rest as it stands.</summary>
internal sealed class CommitRepair(SqliteDatabase database, RowWriting rows)
{
    private const string Pending = "pending";
    private const string Applied = "applied";

    /// <summary>Puts one right.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="fits">Whether the commit of a number can be believed.</param>
    public void PutRight(long number, Func<long, bool> fits)
    {
        using var row = database.Statement("SELECT first_revision, last_revision, base_hash, new_hash, state, at FROM commits WHERE n = ?").With(number);
        row.Step();
        var (first, last) = Revisions(number, fits) ?? (row.NumberOrNull(0), row.NumberOrNull(1));
        var baseHash = fits(number - 1) ? Text("SELECT new_hash FROM commits WHERE n = ?", number - 1) : null;
        var newHash = fits(number + 1) ? Text("SELECT base_hash FROM commits WHERE n = ?", number + 1) : null;
        var isLast = database.Number("SELECT max(n) FROM commits") == number;
        var at = (first is null ? null : Text("SELECT recorded_at FROM events WHERE revision = ? ORDER BY seq LIMIT 1", first))
            ?? (StoredTime.TryRead(row.Text(5)) is null ? null : row.Text(5))
            ?? Text("SELECT at FROM commits WHERE n < ? ORDER BY n DESC LIMIT 1", number)
            ?? StoredTime.Write(DateTimeOffset.UnixEpoch);
        rows.Put(
            RowTable.Commits, number, first, last, baseHash ?? row.Text(2), newHash ?? row.Text(3), isLast && row.Text(4) == Pending ? Pending : Applied, at);
    }

    /// <summary>The revisions that the commits beside it, and the events, leave to it; null: that cannot be told.</summary>
    private (long? First, long? Last)? Revisions(long number, Func<long, bool> fits)
    {
        var before = Neighbour("SELECT n, last_revision FROM commits WHERE n < ? AND last_revision IS NOT NULL ORDER BY n DESC LIMIT 1", number) ?? (0, 0);
        var after = Neighbour("SELECT n, first_revision FROM commits WHERE n > ? AND first_revision IS NOT NULL ORDER BY n LIMIT 1", number)
            ?? (number + 1, database.Number("SELECT max(revision) FROM events") + 1);
        return !fits(before.Number) || !fits(after.Number) || after.Revision <= before.Revision ? null
            : after.Revision == before.Revision + 1 ? (null, null)
            : (before.Revision + 1, after.Revision - 1);
    }

    private (long Number, long Revision)? Neighbour(string sql, long number)
    {
        using var row = database.Statement(sql).With(number);
        return row.Step() ? (row.Number(0), row.Number(1)) : null;
    }

    private string? Text(string sql, long? number)
    {
        using var row = database.Statement(sql).With(number);
        return row.Step() ? row.TextOrNull(0) : null;
    }
}
