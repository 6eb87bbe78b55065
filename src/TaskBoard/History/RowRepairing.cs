using System.Globalization;
using System.Text.Json;
using TaskBoard.Files;

namespace TaskBoard.History;

/// <summary>
/// Repairs rows that do not fit their hashes, or are gone from the mirror, inside the caller's transaction: what the events tell is computed anew, a commit
/// is put right by its neighbours, and what nobody can know any more is taken out. Nothing is believed that such a row says of who holds a task, or for
/// how long.
/// </summary>
internal sealed class RowRepairing(SqliteDatabase database)
{
    private readonly RowWriting _rows = new(database);

    /// <summary>Repairs all that can be.</summary>
    public RowRepair Run()
    {
        var unfit = new RowCheck(database).UnfitRows();
        if (unfit.Count == 0)
        {
            return RowRepair.None;
        }

        var replayed = unfit.Any(NeedsReplay) ? Replayed(unfit.Any(row => row.Table == RowTable.Commits)) : null;
        var left = unfit.Where(row => NeedsReplay(row) && replayed is null).ToList();
        var repaired = unfit.Except(left).ToList();
        foreach (var row in repaired.Where(row => row.Table != RowTable.Commits && row.Table != RowTable.Board && !row.IsGone))
        {
            TakeOut(row);
        }

        if (replayed is not null)
        {
            Mirror(replayed);
        }

        foreach (var row in repaired.Where(row => row.Table == RowTable.Board))
        {
            Put(row, replayed!);
        }

        if (repaired.Any(row => row.Table == RowTable.Issued))
        {
            Issue();
        }

        var commits = repaired.Where(row => row.Table == RowTable.Commits).Select(NumberOf).ToHashSet();
        foreach (var number in commits.Order().ToList())
        {
            new CommitRepair(database, _rows).PutRight(number, fits: n => !commits.Contains(n));
            commits.Remove(number);
        }

        return new RowRepair(repaired, left);
    }

    private static bool NeedsReplay(UnfitRow row) => row.Table == RowTable.Tasks || row.Table == RowTable.Board;

    private static long NumberOf(UnfitRow commit) => long.Parse(commit.Values[0]!, CultureInfo.InvariantCulture);

    /// <summary>The board that the events come to; null: they do not fit each other, or not the commits.</summary>
    private MirrorBoard? Replayed(bool areCommitsInDoubt)
    {
        var reading = new JournalReading(database);
        var chain = new ChainCheck([], reading.LastEvent());
        try
        {
            var replayed = BoardDiff.Apply(HistoryReplay.Nothing, chain.Checked(Events()).Select(HistoryReplay.ChangeOf).OfType<TaskChange>());
            return chain.FirstBad is null && (areCommitsInDoubt || chain.Revision == reading.Head().LastRevision) ? replayed : null;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            return null;
        }
    }

    private IEnumerable<BoardEvent> Events()
    {
        using var rows = database.Statement($"SELECT {EventRow.Columns} FROM events ORDER BY seq");
        while (rows.Step())
        {
            yield return EventRow.Read(rows);
        }
    }

    /// <summary>Whatever kinds of values its keys have become.</summary>
    private void TakeOut(UnfitRow row)
    {
        var conditions = row.Table.Keys.Select((key, i) => string.Create(
            CultureInfo.InvariantCulture, $"typeof({row.Table.Column(key)}) = ?{(2 * i) + 1} AND CAST({row.Table.Column(key)} AS BLOB) IS CAST(?{(2 * i) + 2} AS BLOB)"));
        var statement = database.Statement($"DELETE FROM {row.Table.Name} WHERE {string.Join(" AND ", conditions)}");
        foreach (var (i, (kind, bytes)) in row.Keys.Index())
        {
            statement.With((2 * i) + 1, System.Text.Encoding.ASCII.GetBytes(kind)).With((2 * i) + 2, bytes);
        }

        statement.Run();
    }

    /// <summary>Puts the tasks into the mirror that were taken out of it.</summary>
    private void Mirror(MirrorBoard replayed)
    {
        var there = new JournalReading(database);
        foreach (var task in replayed.Content.Tasks.Where(task => there.FindMirrored(task.Key) is null))
        {
            _rows.Put(new MirrorTask(task.Key, replayed.Positions[task.Key], task.Json));
        }
    }

    private void Put(UnfitRow board, MirrorBoard replayed)
    {
        // The head itself is proven by the events already; only what kind of value it is may be wrong.
        database.Execute("UPDATE board SET last_seq = CAST(last_seq AS INTEGER), last_hash = CAST(last_hash AS TEXT)");
        _rows.Put(RowTable.Board, 1, board.Values[1] ?? "", replayed.Content.Root is { } root ? JsonText.Object(root) : null);
    }

    /// <summary>Puts every id on record that ever had an event, with its highest attempt.</summary>
    private void Issue()
    {
        var issued = new List<(string Id, int Attempt)>();
        using (var rows = database.Statement(
            "SELECT task_id, max(CASE json_type(changes, '$.attempts.to') WHEN 'integer' THEN json_extract(changes, '$.attempts.to') ELSE 0 END) FROM events "
            + "WHERE task_id IS NOT NULL AND json_valid(changes) GROUP BY task_id"))
        {
            while (rows.Step())
            {
                issued.Add((rows.Text(0), (int)rows.Number(1)));
            }
        }

        foreach (var (id, attempt) in issued)
        {
            _rows.Raise(id, attempt);
        }
    }
}
